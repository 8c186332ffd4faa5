"""Training the association network (see :mod:`assistant.table_lookup.association`)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.table_lookup.association import (
    CHARACTERS,
    PAIRS,
    QUESTION_LENGTH,
    TEXT_LENGTH,
    VECTOR_UNIT,
    WIDTH,
    Association,
    WordVectors,
    hashed,
)
from assistant.table_lookup.languages import Symbols
from assistant.table_lookup.lookup import ReadTable

_HIDDEN, _POOLED = 64, 48
_HEADER_CHANNELS = (1, 2, 4, 5)


@dataclass(frozen=True)
class Example:
    """The symbols of a question and of the texts of its table, which of them are headers of the answer or the
    answer (texts, 2), and which are headers of anything."""

    question: Symbols
    texts: tuple[Symbols, ...]
    wanted: np.ndarray
    header: np.ndarray

    @classmethod
    def of(cls, question: Symbols, table: ReadTable, is_answer: np.ndarray) -> Example:
        """The example of a question with the cells of ``table.grid.cells`` that answer it."""
        index = table.texts.index
        wanted = np.zeros((len(table.texts.texts), 2))
        header = np.zeros(len(table.texts.texts))
        for i, cell in enumerate(table.grid.cells):
            header[index[cell]] = max(header[index[cell]], float(table.likeliest_roles[i] > 0))
            if is_answer[i]:
                wanted[index[cell], 1] = 1.0
                for channel in _HEADER_CHANNELS:
                    wanted[index[list(table.around[i].channels[channel])], 0] = 1.0
        return cls(question, table.texts.spoken, wanted, header)


@dataclass(frozen=True)
class AssociationTraining:
    """How to train: passes over the examples, questions a step, texts a question."""

    passes: int = 4
    batch: int = 48
    texts: int = 14
    rate: float = 2e-3
    seed: int = 0
    vectors: WordVectors | None = None

    def fit(self, examples: Sequence[Example]) -> Association:
        """The trained network; the same examples and seed give the same weights."""
        import torch

        torch.set_num_threads(1)
        torch.manual_seed(self.seed)
        draw = np.random.RandomState(self.seed)
        network = _network(self.vectors)
        optimiser = torch.optim.AdamW(network.parameters(), lr=self.rate, weight_decay=0.01)
        steps = math.ceil(len(examples) / self.batch)
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimiser, self.rate, total_steps=max(2, self.passes * steps), pct_start=0.15
        )
        prepared = {t: self._numbers(t) for t in {example.texts for example in examples}}
        for _ in range(self.passes):
            order = draw.permutation(len(examples))
            for start in range(0, len(order), self.batch):
                chosen = [examples[i] for i in order[start : start + self.batch]]
                loss = _loss(network, self._batch(chosen, prepared, draw))
                optimiser.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimiser.step()
                schedule.step()
        state = network.state_dict()
        weights = {name: w.numpy() for name, w in state.items() if not name.startswith("known")}
        return Association(weights, self.vectors)

    def _batch(self, examples: Sequence[Example], prepared: dict, draw) -> list[np.ndarray]:
        """Hashes of questions and texts, labels and weights, filled up to equal numbers."""
        columns: list[list[np.ndarray]] = [[] for _ in range(8)]
        for example in examples:
            count = len(example.texts)
            liking = draw.rand(count) + example.header
            liking += 3.0 * example.wanted[:, 0] + 1.5 * example.wanted[:, 1]
            chosen = np.argsort(-liking, kind="stable")[: self.texts]
            fill = ((0, self.texts - len(chosen)), (0, 0))
            parts = (
                *(x[0] for x in self._numbers([example.question], QUESTION_LENGTH)),
                *(np.pad(x[chosen], fill) for x in prepared[example.texts]),
                np.pad(example.wanted[chosen], fill),
                np.pad(np.ones((len(chosen), 1)), fill),
            )
            for column, part in zip(columns, parts, strict=True):
                column.append(part)
        return [np.array(column) for column in columns]

    def _numbers(
        self, texts: Sequence[Symbols], length: int = TEXT_LENGTH
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of each symbol of each text the buckets of itself and its pair, and its vector."""
        singles, pairs = zip(*(hashed(text, length) for text in texts), strict=True)
        known = [self.vectors.numbers(t, length) if self.vectors else [0] * length for t in texts]
        return np.array(singles), np.array(pairs), np.array(known)


