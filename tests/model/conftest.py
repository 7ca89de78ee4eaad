"""A small tokenizer and a small model with random weights, made once."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from hornbook.model.phi import Phi
from hornbook.model.presets import Shape
from hornbook.model.tokenizer import Tokenizer, train_bpe

SMALL = Shape(width=32, layers=2, heads=2, context=64)

PYTHON = '''\
def mean(numbers):
    """Return the mean of the numbers."""
    total = 0
    for number in numbers:
        total += number
    return total / len(numbers)


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def move(self, dx, dy):
        if dx:
            self.x += dx
        return Point(self.x, self.y)
'''


# Tiny tensors gain nothing from threads, and lose much when other work takes the cores.
torch.set_num_threads(1)


@pytest.fixture(scope="session")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    directory: Path = tmp_path_factory.mktemp("tokenizer")
    return Tokenizer.write(directory, train_bpe([PYTHON] * 3, 400))


def random_model(shape: Shape, vocabulary: int) -> Phi:
    """Weights with more spread than the initial ones, biases and norms included."""
    model = Phi(shape.config(vocabulary)).eval()
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for weights in model.parameters():
            weights.add_(torch.randn(weights.shape, generator=generator), alpha=0.08)
    return model


@pytest.fixture(scope="session")
def model(tokenizer: Tokenizer) -> Phi:
    return random_model(SMALL, tokenizer.size)
