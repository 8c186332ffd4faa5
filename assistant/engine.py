"""The assistant: one question in, one typed answer out.

The way of a question: made to stand alone, read and given its documents
(:mod:`~assistant.understanding`), answered from the figures that fit it
(:mod:`~assistant.finding`) by the kind of work it asks for (the ``answer_…`` functions of
:mod:`~assistant.answering`), or declined with a reason, or asked back.  No state is kept between
questions; any number of threads may ask.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer, Status
from assistant.answering.balance import answer_balance, sets_sides_beside
from assistant.answering.choice import answer_choice
from assistant.answering.comparison import (
    answer_against_last_year,
    answer_side_by_side,
    answer_stated_change,
)
from assistant.answering.gaps import answer_difference, answer_times, asks_between_two, asks_gap
from assistant.answering.league import answer_league, ranks_bodies
from assistant.answering.narrative import answer_definition, answer_form_text, answer_reason
from assistant.answering.parts import answer_parts, answer_several, tells_bound
from assistant.answering.passages import answer_passage
from assistant.answering.place_alone import told_of_place
from assistant.answering.rankings import answer_ranking
from assistant.answering.refusing import declined, held, outside, refusal
from assistant.answering.sections import answer_section
from assistant.answering.shares import answer_share
from assistant.answering.single import (
    answer_completion,
    answer_single,
    answer_stated_share,
    answer_yes_no,
    options_by_scope,
)
from assistant.answering.spending import answer_total
from assistant.answering.stages import answer_stages
from assistant.answering.sums import answer_addition, answer_sum
from assistant.answering.tabled_changes import answer_tabled_change
from assistant.evidence.context import Context
from assistant.finding.catalogue import Catalogue, Catalogues
from assistant.finding.lookup import Shelf
from assistant.finding.shelves import Shelves
from assistant.finding.survey import Surveys
from assistant.understanding.absence import lists_what_lacks
from assistant.understanding.asides import without_asides, without_rudeness
from assistant.understanding.bounds import asks_for_one
from assistant.understanding.content import overlap
from assistant.understanding.dialogue import added_to_nothing, standalone
from assistant.understanding.organisations import Directory
from assistant.understanding.question import Question, read_question
from assistant.understanding.scope import Scope, resolve
from assistant.understanding.typos import mended
from assistant.understanding.wordlists import any_of, question_words
from assistant.wording import join, say
from corpus.text import name_of, normalise
from index.library import Library

_MAX_QUESTION = 2000
# Operations that are never answered by an amount.
_PLACE_AND_PERSON = frozenset(("who", "where", "when", "basis", "yesno", "definition"))


class Assistant:
    """Answers questions over a library.

    Usage::

        answer = Assistant(library).ask("云泽文数局2026年公务接待费是多少")
        answer.figures[0].value, answer.citations[0].document
    """

    def __init__(self, library: Library, clock: Callable[[], float] = time.perf_counter):
        self._library = library
        self._clock = clock
        self._catalogues = Catalogues(library)
        self._shelves = Shelves(library)
        self._surveys = Surveys(library)

    @property
    def exact(self) -> Assistant:
        """The assistant without the help of a language model: this one knows of none."""
        return self

    @property
    def catalogue(self) -> Catalogue:
        """What the library holds now: documents, organisations and scopes."""
        return self._catalogues.now()

    def shelf_of(self, scope: Scope) -> Shelf:
        """All figures of a scope, ready to be matched."""
        with self._library.view():
            shelf = self._shelves.of(scope)
            shelf.read_all()
            return shelf

    def ask(self, question: str, history: Sequence[str] = (), language: str = "") -> Answer:
        """The answer to a question; ``history`` holds the user's earlier questions, oldest first.

        ``language`` ("zh" or "en") is what to answer in, "" for the question's own.
        """
        start = self._clock()
        with self._library.view():
            answer = self._answer(question[:_MAX_QUESTION], history, language)
        return replace(answer, question=question, seconds=self._clock() - start)

    def _answer(self, text: str, history: Sequence[str], language: str) -> Answer:
        catalogue = self._catalogues.now()
        directory = catalogue.directory
        # A greeting or an insult asks nothing: neither again what was asked before it.
        history = [without_rudeness(said)[0] for said in history if _asks_something(said)]
        alone = standalone(history, text, directory) if _asks_something(text) else text
        question = read_question(alone, directory)
        question = replace(question, language=language or question.language)
        context = Context(
            question,
            catalogue,
            catalogue.scopes,
            self._library,
            self._shelves.of,
            self._surveys.findings,
        )
        if not catalogue.documents:
            return context.refused(say("empty_library", question.language))
        if not _asks_something(text):
            spoken = language or ("en" if text.isascii() else "zh")
            context.question = replace(question, language=spoken)
            return context.refused(say("nothing_asked", spoken))
        answer = self._two_questions(context, directory) or self._route(context)
        answer = told_of_place(answer, question, context)
        if answer.status is Status.REFUSED:
            answer = self._without_asides(text, history, context) or answer
        return replace(answer, understood=_understood(context, answer, alone if history else ""))

    def _without_asides(self, text: str, history: Sequence[str], context: Context) -> Answer | None:
        """The answer to what asks, where the words beside it only distract."""
        directory = context.directory
        asked, asides = without_asides(text, directory) or (text, ())
        before = [(without_asides(said, directory) or (said, ()))[0] for said in history]
        if not asides and before == list(history):
            return None
        question = read_question(standalone(before, asked, directory), directory)
        again = replace(context, question=replace(question, language=context.language))
        answer = self._route(again)
        if answer.status is Status.REFUSED:
            # What is refused is refused by its own words, not by the insult before them.
            return answer if without_rudeness(text)[1] else None
        context.question, context.scopes = again.question, again.scopes
        if not asides:
            return answer
        note = say("left_aside", context.language, asides=join(asides, context.language))
        return replace(answer, warnings=(*answer.warnings, note))

    def _two_questions(self, context: Context, directory: Directory) -> Answer | None:
        """Both answers where one sentence asks two things (由谁实施，年度预算多少；多少，其中基本支出多少)."""
        first, comma, second = context.question.text.partition(",")
        if not comma or not _asks_amount(context.question):
            return None
        head = read_question(first, directory)
        tail = read_question(standalone([first], second, directory), directory)
        within = any_of(question_words("followup", "within")).match(second.strip())
        asks_both = any_of(question_words("asking_size")).search(first)
        both_amounts = bool(within and asks_both) and not head.operations - {"sum"}
        person = head.asks("who", "where", "when", "basis") and not _asks_amount(head)
        if not person and not both_amounts:
            return None
        contexts = [replace(context, question=q) for q in (head, tail)]
        answers = [self._route(each) for each in contexts]
        if any(a.status is not Status.ANSWERED for a in answers):
            return None
        a, b = answers
        if both_amounts and a.figures and a.figures[:1] == b.figures[:1]:
            # What is found again for a part of something is the whole of it.
            return declined(contexts[1])
        return replace(
            a,
            text=f"{a.text}\n{b.text}",
            figures=(*a.figures, *b.figures),
            citations=(*a.citations, *b.citations),
            warnings=(*a.warnings, *b.warnings),
            places=b.places,
            agreement=b.agreement,
        )

    def _route(self, context: Context) -> Answer:
        question = context.question
        if question.asks("documents") and not question.mentions:
            return context.answered(
                say(
                    "documents",
                    question.language,
                    held=held(context.catalogue.scopes, question.language),
                )
            )
        if question.off_topic:
            return outside(context)
        if added_to_nothing(question):
            return context.refused(say("adds_to_nothing", question.language))
        named = {name for mention in question.mentions for name in mention.organisations}
        catalogue = context.catalogue
        resolution = resolve(question, catalogue.scopes_of(named) if named else catalogue.scopes)
        if resolution.refusal:
            return refusal(context, resolution)
        context.scopes = resolution.scopes
        context.question = question = _with_stated_year(question, resolution.scopes)
        if not resolution.certain:
            return self._for_uncertain_scope(context)
        answer = self._for_scopes(context) or self._mended(context) or self._with_a_slip(context)
        return answer or declined(context)

    def _with_a_slip(self, context: Context) -> Answer | None:
        """The answer if one character of the question is taken for a slip, which it says."""
        answer = self._for_scopes(replace(context, question=replace(context.question, slips=1)))
        if answer is None:
            return None
        return replace(answer, warnings=(*answer.warnings, say("slip", context.language)))

    def _for_scopes(self, context: Context) -> Answer | None:
        if lists_what_lacks(context.question.text):
            # What is there is the opposite of what is asked for.
            return None
        if len(context.scopes) > 1 and context.question.asks("definition"):
            return answer_definition(context)
        if len(context.scopes) > 1 and context.question.asks("reason"):
            # A reason is given in the later document.
            latest = max(context.scopes, key=lambda s: s.year or 0)
            return self._for_one_scope(replace(context, scopes=(latest,)))
        if len(context.scopes) > 1:
            return answer_side_by_side(context)
        return self._for_one_scope(context)

    def _for_one_scope(self, context: Context) -> Answer | None:
        question = context.question
        if ranks_bodies(context):
            return None
        bodies = {scope.organisation for scope in context.scopes}
        if len(question.organisations) > 1 and not bodies.issuperset(question.organisations):
            # Of two bodies named one alone, whose accounts fit, is half an answer.
            return None
        for handler in _handlers(question):
            answer = handler(context)
            if answer is not None:
                return answer
        return None

    def _for_uncertain_scope(self, context: Context) -> Answer:
        """Several organisations or years may be meant: answered only if one alone can be."""
        if context.question.asks("definition"):
            answer = answer_definition(context)
            return answer or declined(context)
        if context.question.asks("units", "duties"):
            newest = sorted(context.scopes, key=lambda s: -(s.year or 0))
            found = (answer_section(replace(context, scopes=(s,))) for s in newest)
            if len({s.organisation for s in newest}) == 1:
                return next((a for a in found if a), None) or declined(context)
        league = answer_league(context)
        if league is not None:
            return league
        options = options_by_scope(context)
        if not options:
            return self._for_unsaid_narrative(context) or declined(context)
        if len(options) == 1:
            # Only one publication speaks of it; the answer names which.
            return self._ask_again(context, options[0].question)
        return context.asked_back(say("which_scope", context.language), options)

    def _for_unsaid_narrative(self, context: Context) -> Answer | None:
        if _asks_amount(context.question) or context.question.asks("top", "bottom", "top_n"):
            return None
        return answer_passage(context)

    def _ask_again(self, context: Context, text: str) -> Answer:
        question = read_question(text, context.directory)
        again = replace(question, language=context.language)
        return self._route(replace(context, question=again))

    def _mended(self, context: Context) -> Answer | None:
        """The answer to the question with misspelt labels put right."""
        if context.language != "zh" or not context.question.content.required:
            return None
        labels = context.shelf.labels
        content = context.question.content
        known = {p for label in labels for p in overlap(label, content.text)[0]}
        right = mended(context.question.text, content.required - known, labels)
        if right is None:
            return None
        question = read_question(right, context.directory)
        answer = self._for_scopes(replace(context, question=question))
        if answer is None or not _names_whole_label(right, answer):
            return None
        note = f"按「{right}」理解。" if context.language == "zh" else f"Understood as: {right}."
        return replace(answer, warnings=(*answer.warnings, note))


def _with_stated_year(question: Question, scopes: Sequence[Scope]) -> Question:
    """A year that only a later document can speak of binds which amount is meant."""
    held_years = {s.year for s in scopes}
    beyond = [year for year in question.years if year not in held_years]
    if not beyond or question.asks("change", "growth", "reason", "share", "list"):
        return question
    return replace(question, stated_year=beyond[0])


def _names_whole_label(text: str, answer: Answer) -> bool:
    """Whether a mended text says the label of a figure in full: half a label is no slip."""
    return any(f.row and normalise(name_of(f.row[-1])) in text for f in answer.figures)


def _asks_amount(question: Question) -> bool:
    if any(word in question.text for word in question_words("amount_words")):
        return True
    # 某某支出 alone asks how much; a sentence that merely holds the words is no answer.
    return not question.operations and question.text.rstrip("?？。 是的为").endswith(
        question_words("amount_nouns")
    )


def _handlers(question: Question) -> list[Callable[[Context], Answer | None]]:
    """The kinds of answer to try, in order, for what a question asks.

    A question that asks for a calculation, a ranking or a list is not answered with a mere
    figure of the same name: that would be the right number to another question.
    """
    handlers: list[Callable[[Context], Answer | None]] = [answer_times]
    if sets_sides_beside(question):
        # One of the two sides alone would be half an answer.
        return [*handlers, answer_balance]
    if question.asks("choice"):
        handlers.append(answer_choice)
    if asks_gap(question) and not (question.asks("sum") and tells_bound(question)):
        handlers.append(answer_difference)
    if question.asks("reason"):
        return [*handlers, answer_reason, answer_passage]
    if question.asks("definition"):
        return [*handlers, answer_definition]
    if question.asks("units", "duties"):
        return [*handlers, answer_section, answer_passage]
    if question.asks("top", "bottom", "top_n"):
        return [*handlers, answer_ranking]
    if question.asks("completion"):
        return [*handlers, answer_completion]
    if question.asks("share"):
        # Without both sides there is no share, and the amount alone would answer wrongly.
        return [*handlers, answer_share, answer_stated_share]
    if question.asks("adding"):
        # What is to be added alone would be the answer to another question.
        return [*handlers, answer_addition]
    if question.asks("over") or question.stage == "both" or "年初预算" in question.text:
        handlers.append(answer_stages)
    if question.asks("who", "where", "when", "basis"):
        handlers += [answer_form_text, answer_passage]
        if not question.operations - _PLACE_AND_PERSON and not _asks_amount(question):
            # An amount is no answer to who, where or when.
            return handlers
    changing = question.asks("change", "growth") or question.previous
    bounded = tells_bound(question)
    if question.whole_side and not question.asks("list") and not changing and not bounded:
        handlers.append(answer_total)
    if question.asks("sum"):
        handlers.append(answer_sum)
    if question.asks("list"):
        handlers += [answer_parts, answer_several]
    if changing and asks_between_two(question):
        return [*handlers, answer_difference]
    if changing:
        by_document = [answer_stated_change, answer_tabled_change, answer_against_last_year]
        return [*handlers, answer_difference, *by_document]
    if bounded and (not question.asks("yesno") or asks_for_one(question.text)):
        # Which items are above or below an amount; no single figure answers that.
        return [*handlers, answer_parts]
    if question.asks("yesno"):
        return [*handlers, answer_yes_no, answer_single]
    handlers += [answer_single, answer_several]
    if not _asks_amount(question):
        handlers.append(answer_passage)
    return handlers


def _asks_something(text: str) -> bool:
    """Whether a text is more than greetings, thanks and insults."""
    rest, asides = without_rudeness(text)
    return bool(rest) or not asides


def _understood(context: Context, answer: Answer, alone: str) -> tuple[tuple[str, str], ...]:
    question = context.question
    pairs = [("question", alone)] if alone else []
    scopes = context.scopes if answer.status is not Status.REFUSED or question.mentions else ()
    pairs.append(("organisation", "、".join(dict.fromkeys(s.organisation for s in scopes[:3]))))
    pairs.append(("year", "、".join(dict.fromkeys(str(s.year) for s in scopes[:3] if s.year))))
    pairs.append(("kind", "、".join(dict.fromkeys(s.kind for s in scopes[:3]))))
    if answer.figures:
        pairs.append(("subject", answer.figures[0].label))
    pairs.append(("asked", "、".join(sorted(question.operations))))
    return tuple((name, value) for name, value in pairs if value)
