"""Numbers as people read them."""

from __future__ import annotations

from typing import Protocol

THIN = "\u202f"  # narrow no-break space, between a number and its unit


class Interval(Protocol):
    """What has an interval, or None for both of its ends."""

    @property
    def low(self) -> float | None: ...  # noqa: D102
    @property
    def high(self) -> float | None: ...  # noqa: D102


def count(number: float) -> str:
    """``12,345``."""
    return f"{number:,.0f}"


def short_count(number: float) -> str:
    """``940``, ``12.3 K``, ``2.4 M``, ``1.3 B``: three significant digits."""
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e3, "K")):
        if abs(number) >= size * 0.9995:
            scaled = number / size
            digits = 0 if scaled >= 99.95 else 1
            return f"{scaled:.{digits}f}{THIN}{letter}"
    return f"{number:.0f}"


def file_size(number: float) -> str:
    """Bytes in decimal units: ``3.1 MB``."""
    for size, unit in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if number >= size:
            return f"{number / size:.1f}{THIN}{unit}"
    return f"{number:.0f}{THIN}B"


def seconds(number: float) -> str:
    """``0.4 s``, ``48 s``, ``3 min 05 s``, ``2 h 10 min``."""
    if number < 9.95:
        return f"{number:.1f}{THIN}s"
    whole = round(number)
    if whole < 60:
        return f"{whole}{THIN}s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes}{THIN}min {rest:02d}{THIN}s"
    return f"{minutes // 60}{THIN}h {minutes % 60:02d}{THIN}min"


def money(dollars: float | None) -> str:
    """``$0.00``, ``$0.0042`` where cents would hide it, or a dash where it isn't known."""
    if dollars is None:
        return "–"
    return f"${dollars:.4f}" if 0 < dollars < 0.01 else f"${dollars:,.2f}"


def percent(share: float) -> str:
    """A share as ``41.5 %``."""
    return f"{share * 100:.1f}{THIN}%"


def in_unit(value: float, unit: str) -> str:
    """A value: a share as percent, a count whole, an amount to a tenth, others to three digits."""
    match unit:
        case "count":
            return count(value)
        case "amount":
            return f"{value:,.1f}"
        case "share":
            return percent(value)
        case "percent":
            return percent(value / 100)
        case "points":
            return f"{100 * value:+.1f}{THIN}points"
    return f"{value:.3f}"


def change_in_unit(value: float, unit: str) -> str:
    """A difference, with its sign: of shares and percents in points."""
    if unit in ("share", "points"):
        return f"{100 * value:+.1f}{THIN}points"
    return f"{value:+.1f}{THIN}points" if unit == "percent" else f"{value:+.3f}"


def change_interval(change: Interval, unit: str) -> str:
    """The same of a difference, with signs: ``+0.5 to +5.9``."""
    if change.low is None or change.high is None:
        return ""
    if unit == "value":
        return f"{change.low:+.3f} to {change.high:+.3f}"
    scale = 1 if unit == "percent" else 100
    return f"{change.low * scale:+.1f} to {change.high * scale:+.1f}"


def chance(p_value: float) -> str:
    """``p = 0.03``, or that it is under a thousandth."""
    return "p < 0.001" if p_value < 0.001 else f"p = {p_value:.3f}"


def sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def interval(estimate: Interval, unit: str = "") -> str:
    """The 95 % interval, ``0.860–0.931`` or ``2.1–4.0 %``; nothing where there is none."""
    if estimate.low is None or estimate.high is None:
        return ""
    if unit == "points":
        return change_interval(estimate, unit)
    if unit in ("share", "percent"):
        scale = 100 if unit == "share" else 1
        return f"{estimate.low * scale:.1f}–{estimate.high * scale:.1f}{THIN}%"
    return f"{estimate.low:.3f}–{estimate.high:.3f}"
