"""The plots, by theme; each module's functions are found through `plot.PLOTS`."""

from hornbook.generate.stories.grammar.plots import fearing, helping, losing, making, wanting

__all__ = ["fearing", "helping", "losing", "making", "wanting"]
