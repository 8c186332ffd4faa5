"""The page put together: its components, what they hand over, and what comes back.

Nothing is shared between users: turns and language live in the session's own state, and the
language also in the browser.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import gradio as gr

from assistant.answer import Status
from assistant.page.answer_html import cited
from assistant.page.conversation import (
    Turn,
    conversation_html,
    masthead_html,
    questions_so_far,
    welcome_html,
)
from assistant.page.evidence_html import (
    Source,
    message,
    passage_sheet,
    quote_sheet,
    table_sheet,
)
from assistant.page.examples import example_questions
from assistant.page.warmth import Warmth
from assistant.page.wording import WORDINGS, Wording, wording
from index.records import StoredDocument

logger = logging.getLogger(__name__)

LONGEST_QUESTION = 500
MOST_TURNS = 60
ASKING_AT_ONCE = 8
_HERE = Path(__file__).parent
_PRIVATE = {"api_visibility": "private", "show_progress": "hidden"}


def script(name: str) -> str:
    """The text of one of the page's own script or style files."""
    return (_HERE / name).read_text("utf-8")


class Desk:
    """What happens behind the page: each method turns one user action into HTML.

    Holds no user's data; what a session has so far is handed in and handed back.
    """

    def __init__(self, assistant, library, warmth: Warmth):
        self.assistant = assistant
        self.library = library
        self.warmth = warmth
        self._examples: dict[str, tuple[tuple[str, ...], list[str]]] = {}

    def welcome(self, words: Wording) -> str:
        """The welcome with examples from the library as it is now."""
        documents = self.library.documents()
        return welcome_html(words, documents, self.examples(words, documents))

    def examples(self, words: Wording, documents: Sequence[StoredDocument]) -> list[str]:
        """Example questions that this library answers, found once for each state of it."""
        state = tuple(document.sha256 for document in documents)
        known, questions = self._examples.get(words.tag, (None, []))
        if known != state:
            questions = example_questions(words, documents, self._is_answered)
            self._examples[words.tag] = (state, questions)
        return questions

    def _is_answered(self, question: str) -> bool:
        try:
            # No language model need be asked for a welcome.
            return self.assistant.exact.ask(question).status is Status.ANSWERED
        except Exception:
            logger.exception("An example question could not be processed.")
            return False

    def masthead(self, words: Wording) -> str:
        """The top of the page."""
        return masthead_html(words, self.library.documents())

    def status(self, words: Wording) -> str:
        """The line that says the text models are still loading, or nothing."""
        return "" if self.warmth.ready else f'<p role="status">{words.warming}</p>'

    def conversation(self, turns: list[Turn], words: Wording, pending: str = "") -> str:
        """The turns so far and the question under way."""
        return conversation_html(turns, words, pending, cold=not self.warmth.ready)

    def answer(self, question: str, turns: list[Turn], words: Wording) -> Turn:
        """Ask the assistant; a failure becomes a turn that says so."""
        if len(question) > LONGEST_QUESTION:
            shown = question[:LONGEST_QUESTION] + "…"
            return Turn(shown, failure=words.too_long.format(limit=LONGEST_QUESTION))
        try:
            return Turn(question, self.assistant.ask(question, questions_so_far(turns)))
        except Exception:
            logger.exception("A question could not be processed.")
            return Turn(question, failure=words.failed)

    def evidence(self, source: Source | None, words: Wording, opened: bool = True) -> str:
        """The evidence panel for a source; says so where it is gone."""
        if source is None:
            return message(words.expired, words)
        place = source.evidence
        if place is None:
            return quote_sheet(source, words, opened) if source.quote else ""
        if place.table_id is not None:
            return self._table(source, place.table_id, words, opened)
        if place.passage_id is not None:
            passage = self.library.passage(place.passage_id)
            if passage is None:
                return message(words.gone, words)
            if passage.table_id is not None:
                return self._table(source, passage.table_id, words, opened)
            return passage_sheet(source, passage, words, opened)
        return quote_sheet(source, words, opened) if source.quote else ""

    def _table(self, source: Source, table_id: int, words: Wording, opened: bool) -> str:
        table = self.library.table(table_id)
        if table is None:
            return message(words.gone, words)
        return table_sheet(source, table, words, opened)

    def offered(self, turn: Turn, words: Wording) -> str:
        """The first source of a fresh answer, shown where there is room beside the chat."""
        if turn.answer is None or not turn.answer.citations:
            return ""
        return self.evidence(cited(turn.answer, "c0"), words, opened=False)


