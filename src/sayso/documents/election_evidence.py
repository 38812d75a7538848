"""Votes that are still to come: a text that speaks of them was written in the months before."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.dates import DateInterval
from sayso.documents.bounds import Evidence
from sayso.documents.passages import Passage, dating_words, pattern

if TYPE_CHECKING:
    from sayso.actors import ActorTable
    from sayso.actors.election import Election

DAYS_OF_A_MONTH = 30.44
_KINDS = {
    "presidential": "presidential",
    "parliamentary": "parliamentary",
    "legislative": "parliamentary",
    "general": "parliamentary",
}


def upcoming_elections(passage: Passage, actors: "ActorTable") -> Iterator[Evidence]:
    """Yield a weak bound for every upcoming vote of a state whose votes are known.

    Weak, because which state `the country` is and how far ahead people look are judgements.
    """
    for vote in pattern("upcoming", "vote").finditer(passage.words):
        before = pattern("upcoming", "before").search(passage.words[: vote.start()])
        after = pattern("upcoming", "after").search(passage.words[vote.end() :])
        state = _state_of(passage, vote)
        if (before is None and after is None) or state is None:
            continue
        words = passage.words[before.start() if before is not None else vote.start() : vote.end()]
        words = words + (after.group() if after is not None and before is None else "")
        yield from _windows(vote, state, words, actors)


def _state_of(passage: Passage, vote: re.Match[str]) -> str | None:
    """Return the state whose vote it is: the nearest in the sentence, else the one spoken of before."""
    named = [
        one
        for one in passage.mentions
        if one.state is not None and one.how in {"name", "variant", "demonym", "capital"}
    ]
    near = min(
        named, key=lambda one: min(abs(one.end - vote.start()), abs(one.start - vote.end())), default=None
    )
    return passage.state_before if near is None else near.state


def _windows(vote: re.Match[str], state: str, words: str, actors: "ActorTable") -> Iterator[Evidence]:
    """Yield the months before each known vote of each kind that the words name."""
    if actors.actor(state).kind != "state":
        return
    known = actors.elections(state, DateInterval())
    if vote["referendum"]:
        kinds = ["referendum"]
    else:
        kinds = [
            _KINDS[word]
            for word in re.findall(r"presidential|parliamentary|legislative|general", vote["kinds"].lower())
        ]
    months = int(dating_words()["window"]["months_before_election"])
    for kind in kinds:
        held = [one for one in known if one.kind == kind]
        if held:
            yield _before(kind, actors.actor(state).name, words, held, months)


def _before(kind: str, state: str, words: str, held: list["Election"], months: int) -> Evidence:
    """Return the bound that one kind of vote sets: the months before each time that it was held."""
    span = dt.timedelta(days=round(months * DAYS_OF_A_MONTH))
    allowed = tuple(DateInterval(one.day - span, one.day) for one in held)
    days = ", ".join(str(one.day) for one in held)
    return Evidence(
        about=f"{kind} vote in {state}",
        allowed=allowed,
        reason=f"“{words.strip()}”: written in the {months} months before a {kind} vote in {state} ({days})",
        strong=False,
    )
