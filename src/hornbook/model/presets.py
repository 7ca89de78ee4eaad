"""Shapes of models: phi-1's own, and smaller ones with the same proportions.

Nothing here imports torch, so that stages can hold a `Shape` without loading it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

from hornbook.errors import HornbookError


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The size of a phi-1 model, apart from its vocabulary (phi-1, §2.3).

    Attributes:
        width: size of the residual stream.
        layers: number of blocks.
        heads: attention heads; each is ``width // heads`` wide.
        context: the longest sequence, in tokens.
        hidden: size of the MLP's hidden layer; 0 means four times the width.
        rotary: share of each head's dimensions that is rotated by position.
        rotary_base: the slowest rotation's base.
        epsilon: what LayerNorm adds to the variance.
    """

    width: int
    layers: int
    heads: int
    context: int
    hidden: int = 0
    rotary: float = 0.5
    rotary_base: float = 10_000.0
    epsilon: float = 1e-5

    def __post_init__(self) -> None:
        """Refuse what can't be built.

        Raises:
            HornbookError: when the width doesn't divide, or a size is not positive.
        """
        for name in ("width", "layers", "heads", "context"):
            if getattr(self, name) < 1:
                raise HornbookError(
                    f"a model needs {name} of at least 1, not {getattr(self, name)}"
                )
        if self.width % self.heads:
            raise HornbookError(
                f"width {self.width} doesn't divide into {self.heads} heads; "
                f"choose heads that divide it, such as {max(1, self.width // 64)}"
            )
        if self.rotary_width % 2 or not 0 < self.rotary_width <= self.head_width:
            raise HornbookError(
                f"rotary={self.rotary} rotates {self.rotary_width} of {self.head_width} dimensions "
                "a head; it has to be an even number of at least 2"
            )

    @property
    def head_width(self) -> int:
        """Dimensions of a head (64 in phi-1)."""
        return self.width // self.heads

    @property
    def rotary_width(self) -> int:
        """Dimensions of a head that are rotated (32 of phi-1's 64)."""
        return int(self.head_width * self.rotary)

    @property
    def hidden_width(self) -> int:
        """Size of the MLP's hidden layer."""
        return self.hidden or 4 * self.width

    def config(self, vocabulary: int) -> PhiConfig:
        """This shape with a vocabulary."""
        sizes = {entry.name: getattr(self, entry.name) for entry in fields(Shape)}
        return PhiConfig(vocabulary=vocabulary, **{**sizes, "hidden": self.hidden_width})