def _loss(network, batch: list[np.ndarray]):
    import torch

    *numbers, wanted, weights = map(torch.tensor, batch)
    said = network(*numbers)
    each = torch.nn.functional.binary_cross_entropy_with_logits(
        said, wanted.float(), reduction="none"
    )
    return (each * weights).sum() / weights.sum()


def _network(vectors: WordVectors | None):
    """The torch twin of :class:`assistant.table_lookup.association.Association`."""
    import torch
    from torch import nn

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.c = nn.Embedding(CHARACTERS, WIDTH, padding_idx=0)
            self.b = nn.Embedding(PAIRS, WIDTH, padding_idx=0)
            nn.init.normal_(self.c.weight, std=0.3)
            nn.init.normal_(self.b.weight, std=0.2)
            with torch.no_grad():
                self.c.weight[0] = 0
                self.b.weight[0] = 0
            self.conv = nn.Linear(3 * WIDTH, WIDTH)
            self.key = nn.Linear(WIDTH, WIDTH, bias=False)
            self.beta = nn.Parameter(torch.tensor([2.0, 2.0]))
            self.cmp = nn.Linear(3 * WIDTH + 2, _HIDDEN)
            self.sal = nn.Linear(WIDTH, 1)
            self.out = nn.Sequential(
                nn.Linear(2 * _HIDDEN + WIDTH, _POOLED), nn.ReLU(), nn.Linear(_POOLED, 2)
            )
            self.drop = nn.Dropout(0.2)
            if vectors:
                rows = torch.from_numpy(vectors.rows.astype(np.float32) / VECTOR_UNIT)
                self.known = nn.Embedding.from_pretrained(rows)
                self.vec = nn.Linear(rows.shape[1], WIDTH, bias=False)

        def encode(self, singles, pairs, known):
            x = self.c(singles) + self.b(pairs)
            if vectors:
                x = x + self.vec(self.known(known))
            x = self.drop(x)
            edge = torch.zeros_like(x[..., :1, :])
            before = torch.cat([edge, x[..., :-1, :]], -2)
            after = torch.cat([x[..., 1:, :], edge], -2)
            return x + torch.relu(self.conv(torch.cat([before, x, after], -1)))

        def forward(self, q_single, q_pair, q_known, t_single, t_pair, t_known):
            q = self.encode(q_single, q_pair, q_known)
            t = self.encode(t_single, t_pair, t_known)
            batch, count, length = t_single.shape
            singles = t_single.reshape(batch, -1, 1)
            pairs = t_pair.reshape(batch, -1, 1)
            same_single = (singles == q_single[:, None]) & (singles > 0)
            same_pair = (pairs == q_pair[:, None]) & (pairs > 0)
            flat = t.reshape(batch, count * length, -1)
            attention = self.key(flat) @ q.transpose(1, 2) / math.sqrt(WIDTH)
            attention = attention + self.beta[0] * same_single + self.beta[1] * same_pair
            attention = attention.masked_fill((q_single == 0)[:, None], -1e4).softmax(-1)
            aligned = attention @ q
            exact = torch.stack([same_single.any(-1), same_pair.any(-1)], -1).float()
            compared = torch.relu(
                self.cmp(torch.cat([flat, aligned, flat * aligned, exact], -1))
            ).reshape(batch, count, length, -1)
            there = (t_single > 0)[..., None]
            salience = self.sal(t).masked_fill(~there, -1e4).softmax(-2)
            asked = (q_single > 0).float()[..., None]
            mean = (q * asked).sum(1) / asked.sum(1).clamp(min=1)
            pooled = torch.cat(
                [
                    (compared * there).amax(-2),
                    (compared * salience * there).sum(-2),
                    mean[:, None].expand(batch, count, -1),
                ],
                -1,
            )
            return self.out(pooled)

    return Network()
