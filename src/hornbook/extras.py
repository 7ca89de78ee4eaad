"""What is installed on top of Hornbook itself: the extras, and the modules that each brings."""

from __future__ import annotations

# By extra, the modules that are imported from it. Their distributions are called the same, but
# for dashes; pyproject.toml has the versions.
EXTRAS: dict[str, tuple[str, ...]] = {
    "train": ("torch", "transformers", "tokenizers", "safetensors", "accelerate"),
    "local": ("xllamacpp",),
    "eval": ("lm_eval",),
    "gguf": ("gguf",),
    "hub": ("datasets", "huggingface_hub"),
    "ray": ("ray",),
    "reasoning": ("reasoning_gym",),
    "deepspeed": ("deepspeed",),
}

USES: dict[str, str] = {
    "train": "training, sampling and evaluating models",
    "local": "teachers from a GGUF file, served on this machine",
    "eval": "zero-shot suites of lm-eval",
    "gguf": "reading and writing GGUF files with llama.cpp's own tables",
    "hub": "data sets and models of the Hugging Face hub",
    "ray": "--engine ray, for several machines",
    "reasoning": "procedural reasoning tasks",
    "deepspeed": "--launch zero2",
}


def absent(extra: str) -> list[str]:
    """The modules of an extra whose distributions aren't installed."""
    return [module for module in EXTRAS[extra] if version(module) is None]


def version(distribution: str) -> str | None:
    """The installed version of a distribution; None when there is none."""
    from importlib import metadata  # slow: it knows how to read mail

    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def remedy_for(module: str) -> str | None:
    """What to say when ``module`` can't be imported; None when it belongs to no extra."""
    top = module.partition(".")[0]
    for extra, modules in EXTRAS.items():
        if top in modules:
            return f"this needs {top}, which isn't installed; pip install 'hornbook[{extra}]'"
    return None