@dataclass(frozen=True, kw_only=True)
class PhiConfig(Shape):
    """Everything that decides which weights a model has.

    Attributes:
        vocabulary: number of tokens.
    """

    vocabulary: int

    def parameters(self) -> int:
        """Number of weights and biases, with the embedding and the head (which are not tied)."""
        norms = 2 * self.width
        attention = 4 * (self.width + 1) * self.width
        mlp = (self.width + 1) * self.hidden_width + (self.hidden_width + 1) * self.width
        ends = self.vocabulary * self.width + (self.width + 1) * self.vocabulary
        return self.layers * (norms + attention + mlp) + norms + ends

    def flops_per_token(self, length: int | None = None) -> float:
        """Floating-point operations to train on one token, forward and backward.

        Six for each weight of a matrix product, and attention's own products over the causal
        half of ``length`` positions (the context when None). The embedding is looked up, so it
        costs nothing.
        """
        products = self.layers * (4 * self.width**2 + 2 * self.width * self.hidden_width)
        head = self.width * self.vocabulary
        attention = self.layers * self.width * (length or self.context)
        return 6.0 * (products + head + attention)

    def to_hugging_face(self, end: int | None = None) -> dict[str, object]:
        """The ``config.json`` of transformers' ``PhiForCausalLM``; ``end`` ends a document."""
        return {
            "architectures": ["PhiForCausalLM"],
            "model_type": "phi",
            "vocab_size": self.vocabulary,
            "hidden_size": self.width,
            "intermediate_size": self.hidden_width,
            "num_hidden_layers": self.layers,
            "num_attention_heads": self.heads,
            "num_key_value_heads": self.heads,
            "max_position_embeddings": self.context,
            "partial_rotary_factor": self.rotary,
            "rope_theta": self.rotary_base,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": self.rotary_base,
                "partial_rotary_factor": self.rotary,
            },
            "layer_norm_eps": self.epsilon,
            "hidden_act": "gelu_new",
            "attention_dropout": 0.0,
            "resid_pdrop": 0.0,
            "embd_pdrop": 0.0,
            "initializer_range": 0.02,
            "qk_layernorm": False,
            "tie_word_embeddings": False,
            "bos_token_id": end,
            "eos_token_id": end,
            "pad_token_id": None,
            "torch_dtype": "float32",
            "use_cache": True,
        }

    @classmethod
    def from_hugging_face(cls, config: dict[str, object]) -> Self:
        """Read a ``config.json``; ``PhiConfig``'s defaults in transformers stand for what it lacks.

        Raises:
            HornbookError: for another architecture, or one of phi's variants that phi-1 isn't.
        """
        if config.get("model_type") != "phi":
            raise HornbookError(
                f"the checkpoint's config.json describes a {config.get('model_type')!r} model; "
                "only 'phi' can be loaded"
            )
        value = {**_HUGGING_FACE_DEFAULTS, **config}
        heads = value["num_attention_heads"]
        plain = {
            "hidden_act": value["hidden_act"] in ("gelu_new", "gelu_pytorch_tanh"),
            "num_key_value_heads": value.get("num_key_value_heads") in (None, heads),
            "qk_layernorm": not value["qk_layernorm"],
            "tie_word_embeddings": not value["tie_word_embeddings"],
        }
        for name, same in plain.items():
            if not same:
                raise HornbookError(
                    f"the checkpoint's config.json has {name}={value[name]!r}, "
                    "which phi-1's architecture doesn't"
                )
        rope = value.get("rope_parameters")
        rope = {**value, **(rope if isinstance(rope, dict) else {})}
        return cls(
            vocabulary=_integer(value, "vocab_size"),
            width=_integer(value, "hidden_size"),
            layers=_integer(value, "num_hidden_layers"),
            heads=_integer(value, "num_attention_heads"),
            context=_integer(value, "max_position_embeddings"),
            hidden=_integer(value, "intermediate_size"),
            rotary=float(str(rope["partial_rotary_factor"])),
            rotary_base=float(str(rope["rope_theta"])),
            epsilon=float(str(value["layer_norm_eps"])),
        )


_HUGGING_FACE_DEFAULTS: dict[str, object] = {
    "vocab_size": 51200,
    "hidden_size": 2048,
    "intermediate_size": 8192,
    "num_hidden_layers": 24,
    "num_attention_heads": 32,
    "max_position_embeddings": 2048,
    "hidden_act": "gelu_new",
    "partial_rotary_factor": 0.5,
    "rope_theta": 10_000.0,
    "layer_norm_eps": 1e-5,
    "qk_layernorm": False,
    "tie_word_embeddings": False,
}


def _integer(config: dict[str, object], name: str) -> int:
    value = config[name]
    if not isinstance(value, int):
        raise HornbookError(f"the checkpoint's config.json has {name}={value!r}, not a number")
    return value


PHI_1 = Shape(width=2048, layers=24, heads=32, context=2048)
"""phi-1 and phi-1-base: 1.3B parameters (phi-1, §2.3)."""

PHI_1_SMALL = Shape(width=1024, layers=20, heads=16, context=2048)
"""phi-1-small: 350M parameters (phi-1, §2.3)."""

NANO = Shape(width=128, layers=4, heads=2, context=256)
"""Trains in about a minute on two cores."""

PRESETS = {"phi-1": PHI_1, "phi-1-small": PHI_1_SMALL, "nano": NANO}


def preset(name: str) -> Shape:
    """The shape with this name.

    Raises:
        HornbookError: when there is none.
    """
    if name not in PRESETS:
        raise HornbookError(f"no preset is named {name!r}; choose one of: {', '.join(PRESETS)}")
    return PRESETS[name]
