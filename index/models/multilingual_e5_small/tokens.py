"""Texts to the token ids that the model was trained with."""

from __future__ import annotations

import re

from tokenizers import Tokenizer, models

from index.models.multilingual_e5_small.weights import Vocabulary

_BLANKS = re.compile(" {2,}")
# The sign of SentencePiece for a blank.
_BLANK_SIGN = "\u2581"


class Tokens:
    """The unigram tokenizer of a vocabulary (SentencePiece's, as XLM-RoBERTa uses it)."""

    def __init__(self, vocabulary: Vocabulary):
        self._vocabulary = vocabulary
        self._unigram = Tokenizer(models.Unigram(vocabulary.pieces, unk_id=vocabulary.unknown))

    def windows(self, text: str, longest: int) -> list[list[int]]:
        """The token ids of a text in windows of at most ``longest``, each with its begin and end.

        A text that fits is one window; a longer one is cut without overlap.
        """
        words = self._vocabulary
        shown = _BLANKS.sub(" ", text.translate(words.characters))
        if not shown.startswith(" "):
            shown = " " + shown
        ids = self._unigram.encode(shown.replace(" ", _BLANK_SIGN), add_special_tokens=False).ids
        room = longest - 2
        parts = [ids[at : at + room] for at in range(0, len(ids), room)] or [[]]
        return [[words.begin, *part, words.end] for part in parts]
