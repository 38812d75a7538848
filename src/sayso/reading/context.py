"""What a text has spoken of so far: the states, the region, the powers, the last claim."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.actors import ActorTable, Mention
from sayso.dates import DateInterval
from sayso.language.annotation import Token
from sayso.reading.wordlists import Words
from sayso.statements.factor import Factor

_CENTRAL_SHARE = 0.34
"""A state named this often, relative to the one named most, is one that the document is about."""
_CROWDED_OUT = 4
"""A power named this many times as often as any smaller state is itself what the document is about."""
_OFTEN = 2
_ALWAYS = DateInterval()


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """An actor at tokens `[first, last)` of a clause."""

    actor: str
    """A state, organisation, group or region."""
    first: int
    last: int
    how: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A claim just read, for what `this` and `similar` take up."""

    factor: Factor
    sign: int
    origin: Factor | None = None
    """For an influence: what moved the factor."""


class Context:
    """Held state: what the reader knows at one point of a document."""

    def __init__(self, mentions: Sequence[Mention], *, actors: ActorTable, words: Words) -> None:
        """Take the document's most spoken-of states and region as the topic to start with."""
        self._actors = actors
        self._rank: Mapping[str, int] = {actor: at for at, actor in enumerate(words.powers)}
        self._general = words.general_powers
        self._leaders = words.bloc_leaders
        self._stand_ins = words.stand_ins
        # mentions do not overlap, so that their ends are in order too
        self._mentions = sorted(mentions, key=lambda one: one.start)
        self._starts = [mention.start for mention in self._mentions]
        self._ends = [mention.end for mention in self._mentions]
        counts = Counter(actor for actor in map(self._actor_of, mentions) if actor)
        self._counts = counts
        self._states = {one for one in counts if self._kind(one) == "state"}
        self._focus_state = self._most_spoken_of(counts)
        regions = [one for one, _ in counts.most_common() if self._kind(one) == "region"]
        self._focus_region = regions[0] if regions else self._common_region()
        self._central = self._central_states(counts)
        self.state = self._focus_state
        self.region = self._focus_region
        self.current = self._focus_state or self._focus_region
        self.patrons: tuple[str, ...] = ()
        self.pair: tuple[str, ...] = ()
        """The two lands named last, the earlier first."""
        self.told: Told | None = None

    def adopt(self, stranger: str, count: int) -> None:
        """Take a state that only this document knows as its topic, if no other is the topic rather.

        As among states that are known, a power is the topic only where it crowds out all others. What is
        named beside the stranger takes over the topic only where it is named more than half as often.
        """
        known = self._focus_state
        most = self._counts.get(known or "", 0)
        crowded_out = known is not None and self.is_power(known) and most >= _CROWDED_OUT * count
        if not crowded_out and (count > most or (known is not None and self.is_power(known))):
            self._focus_state = self.state = self.current = stranger
            self._central = frozenset(one for one in self._central if 2 * self._counts[one] > count)

    def at_home(self, *, within: int) -> None:
        """Take the state named first, at the head of a speech, as its topic: the speaker's own."""
        first = next((one for one in self._mentions if one.start < within and self._actor_of(one)), None)
        actor = None if first is None else self._actor_of(first)
        if actor is not None and self._kind(actor) == "state":
            self._focus_state = self.state = self.current = actor

    @property
    def focus(self) -> str | None:
        """The state that the document speaks of most, if any; a power only where it crowds others out."""
        return self._focus_state

    def _central_states(self, counts: Counter[str]) -> frozenset[str]:
        """Return the states that the document is about; one named in passing takes over no topic."""
        most = max((counts[one] for one in self._states if not self.is_power(one)), default=0)
        often = {one for one in self._states if counts[one] >= max(_OFTEN, most * _CENTRAL_SHARE)}
        region = self._focus_region
        members = self._actors.members(region, _ALWAYS) if region is not None else ()
        return frozenset(often | set(members) | ({self._focus_state} if self._focus_state else set()))

    def _kind(self, actor: str) -> str:
        try:
            return self._actors.actor(actor).kind
        except KeyError:  # a state that only this document knows
            return "stranger"

    def _most_spoken_of(self, counts: Counter[str]) -> str | None:
        """Return the state that the document is about: a smaller one, unless a power crowds it out."""
        ranked = [one for one, _ in counts.most_common() if one in self._states]
        smaller = next((one for one in ranked if not self.is_power(one)), None)
        power = next((one for one in ranked if self.is_power(one)), None)
        if smaller is None or power is None:
            return smaller or power
        return power if counts[power] >= _CROWDED_OUT * counts[smaller] else smaller

    def _common_region(self) -> str | None:
        """Return the smallest region that the state most spoken of belongs to."""
        if self._focus_state is None:
            return None
        regions = self._actors.regions_of(self._focus_state)
        return next(iter(regions), None)

    def _actor_of(self, mention: Mention) -> str | None:
        """Return the state, organisation, group or region that a mention stands for."""
        return mention.state or (mention.actor if self._kind(mention.actor) != "person" else None)

    def actor_at(self, start: int, end: int) -> str | None:
        """Return the actor that a mention covering code points `start..end` stands for."""
        at = bisect_right(self._ends, start)
        if at < len(self._mentions) and self._mentions[at].start < end:
            return self._actor_of(self._mentions[at])
        return None

    def is_power(self, actor: str) -> bool:
        """Tell whether an actor is a patron by itself."""
        return actor in self._general

    def rank(self, actor: str) -> int:
        """Return an actor's place in the order of powers; the smaller the mightier."""
        return self._rank.get(actor, len(self._rank))

    def leader(self, actor: str) -> str:
        """Return the power that an economic bloc stands for, any other actor itself."""
        return self._leaders.get(actor, actor)

    def is_land(self, actor: str) -> bool:
        """Tell a state or region from an organisation or group."""
        return self._kind(actor) in {"state", "region", "stranger"}

    def is_region(self, actor: str) -> bool:
        """Tell whether an actor is a region."""
        return self._kind(actor) == "region"

    def places(self, tokens: Sequence[Token]) -> tuple[Place, ...]:
        """Return the actors that a clause names, in text order."""
        if not tokens:
            return ()
        found = []
        first = bisect_right(self._ends, tokens[0].start)
        last = bisect_left(self._starts, tokens[-1].end)
        for mention in self._mentions[first:last]:
            inside = [
                at
                for at, token in enumerate(tokens)
                if token.start < mention.end and mention.start < token.end
            ]
            actor = self._actor_of(mention)
            if inside and actor is not None:
                found.append(Place(actor=actor, first=inside[0], last=inside[-1] + 1, how=mention.how))
        for hit in self._stand_ins.find(tokens):
            if not any(place.first < hit.last and hit.first < place.last for place in found):
                found.append(Place(actor=hit.payload, first=hit.first, last=hit.last, how="name"))
        return tuple(sorted(found, key=lambda place: place.first))

    def follow_region(self) -> None:
        """Take the region as what is being talked about, after `the region` without its name."""
        self.current = self.region or self.current

    def follow(self, places: Iterable[Place]) -> None:
        """Take the places of a clause as what is being talked about."""
        patrons = []
        for place in places:
            if self.is_land(place.actor) and place.actor not in self.pair[-1:]:
                self.pair = (*self.pair[-1:], place.actor)
            if self.is_power(place.actor):
                patrons.append(place.actor)
            elif self.is_region(place.actor):
                if self._size(place.actor) >= self._size(self._focus_region):
                    self.region = self.current = place.actor
            elif place.actor in self._central:
                self.state = self.current = place.actor
        if patrons:
            self.patrons = tuple(dict.fromkeys(patrons))

    def _size(self, region: str | None) -> int:
        """Return how many members a region has; a valley within it does not become `the region`."""
        return len(self._actors.members(region, _ALWAYS)) if region is not None else 0

    def start_paragraph(self, *, question: bool) -> None:
        """Forget the last claim; a question also brings the document's own topic back."""
        self.told = None
        if question:
            self.state = self._focus_state or self.state
            self.current = self.state or self.region
