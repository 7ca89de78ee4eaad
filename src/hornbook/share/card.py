"""Cards: what a data set or a model is, how it was made, and what that leaves open."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hornbook.share.lineage import Lineage

if TYPE_CHECKING:
    from hornbook.share.data import Shared

_TEMPLATES = Path(__file__).with_name("templates")

# https://huggingface.co/docs/hub/datasets-cards: the hub sorts data sets by these.
_SIZES = ((1e3, "n<1K"), (1e4, "1K<n<10K"), (1e5, "10K<n<100K"), (1e6, "100K<n<1M"))
_MORE = ((1e7, "1M<n<10M"), (1e8, "10M<n<100M"), (1e9, "100M<n<1B"))

_VARIETY = {
    "near_duplicate_rate": "share of near-duplicates",
    "zstd_ratio": "compressed by zstd to one in",
    "distinct_3": "distinct runs of 3 words, as a share",
    "self_bleu": "self-BLEU",
    "shape_uniqueness": "share of programs of a shape of their own",
    "effective_topics": "effective number of topics",
    "vendi": "Vendi score",
}


def data_card(
    name: str,
    lineage: Lineage,
    shared: Sequence[Shared],
    columns: Mapping[str, Mapping[str, str]],
    command: str = "",
) -> str:
    """The README.md of a data set, in Markdown with YAML in front, as the hub reads it.

    Args:
        name: of the data set.
        lineage: how it came about.
        shared: its splits.
        columns: by column, its type in each split that has it.
        command: what makes it again; empty where that isn't known.
    """
    rows = sum(each.rows for each in shared)
    licences = sum((each.licences for each in shared), Counter[str]())
    front: dict[str, object] = {
        "pretty_name": name,
        **_licence(licences),
        "size_categories": [_size_category(rows)],
        "tags": ["hornbook", *(["synthetic"] if _synthetic(shared) else [])],
        "configs": [
            {
                "config_name": "default",
                "data_files": [
                    {"split": s.name, "path": f"data/{s.name}-*.parquet"} for s in shared
                ],
            }
        ],
    }
    return _render(
        "data.md.j2",
        front,
        name=name,
        lineage=lineage,
        shared=shared,
        columns=columns,
        command=command,
        licences=licences,
        sources=sum((each.sources for each in shared), Counter[str]()),
        variety=_variety(lineage),
    )


def model_card(name: str, lineage: Lineage | None, config: Mapping[str, Any], stored: str) -> str:
    """The README.md of a model.

    Args:
        name: of the model.
        lineage: how it came about; None for one that no run made.
        config: what its ``config.json`` says.
        stored: the number format of its weights.
    """
    front = {
        "library_name": "transformers",
        "pipeline_tag": "text-generation",
        "license": "other",
        "license_name": "see-card",
        "license_link": "README.md",
        "tags": ["hornbook", "phi"],
    }
    return _render("model.md.j2", front, name=name, lineage=lineage, config=config, stored=stored)


def _render(template: str, front: Mapping[str, object], **values: object) -> str:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # it is Markdown, whose values `_cell` makes harmless
    )
    environment.filters["cell"] = _cell
    environment.filters["number"] = lambda value: f"{value:,}"
    environment.filters["figure"] = lambda value: f"{value:.4g}"
    body = environment.get_template(template).render(**values)
    # JSON is YAML, and says the same to every reader of it.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
    return "\n".join(["---", *lines, "---", "", body])


def _cell(value: object) -> str:
    """A value for a table: one line, in which nothing is markup."""
    text = " ".join(str(value).split()).replace("\\", "\\\\")
    for mark in "|`<>[]*_":
        text = text.replace(mark, f"\\{mark}")
    return text


def _licence(licences: Counter[str]) -> dict[str, object]:
    """One licence by its name on the hub; several are named in the card."""
    named = {each.lower() for each in licences if each}
    if not named:
        return {"license": "unknown"}
    if len(named) == 1 and "" not in licences and named <= _HUB_LICENCES:
        return {"license": named.pop()}
    return {"license": "other", "license_name": "several", "license_link": "README.md#licences"}


_HUB_LICENCES = {
    "apache-2.0",
    "mit",
    "bsd-2-clause",
    "bsd-3-clause",
    "cc0-1.0",
    "cc-by-4.0",
    "cc-by-sa-4.0",
    "mpl-2.0",
    "unlicense",
    "isc",
}


def _size_category(rows: int) -> str:
    return next((name for most, name in (*_SIZES, *_MORE) if rows < most), "n>1T")


def _synthetic(shared: Sequence[Shared]) -> bool:
    return any({"teacher", "procedural"} & set(each.sources) for each in shared)


def _variety(lineage: Lineage) -> dict[str, float]:
    measured = lineage.variety()
    return {
        said: measured[name] for name, said in _VARIETY.items() if measured.get(name) is not None
    }
