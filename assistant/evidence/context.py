"""What every kind of answer works with: the question, its scopes and their figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.answer import Answer, AnswerFigure, Citation, Option, Status
from assistant.evidence.citing import answer_figure, cite
from assistant.evidence.recognised import recognition_warnings
from assistant.finding.catalogue import Catalogue
from assistant.finding.lookup import Finding, Shelf, find
from assistant.finding.remembered import Meant, meant_by
from assistant.understanding.organisations import Directory
from assistant.understanding.question import Question, read_question
from assistant.understanding.scope import Scope
from index.library import Library
from index.records import StoredFigure

# The figures of so many scopes are read whole: they are likely asked for again.
_FEW_SCOPES = 12


@dataclass
class Context:
    """One question at work.  ``shelf_of_scope`` loads the figures of a scope; ``survey`` gives
    those of many scopes in which a question may find a figure, with what it finds."""

    question: Question
    catalogue: Catalogue
    scopes: tuple[Scope, ...]
    library: Library
    shelf_of_scope: Callable[[Scope], Shelf] = field(repr=False)
    survey: Callable[[Question, Sequence[Scope]], Iterator[tuple[Scope, Meant | None]]] = field(
        repr=False
    )

    @property
    def directory(self) -> Directory:
        """The organisations of the library."""
        return self.catalogue.directory

    @property
    def language(self) -> str:
        """The language to answer in."""
        return self.question.language

    @property
    def scope(self) -> Scope:
        """The one scope, or the first of several."""
        return self.scopes[0]

    @cached_property
    def shelf(self) -> Shelf:
        """The figures of the first scope."""
        return self.shelf_of_scope(self.scope)

    def findings(self, scopes: Sequence[Scope]) -> Iterator[tuple[Scope, Meant | None]]:
        """Those of some scopes in which the question may find a figure, in order, with what it
        finds."""
        if len(scopes) > _FEW_SCOPES:
            return self.survey(self.question, scopes)
        return (
            (scope, meant_by(find(self.question, self.shelf_of_scope(scope)))) for scope in scopes
        )

    def part(self, text: str) -> Question:
        """A part of the question, read on its own (for the two sides of a share, say)."""
        whole = self.question
        read = read_question(text, self.directory, whole.language == "en")
        return replace(
            read, language=whole.language, stage=whole.stage, as_of=whole.as_of, slips=whole.slips
        )

    def answered(
        self,
        text: str,
        figures: Sequence[AnswerFigure | StoredFigure] = (),
        citations: Sequence[Citation] = (),
        **rest,
    ) -> Answer:
        """An answer in which every stored figure is cited."""
        shown = [f if isinstance(f, AnswerFigure) else answer_figure(f) for f in figures]
        stored = [f for f in figures if isinstance(f, StoredFigure)]
        cited = _each_once([*citations, *(cite(f) for f in stored)])
        rest["warnings"] = (*rest.get("warnings", ()), *self._warnings(stored))
        return Answer(
            question=self.question.text,
            status=Status.ANSWERED,
            text=text,
            language=self.language,
            figures=tuple(shown),
            citations=tuple(cited),
            **rest,
        )

    def _warnings(self, figures: Sequence[StoredFigure]) -> tuple[str, ...]:
        """What must be said of figures that were recognised in an image."""
        if all(figure.confidence is None for figure in figures):
            return ()
        owners = {figure.document_id for figure in figures}
        unsure = [
            figure
            for scope in self.scopes
            if owners & set(scope.ids)
            for figure, _ in self.shelf_of_scope(scope).doubtful
            if figure.doubtful
        ]
        return recognition_warnings(figures, unsure, self.language)

    def refused(self, text: str, citations: Sequence[Citation] = ()) -> Answer:
        """A refusal with its reason."""
        return Answer(
            self.question.text, Status.REFUSED, text, self.language, citations=tuple(citations)
        )

    def asked_back(self, text: str, options: Sequence[Option]) -> Answer:
        """A question back with choices."""
        listed = "\n".join(f"· {option.text}" for option in options)
        return Answer(
            self.question.text,
            Status.CLARIFY,
            f"{text}\n{listed}" if listed else text,
            self.language,
            options=tuple(options),
        )


def _each_once(citations: Sequence[Citation]) -> list[Citation]:
    seen: dict[tuple, Citation] = {}
    for citation in citations:
        seen.setdefault(
            (citation.document, citation.page, citation.table, citation.quote), citation
        )
    return list(seen.values())


def cited_places(finding: Finding, limit: int = 4) -> list[Citation]:
    """Citations of the other places that state the same as a finding's figure."""
    others = [m.figure for m in finding.agreeing if m.figure.id != finding.figure.id]
    return [cite(figure) for figure in others[:limit]]
