"""What gathers while one document is read: statements, problems, refusals and costs."""

from collections import Counter

from sayso.documents.document import Document
from sayso.problems import Problem
from sayso.reading.llm.completion import Failure, Reply
from sayso.reading.llm.model_reading import ModelReading, Unread
from sayso.reading.llm.refused import RefusedError
from sayso.reading.llm.translate import Translated, Translator
from sayso.reading.llm.windows import Window
from sayso.statements.statement import Statement

_SHOWN = 80
"""Characters of a model's words that a problem repeats."""
_MOST_TOKENS = 1_000_000_000
"""Tokens; a larger count is a mistake of the endpoint."""


class Work:
    """The reading of one document so far; held state: all of it."""

    def __init__(self, document: Document, translator: Translator) -> None:
        """Begin with nothing."""
        self.document = document
        self.translator = translator
        self.problems: list[Problem] = []
        self.windows = 0
        self.from_cache = 0
        self.stopped = False
        """Whether no further window is asked about."""
        self._gave_up: str | None = None
        self._statements: dict[str, Statement] = {}
        self._unread: list[Unread] = []
        self._refusals: Counter[tuple[str, int, str]] = Counter()
        self._examples: dict[tuple[str, int, str], str] = {}
        self._tokens: tuple[int | None, int | None] = (None, None)
        self._not_in_lexicon: Counter[str] = Counter()

    def take(self, made: Translated) -> None:
        """Add a statement; the same claim by the same speaker at the same place stands once."""
        self._statements.setdefault(made.statement.id, made.statement)
        if made.unread_likelihood is not None:
            self._not_in_lexicon[made.unread_likelihood.lower()] += 1

    def refuse(self, window: Window, refused: RefusedError) -> None:
        """Count a statement that is not taken."""
        key = (window.name, self._line(window.start), refused.reason)
        self._refusals[key] += 1
        self._examples.setdefault(key, _brief(refused.found))

    def fail(self, window: Window, failure: Failure) -> None:
        """Note a window without a usable answer; one problem stands for all that a stop leaves unasked."""
        if not self.stopped:
            self._gave_up = failure.message if failure.unreachable or failure.remedy == "stop" else None
        self.windows += 1
        self._unread.append(Unread(document=self.document.id, start=window.start, end=window.end))
        if self.stopped:
            return
        self.stopped = failure.remedy == "stop"
        rest = "; no further window is asked about" if self.stopped else ""
        self.problems.append(
            Problem(
                source=self.document.name,
                line=self._line(window.start),
                message=f"window {window.name}: {failure.message}{rest}",
                fatal=self.stopped and len(self._unread) == self.windows,
            )
        )

    def count(self, reply: Reply | Failure) -> None:
        """Add the tokens of a reply; whoever gives one can be reached."""
        if isinstance(reply, Reply):
            self._gave_up = None
        before = self._tokens
        self._tokens = (_sum(before[0], reply.tokens_in), _sum(before[1], reply.tokens_out))

    def reading(self, *, seconds: float, calls: int, lexicon: str) -> ModelReading:
        """Return what has gathered."""
        for (name, line, reason), number in self._refusals.items():
            example = self._examples[name, line, reason]
            count = f"{number} statement{'' if number == 1 else 's'} refused: {reason}"
            message = f"window {name}: {count} ({'for example ' if number > 1 else ''}{example})"
            self.problems.append(Problem(source=self.document.name, line=line, message=message))
        for words, number in self._not_in_lexicon.items():
            times = "" if number == 1 else f" ({number} times)"
            message = f"{lexicon} has no reading for {_brief(words)}{times}; the likelihood was left open"
            self.problems.append(Problem(source=self.document.name, message=message))
        return ModelReading(
            statements=tuple(sorted(self._statements.values(), key=lambda one: (one.start, one.end, one.id))),
            problems=tuple(self.problems),
            seconds=seconds,
            windows=self.windows,
            calls=calls,
            from_cache=self.from_cache,
            tokens_in=self._tokens[0],
            tokens_out=self._tokens[1],
            refused=self._refusals.total(),
            unread=tuple(self._unread),
            gave_up=self._gave_up,
        )

    def _line(self, place: int) -> int:
        return self.document.text.count("\n", 0, place) + 1


def _sum(so_far: int | None, more: int | None) -> int | None:
    if more is None or more > _MOST_TOKENS:
        return so_far
    return (so_far or 0) + more


def _brief(words: str) -> str:
    """Return a model's words in quotation marks, shortened; `repr` shows what does not print."""
    return repr(words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…")
