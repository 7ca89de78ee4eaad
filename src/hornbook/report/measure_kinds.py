"""What kind of number a result is, and which way is better, by the key that it is recorded under.

The one place that knows: tables, charts, sentences and the terminal ask here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """How a result is read.

    Attributes:
        unit: ``share`` (0 to 1, shown in percent), ``points`` (a difference of shares), ``percent``
            (0 to 100) or ``value``.
        higher_is_better: whether a larger number is a better one.
    """

    unit: str
    higher_is_better: bool


_KNOWN = {
    "bits_per_byte": Kind("value", higher_is_better=False),
    "grade": Kind("percent", higher_is_better=True),
    "gap": Kind("points", higher_is_better=True),
    "fail": Kind("share", higher_is_better=False),
    "lost": Kind("share", higher_is_better=False),
    # Shares of overlap, but none that a model solves.
    "unlike_others": Kind("value", higher_is_better=True),
    "unlike_training": Kind("value", higher_is_better=True),
}
_LOWER_IS_BETTER = ("loss", "perplexity", "error", "seconds", "_ms", "bits", "nats")
_GRADES = ("_grade", "_score")


def kind_of(key: str) -> Kind:
    """The kind of a result: a share of which more is better, unless its key says otherwise.

    Args:
        key: as in ``metrics.json``, such as ``pass@1`` or ``bits_per_byte``.
    """
    if key in _KNOWN:
        return _KNOWN[key]
    if key.endswith(_LOWER_IS_BETTER):
        return Kind("value", higher_is_better=False)
    if key.endswith(_GRADES):
        return Kind("value", higher_is_better=True)
    return Kind("share", higher_is_better=True)