def build(assistant, library, warmth: Warmth | None = None) -> gr.Blocks:
    """The page over an assistant and its library.

    ``warmth`` tells whether the text models are still loading; without it they count as loaded.
    """
    desk = Desk(assistant, library, warmth or Warmth())
    words = WORDINGS["zh"]
    for each in WORDINGS.values():
        desk.welcome(each)  # finds the examples now, so that nobody's first visit waits for them
    with gr.Blocks(title=words.title, analytics_enabled=False, fill_width=True) as page:
        stored_language = gr.BrowserState(
            "", storage_key="budget-qa-language", secret="not a secret: a language tag"
        )
        language = gr.State("zh")
        turns = gr.State([])
        masthead = gr.HTML(
            desk.masthead(words), elem_id="masthead", js_on_load=script("masthead.js"), **_plain()
        )
        with gr.Row(elem_id="desk", equal_height=False):
            with gr.Column(elem_id="chat"):
                welcome = gr.HTML(
                    desk.welcome(words),
                    elem_id="welcome",
                    js_on_load=script("conversation.js"),
                    **_plain(),
                )
                conversation = gr.HTML(
                    "",
                    elem_id="conversation",
                    js_on_load=script("conversation.js"),
                    **_plain(),
                )
                with gr.Column(elem_id="composer"):
                    status = gr.HTML(
                        desk.status(words), elem_id="status", js_on_load=None, **_plain()
                    )
                    with gr.Row(elem_id="question-row"):
                        question = gr.Textbox(
                            elem_id="question",
                            label=words.question_label,
                            placeholder=words.placeholder,
                            max_length=LONGEST_QUESTION,
                            lines=1,
                            max_lines=4,
                            scale=1,
                            container=False,
                        )
                        send = gr.Button(words.ask, elem_id="ask", variant="primary", scale=0)
                    footnote = gr.HTML(
                        _footnote(words), elem_id="footnote", js_on_load=None, **_plain()
                    )
            evidence = gr.HTML("", elem_id="evidence", js_on_load=script("evidence.js"), **_plain())
        tick = gr.Timer(1.5, active=not desk.warmth.ready)

        def ask(text: str, turns: list[Turn], language: str):
            words, text = wording(language), (text or "").strip()
            if not text:
                yield {turns_state: turns}
                return
            yield {question: "", conversation: desk.conversation(turns, words, pending=text)}
            turn = desk.answer(text, turns, words)
            turns = [*turns, turn][-MOST_TURNS:]
            yield {
                turns_state: turns,
                conversation: desk.conversation(turns, words),
                evidence: desk.offered(turn, words),
            }

        def ask_offered(turns: list[Turn], language: str, event: gr.EventData):
            yield from ask(str(event.question), turns, language)

        def open_source(turns: list[Turn], language: str, event: gr.EventData):
            words = wording(language)
            source = None
            if isinstance(event.turn, int) and 0 <= event.turn < len(turns):
                answer = turns[event.turn].answer
                source = cited(answer, str(event.reference)) if answer else None
            return desk.evidence(source, words)

        def show(language: str):
            words = wording(language)
            return {
                language_state: language,
                masthead: desk.masthead(words),
                welcome: desk.welcome(words),
                status: desk.status(words),
                question: gr.Textbox(label=words.question_label, placeholder=words.placeholder),
                send: gr.Button(words.ask),
                footnote: _footnote(words),
            }

        # Leaves the conversation alone: a quick user may have asked before this comes back.
        def start(stored: str, request: gr.Request):
            return show(stored or request.headers.get("accept-language", "").split(",")[0])

        def switch(turns: list[Turn], event: gr.EventData):
            language = "en" if event.language == "en" else "zh"
            return {
                **show(language),
                stored_language: language,
                conversation: desk.conversation(turns, wording(language)),
                evidence: "",
            }

        def warm(language: str):
            return desk.status(wording(language)), gr.Timer(active=not desk.warmth.ready)

        turns_state, language_state = turns, language
        shown = [language, masthead, welcome, status, question, send, footnote]
        answered = [question, conversation, turns, evidence]
        asking = {"concurrency_limit": ASKING_AT_ONCE, "concurrency_id": "ask", **_PRIVATE}
        page.load(start, [stored_language], shown, **_PRIVATE)
        gr.on([question.submit, send.click], ask, [question, turns, language], answered, **asking)
        for offering in (welcome, conversation):
            offering.ask(ask_offered, [turns, language], answered, **asking)
        conversation.cite(
            open_source, [turns, language], evidence, concurrency_limit=ASKING_AT_ONCE, **_PRIVATE
        )
        masthead.language(
            switch, [turns], [stored_language, conversation, evidence, *shown], **_PRIVATE
        )
        tick.tick(warm, [language], [status, tick], **_PRIVATE)
    return page


def _plain() -> dict:
    return {"apply_default_css": False, "padding": False, "container": False}


def _footnote(words: Wording) -> str:
    return f'<p lang="{words.tag}">{words.footnote}</p>'
