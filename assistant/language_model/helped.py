"""The assistant with a language model at hand: the same answers, or better ones, never others.

The exact path is asked first.  Only where it declines or asks back is the model asked what is
meant, and only where it quotes whole sentences is the model asked to word them.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Status
from assistant.engine import Assistant
from assistant.finding.catalogue import Catalogues
from assistant.language_model import understanding, wording
from assistant.language_model.checking import objection
from assistant.language_model.connection import Allowance, LanguageModel
from assistant.language_model.labels import Labels
from assistant.understanding.dialogue import standalone
from index.library import Library

logger = logging.getLogger(__name__)

_LONGEST_QUESTION = 500
_MOST_DOCUMENTS = 12
_LEAD = {
    "zh": "语言模型将问题理解为「{question}」：\n",
    "en": "As a language model understood the question (“{question}”):\n",
}
_NOTE = {
    "zh": "问题由语言模型理解为「{question}」，数字仍取自公开文件；请核对是否是您要问的。",
    "en": "A language model took the question to mean “{question}”; the figures are from the "
    "published documents. Please check that this is what you asked.",
}
_WITHOUT = {"zh": "不经语言模型的答复：{text}", "en": "Without the language model: {text}"}


class HelpedAssistant:
    """Answers questions as :class:`assistant.engine.Assistant` does, with a model's help; any
    number of threads may ask."""

    def __init__(self, exact: Assistant, library: Library, model: LanguageModel):
        self._exact = exact
        self._library = library
        self._model = model
        self._catalogues = Catalogues(library)
        self._labels = Labels(library)

    @property
    def exact(self) -> Assistant:
        """The assistant alone, which knows nothing of the model."""
        return self._exact

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The answer to a question; ``history`` holds the earlier questions, oldest first."""
        start = self._model.clock()
        time = Allowance(self._model)
        answer = self._exact.ask(question, history)
        try:
            if answer.status is not Status.ANSWERED:
                answer = self._understood(answer, question, history, time) or answer
            else:
                answer = self._worded(answer, question, time) or answer
        except Exception:
            # Whatever goes wrong with the model, the answer without it stands.
            logger.exception("The language model could not be used.")
        return replace(answer, seconds=self._model.clock() - start)

    def _understood(
        self, plain: Answer, question: str, history: Sequence[str], time: Allowance
    ) -> Answer | None:
        if not question.strip() or len(question) > _LONGEST_QUESTION:
            return None
        with self._library.view():
            now = self._catalogues.now()
            alone = standalone(history, question, now.directory)
            asked = understanding.Asked.of(question, history, alone, now.directory, now.scopes)
            if asked.is_settled:
                return None
            labels = self._labels.of(asked.held[:_MOST_DOCUMENTS])
        told = understanding.material(asked, labels)
        reply = self._model.reply(understanding.INSTRUCTIONS, told, time.until)
        means = understanding.rewritten(reply, asked, labels) if reply else ""
        if not means or means == alone:
            return None
        answer = self._exact.ask(means, language=plain.language)
        if answer.status is Status.REFUSED or answer.status is plain.status:
            return None
        answer = self._worded(answer, question, time) or answer
        return self._told(answer, plain, question, means)

    def _told(self, answer: Answer, plain: Answer, question: str, means: str) -> Answer:
        """The answer, saying first of all how the question was understood, and by whom."""
        language = "zh" if plain.language == "zh" else "en"
        notes = [_NOTE[language].format(question=means)]
        if plain.status is Status.REFUSED:
            notes.append(_WITHOUT[language].format(text=plain.text.splitlines()[0]))
        others = [pair for pair in answer.understood if pair[0] != "question"]
        by = ("understood_by", f"语言模型 language model ({self._model.settings.model})")
        return replace(
            answer,
            question=question,
            text=_LEAD[language].format(question=means) + answer.text,
            # What could be chosen before can still be chosen.
            options=answer.options or plain.options,
            understood=(("question", means), by, *others),
            warnings=(*notes, *answer.warnings),
        )

    def _worded(self, answer: Answer, question: str, time: Allowance) -> Answer | None:
        given = wording.given_of(answer)
        if given is None:
            return None
        told = wording.material(question, answer, given)
        reply = self._model.reply(wording.INSTRUCTIONS, told, time.until)
        text = reply.get("answer") if reply else None
        if not isinstance(text, str) or not text.strip():
            return None
        against = objection(text.strip(), given, answer.language)
        if against:
            logger.info("A text of the language model was thrown away: %s.", against)
            return None
        return wording.worded(answer, text.strip())
