"""Tables to ask questions about: what their rows are called, and what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hornbook.generate.procedural import Draw
from hornbook.generate.procedural.vocabulary import WORDS

_PEOPLE = ("Ann Ben Cleo Dan Eva Finn Gia Hugo Ida Jon Kim Leo Mia Noa Ola Pia").split()


@dataclass(frozen=True, eq=False)
class Table:
    """A kind of table.

    Attributes:
        rows: the name of the parameter: "orders".
        row: one of them: "order".
        key: the field with a row's name.
        group: a field with one of the few texts in ``groups``.
        number: a field to compute with, and ``other`` another one.
        keys: what the field ``key`` may hold.
    """

    rows: str
    row: str
    key: str
    group: str
    groups: tuple[str, ...]
    number: str
    other: str
    keys: Sequence[str] = tuple(WORDS)

    def codes(self, variable: str) -> tuple[str, str, str]:
        """Expressions for key, group and number of the row in ``variable``."""
        return f'{variable}["{self.key}"]', f'{variable}["{self.group}"]', self.amount(variable)

    def amount(self, variable: str) -> str:
        """The expression for the number of the row in ``variable``."""
        return f'{variable}["{self.number}"]'

    def variable(self, r: Draw) -> str:
        """A name for one row in a loop."""
        return r.pick(self.row, self.row, "row", "entry", "item")

    def sample(self, r: Draw, fields: str, number: int, group: int) -> dict[str, object]:
        """A row with some of the fields ("key number"), a given number and group."""
        values = {
            "key": (self.key, r.choice(self.keys)),
            "group": (self.group, self.groups[group % len(self.groups)]),
            "number": (self.number, number),
            "other": (self.other, r.randint(1, 9)),
        }
        return dict(values[field] for field in fields.split())

    def samples(
        self, r: Draw, fields: str, near: tuple[int, ...] = (), *, low: int = 1, high: int = 40
    ) -> list[list[dict[str, object]]]:
        """Tables to try: empty, small ones, one with the numbers in ``near``, ties, random."""
        tables: list[list[dict[str, object]]] = [[]]
        ties = [7, 3, 7, 3, 5, 7]
        values = [[r.randint(low, high) for _ in range(size)] for size in (1, 2, 2, 4, 5)]
        for numbers in (*values, list(near), ties):
            shift = r.randrange(3)
            tables.append([self.sample(r, fields, n, i * i + shift) for i, n in enumerate(numbers)])
        return tables

    def with_keys(
        self, r: Draw, fields: str, numbers: tuple[int, ...], groups: str, keys: str
    ) -> list[dict[str, object]]:
        """A table with chosen keys and groups, each a digit or letter per row: "0110", "abab"."""
        rows = []
        for number, group, key in zip(numbers, groups, keys, strict=True):
            row = self.sample(r, fields, number, int(group))
            rows.append(row | ({self.key: key} if "key" in fields else {}))
        return rows


_TABLES = (
    Table("employees", "employee", "name", "department", ("sales", "law", "lab"), "salary",
          "age", _PEOPLE),
    Table("orders", "order", "customer", "status", ("paid", "open", "sent"), "amount", "pieces",
          _PEOPLE),
    Table("products", "product", "name", "category", ("toy", "tool", "food"), "price", "stock"),
    Table("students", "student", "name", "course", ("art", "math", "music"), "score", "age",
          _PEOPLE),
    Table("books", "book", "title", "genre", ("crime", "poetry", "travel"), "pages", "copies"),
    Table("towns", "town", "name", "region", ("north", "south", "coast"), "people", "area"),
    Table("films", "film", "title", "genre", ("drama", "comedy", "horror"), "minutes", "stars"),
    Table("flights", "flight", "code", "airline", ("Blue", "Swift", "Polar"), "delay", "gate",
          ("B12", "S7", "P300", "B45", "S18", "P9", "B77", "S201")),
    Table("trips", "trip", "driver", "vehicle", ("bus", "van", "bike"), "distance", "stops",
          _PEOPLE),
    Table("plants", "plant", "name", "garden", ("roof", "yard", "park"), "height", "leaves"),
    Table("players", "player", "name", "team", ("red", "blue", "green"), "goals", "games",
          _PEOPLE),
    Table("pets", "pet", "name", "kind", ("cat", "dog", "bird"), "weight", "age", _PEOPLE),
    Table("rooms", "room", "label", "floor", ("first", "second", "top"), "seats", "doors"),
    Table("songs", "song", "title", "artist", ("Nova", "Quinn", "Rio"), "seconds", "plays"),
    Table("tasks", "task", "title", "owner", ("Ann", "Bo", "Cy"), "hours", "priority"),
    Table("payments", "payment", "payer", "method", ("cash", "card", "check"), "sum", "fee",
          _PEOPLE),
)  # fmt: skip


def table(r: Draw) -> Table:
    """One of the kinds of tables."""
    return r.choice(_TABLES)
