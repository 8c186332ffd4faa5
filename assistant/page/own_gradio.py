"""Gradio as this page uses it: nothing told to its makers, and nothing done for its developers.

Whoever needs Gradio takes ``gr`` from here, so that it is set up before it is imported.
"""

from __future__ import annotations

import os
from types import ModuleType

import wrapt

# No telemetry, no version check.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"


def _without_stubs(module: ModuleType) -> None:
    """Each time it is imported, Gradio parses its sources to write stubs for editors beside them,
    which is nearly half of the import; and what is installed should not be written to."""
    module.create_or_modify_pyi = lambda *_: None


wrapt.register_post_import_hook(_without_stubs, "gradio.component_meta")

import gradio as gr  # noqa: E402

__all__ = ["gr"]
