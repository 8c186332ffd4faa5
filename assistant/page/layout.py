"""The page put together: the containers that its scripts fill, and the box for the question.

What stands in them comes from the routes (``assistant/page/routes``), in the user's language;
nothing here belongs to a user.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.page.own_gradio import gr
from assistant.page.wording import CHINESE

LONGEST_QUESTION = 500
# The screens in the order of the navigation; the first is what an address without one shows.
SCREENS = ("chat", "figures", "check", "library")


def build(declare: Callable[[], None]) -> gr.Blocks:
    """The page as a ``gradio.Blocks``; every container is named by its ``elem_id``.

    ``declare`` declares the functions that the page offers to programs.
    """
    with gr.Blocks(title=CHINESE.title, analytics_enabled=False, fill_width=True) as page:
        _container("masthead")
        with gr.Row(elem_id="desk", equal_height=False):
            with gr.Column(elem_id="chat"):
                _container("welcome")
                _container("conversation")
                with gr.Column(elem_id="composer"):
                    _container("status")
                    with gr.Row(elem_id="question-row"):
                        gr.Textbox(
                            elem_id="question",
                            label=CHINESE.question_label,
                            placeholder=CHINESE.placeholder,
                            max_length=LONGEST_QUESTION,
                            lines=1,
                            max_lines=4,
                            scale=1,
                            container=False,
                        )
                        gr.Button(CHINESE.ask, elem_id="ask", variant="primary", scale=0)
                    _container("footnote")
            for name in SCREENS[1:]:
                _container(name)
            _container("evidence")
        # Here, as Gradio makes an application whenever a page is left.
        declare()
    return page


def _container(name: str) -> None:
    """An empty place that the scripts fill: Gradio never writes into it again."""
    gr.HTML(
        '<div class="slot"></div>',
        elem_id=name,
        js_on_load=None,
        apply_default_css=False,
        padding=False,
        container=False,
    )
