"""Documents → statements, by asking a model about one window of text after the other."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from sayso.actors import ActorTable
from sayso.documents.document import Document
from sayso.reading.llm.answer import check_statement, read_answer
from sayso.reading.llm.cache import AnswerCache, Kept, cache_key
from sayso.reading.llm.client import Client, request_body
from sayso.reading.llm.completion import CUT_OFF, Failure
from sayso.reading.llm.endpoint import Endpoint, api_key
from sayso.reading.llm.grounding import Ground
from sayso.reading.llm.model_reading import ModelReading
from sayso.reading.llm.outside import Outside
from sayso.reading.llm.prompt import PROMPT_VERSION, fresh_mark, system_prompt, user_message
from sayso.reading.llm.refused import RefusedError
from sayso.reading.llm.translate import Translator
from sayso.reading.llm.windows import Window, halves, windows_of
from sayso.reading.llm.work import Work
from sayso.statements.catalogue import Catalogue
from sayso.statements.lexicon import Lexicon

_MALFORMED_TRIES = 2
"""How often a window is asked about while the answer is not the JSON asked for."""
_DEEPEST = 4
"""How often a window may be halved: sixteenths of it at the least."""

Statements = tuple[dict[str, Any], ...]


class ModelReader:
    """Reads documents with a model; held state: the connection, the rules of the prompt, the answers kept."""

    def __init__(
        self,
        *,
        endpoint: Endpoint,
        actors: ActorTable,
        catalogue: Catalogue,
        lexicon: Lexicon,
        cache: Path | None,
        outside: Outside | None = None,
    ) -> None:
        """Take the key from the environment and write the prompt; nothing is sent yet.

        Raises:
            ValueError: if the environment holds something that cannot be a key.
        """
        self._endpoint = endpoint
        self._actors = actors
        self._catalogue = catalogue
        self._lexicon = lexicon
        self._outside = outside or Outside()
        self._cache = None if cache is None else AnswerCache(cache)
        self._system = system_prompt(catalogue)
        self._client = Client(endpoint, key=api_key(os.environ), outside=self._outside)

    @property
    def name(self) -> str:
        """The reader's name and version: two that differ in it may read one text in two ways."""
        return f"{self._endpoint.reader} (prompt {PROMPT_VERSION})"

    def __enter__(self) -> Self:
        """Return the reader."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self._client.close()

    def read(
        self, document: Document, *, on_progress: Callable[[str, int, int], None] | None = None
    ) -> ModelReading:
        """Return the statements of a document in text order, what went wrong, and what it took."""
        begun, calls = self._outside.clock(), self._client.calls
        ground = Ground(document, actors=self._actors, catalogue=self._catalogue)
        translator = Translator(document, ground, lexicon=self._lexicon, reader=self._endpoint.reader)
        work = Work(document, translator)
        windows = windows_of(document, longest=self._endpoint.window_characters)
        for number, window in enumerate(windows):
            if on_progress is not None:
                on_progress(f"Asking {self._endpoint.model} about {document.name}", number, len(windows))
            self._window(window, work, depth=0)
        return work.reading(
            seconds=self._outside.clock() - begun,
            calls=self._client.calls - calls,
            lexicon=self._lexicon.id,
        )

    def _window(self, window: Window, work: Work, *, depth: int) -> None:
        found = self._statements(window, work)
        if isinstance(found, Failure):
            parts = halves(work.document, window) if found.remedy == "halve" and depth < _DEEPEST else ()
            if not parts:
                work.fail(window, found)
            elif found.cut_off:
                self._keep(window, Kept(content=None), work)
            for part in parts:
                self._window(part, work, depth=depth + 1)
            return
        work.windows += 1
        for one in found:
            try:
                answer = check_statement(one)
                made = work.translator.translate(answer, window)
            except RefusedError as refused:
                work.refuse(window, refused)
            else:
                work.take(made)

    def _statements(self, window: Window, work: Work) -> Statements | Failure:
        """Return the statements of the answer about a window, from an earlier answer where one was kept."""
        kept = None if self._cache is None else self._cache.get(self._key(work.document, window))
        if kept is not None:
            found = CUT_OFF if kept.content is None else read_answer(kept.content)
            if not isinstance(found, str):
                work.from_cache += not isinstance(found, Failure)
                return found
        if work.stopped:
            return Failure(message="was not asked about, for the same reason")
        return self._asked(window, work)

    def _asked(self, window: Window, work: Work) -> Statements | Failure:
        wrong = ""
        for _ in range(_MALFORMED_TRIES):
            # a fresh mark: to the very same question many models give the very same answer
            mark = fresh_mark(work.document, self._outside.mark)
            question = user_message(work.document, window, mark=mark)
            reply = self._client.ask(self._system, question)
            work.count(reply)
            if isinstance(reply, Failure):
                return reply
            found = read_answer(reply.content)
            if not isinstance(found, str):
                self._keep(window, Kept(content=reply.content), work)
                return found
            wrong = found
        return Failure(message=f"the answer is not of the form asked for, {_MALFORMED_TRIES} times: {wrong}")

    def _keep(self, window: Window, kept: Kept, work: Work) -> None:
        problem = None if self._cache is None else self._cache.put(self._key(work.document, window), kept)
        if problem is not None and problem not in work.problems:
            work.problems.append(problem)

    def _key(self, document: Document, window: Window) -> str:
        """Return the hash of all that an answer depends on; the mark is left out, and the address."""
        question = user_message(document, window, mark="")
        return cache_key(PROMPT_VERSION, request_body(self._endpoint, self._system, question))
