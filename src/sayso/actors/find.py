"""A text → the mentions of actors in it: names first, then posts beside the names of states."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from sayso.actors.actor import Actor
from sayso.actors.lexis import load_lexis
from sayso.actors.mention import Mention
from sayso.actors.names import index_names
from sayso.actors.office import Office
from sayso.actors.posts import Post, Posts, holder_of
from sayso.actors.scan import scan
from sayso.actors.settle import Who, settle, stands_for
from sayso.actors.surroundings import surname_after
from sayso.actors.variants import Variants
from sayso.actors.whole_name import resolve_whole, written_names
from sayso.dates import DateInterval

_HAVE_POSTS = {"state", "organisation", "group"}

# `the Republic of Uzbekistan`, `the Islamic Republic of Iran`
_FORMAL = re.compile(
    r"(?<![^\W_])(?:(?:Arab|Bolivarian|Democratic|Federal|Federative|Hashemite|Islamic|Plurinational|Socialist|United)\s)*"
    r"(?:Commonwealth|Grand Duchy|Kingdom|Principality|Republic|State|Sultanate)\sof\s(?:the\s)?$"
)
_LONGEST_FORMAL = 70


class Finder:
    """The compiled names of a table, ready for texts."""

    def __init__(
        self,
        actors: Mapping[str, Actor],
        offices_by_holder: Mapping[str, Sequence[Office]],
        offices_by_body: Mapping[str, Sequence[Office]],
        others: Sequence[str],
    ) -> None:
        """Compile the names of `actors`; `others` are names that contain one and mean something else."""
        people = [actor for actor in actors.values() if actor.kind == "person"]
        self._lexis = load_lexis()
        self._names = index_names(actors.values(), others)
        self._variants = Variants(people, self._lexis.given_forms)
        self._written = written_names(actors.values())
        self._posts = Posts(self._lexis)
        self._who = Who(actors, offices_by_holder, self._lexis, self._posts.by_words)
        self._offices_by_body = offices_by_body

    def find(self, text: str, on: DateInterval | None) -> tuple[Mention, ...]:
        """Return the mentions in `text`, written on a day of `on`."""
        hits = scan(text, self._names, self._variants)
        mentions = settle(text, hits, self._who, on)
        named = {mention.actor for mention in mentions if mention.how in {"person", "variant"}}
        found: list[Mention] = []
        for place, mention in enumerate(mentions):
            floor = found[-1].end if found else 0
            if mention.start < floor:
                continue  # inside the post before: `US Assistant Secretary for Central Asia`
            found.append(self._widened(text, mentions, place, floor, _When(on, named)))
        return tuple(found)

    def resolve(self, words: str, on: DateInterval | None) -> Mention | None:
        """Return the actor that `words` as a whole name, or None."""
        found = resolve_whole(
            words, lambda text: self.find(text, on), self._variants, self._written, self._lexis
        )
        if found is None or found.state is not None:
            return found
        return msgspec.structs.replace(found, state=stands_for(found.actor, self._who, on))

    def _widened(
        self, text: str, mentions: Sequence[Mention], place: int, floor: int, when: "_When"
    ) -> Mention:
        """Return a mention with the formal words or the post beside it."""
        mention = mentions[place]
        kind = self._who.actors[mention.actor].kind
        if kind not in _HAVE_POSTS or mention.how == "place":
            return mention
        widened = _with_formal_words(text, mention, floor) if kind == "state" else mention
        post = (
            None
            if mention.plural
            else self._posts.around(
                text, widened.start, widened.end, floor=floor, named=mention.how != "demonym"
            )
        )
        if post is None:
            return widened
        following = self._person_after(text, mentions, place, post.end)
        holder = None
        if following is not None or not surname_after(text, post.end, len(text), self._lexis):
            holder = self._holder(mention, post, following, when)
        return Mention(
            start=post.start,
            end=post.end,
            words=text[post.start : post.end],
            actor=holder or mention.actor,
            state=mention.actor,
            how="office",
        )

    def _holder(self, mention: Mention, post: Post, following: str | None, when: "_When") -> str | None:
        """Return who holds the post at the date; of several, or without a date, whom the text names."""
        offices = self._offices_by_body.get(mention.actor, ())
        at_date = [office for office in offices if when.on is not None and office.during.overlaps(when.on)]
        named = [office for office in at_date or offices if office.holder in when.named]
        return holder_of(post, offices, at_date, following) or holder_of(post, offices, named, following)

    def _person_after(self, text: str, mentions: Sequence[Mention], place: int, end: int) -> str | None:
        """Return the person named right after `end`, with at most a comma and a blank between."""
        for following in mentions[place + 1 : place + 4]:
            if following.start >= end:
                between = text[end : following.start]
                near = between.strip() in {"", ","} and len(between) <= len(",  ")
                person = self._who.actors[following.actor].kind == "person"
                return following.actor if near and person else None
        return None


class _When(NamedTuple):
    """When a text was written and whom it names."""

    on: DateInterval | None
    named: set[str]


def _with_formal_words(text: str, mention: Mention, floor: int) -> Mention:
    """Return a state's mention with `Republic of` and the like before it."""
    if mention.how != "name" or not text[max(0, mention.start - 4) : mention.start].rstrip().endswith(
        ("of", "the")
    ):
        return mention
    window = max(floor, mention.start - _LONGEST_FORMAL)
    formal = _FORMAL.search(text[window : mention.start])
    if formal is None:
        return mention
    start = window + formal.start()
    return msgspec.structs.replace(mention, start=start, words=text[start : mention.end])
