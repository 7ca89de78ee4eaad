"""Finds the equations that a text states and that don't hold."""

from __future__ import annotations

import re
from fractions import Fraction

_TERM = r"-?\d+(?:\.\d+)?"
_EQUATION = re.compile(rf"(?<![\d.)]\s[×÷+*/-]\s)({_TERM}(?: [+×÷*/-] {_TERM})+) = ({_TERM})")


def false_equations(text: str) -> list[str]:
    """The equations of whole or decimal numbers that are wrong: ``2 + 2 = 5``.

    What is read are sums, differences, products and quotients without brackets, with spaces
    around the signs. Products come before sums, as they should.
    """
    found = []
    for match in _EQUATION.finditer(text):
        value = _value(match[1])
        if value is None or value != Fraction(match[2]):
            found.append(match[0])
    return found


def _value(expression: str) -> Fraction | None:
    tokens = expression.split(" ")
    total, sign, product = Fraction(0), 1, Fraction(tokens[0])
    for operator, term in zip(tokens[1::2], tokens[2::2], strict=True):
        number = Fraction(term)
        if operator in "×*":
            product *= number
        elif operator in "÷/":
            if not number:
                return None
            product /= number
        else:
            total += sign * product
            sign, product = (1 if operator == "+" else -1), number
    return total + sign * product
