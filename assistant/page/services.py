"""What the routes of the page work with, put together once when it is served."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from assistant.making import Asks
from assistant.page.access import Access
from assistant.page.limits import Limits
from assistant.page.warmth import Warmth
from index.conversations import Conversations
from index.library import Library
from index.page_images import PageImages

# Answering is arithmetic in one interpreter: more at once would only wait for each other.
AT_ONCE = 4
Result = TypeVar("Result")


@dataclass(frozen=True)
class Services:
    """The assistant, its library and what else a request needs; holds nothing of one user.

    ``access`` tells administrators from others, ``limits`` keeps users within bounds, ``warmth``
    tells whether the text models are still loading, ``page_images`` draws pages of documents.
    """

    assistant: Asks
    library: Library
    conversations: Conversations
    access: Access = field(default_factory=Access)
    limits: Limits = field(default_factory=Limits)
    warmth: Warmth = field(default_factory=Warmth)
    page_images: PageImages = field(default_factory=PageImages)
    _pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(AT_ONCE, thread_name_prefix="answering")
    )

    async def run(self, work: Callable[..., Result], *arguments) -> Result:
        """The result of ``work(*arguments)``, done in one of few threads, first come first served.

        Few, because each thread keeps its own connection to the library.
        """
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)
