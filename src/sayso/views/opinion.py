"""What the speakers hold together, and what sets two of them apart."""

from collections.abc import Collection, Sequence

import msgspec

from sayso.opinions import Way, combined
from sayso.views.difference import Difference
from sayso.views.outcome import Outcome
from sayso.views.outlook_records import Outlook, PooledOpinion, SpeakerOutlook


def pooled_opinions(
    outcomes: Sequence[Outcome],
    speakers: Sequence[SpeakerOutlook],
    *,
    about: Sequence[Collection[Outcome]],
    way: Way = "geometric odds",
) -> tuple[PooledOpinion | None, ...]:
    """Return the pooled opinion on each outcome, None where fewer than two speakers have a say in it.

    A speaker has a say in an outcome when one of their claims moves it by a percentage point or more, or
    gives it a likelihood: `about` says for each speaker which outcomes those are. However often they say so
    they count once, and silence is no vote. An interviewer's questions are no claims. A probability is taken
    to lie no nearer to 0 or 1 than Jeffreys' prior leaves it after so many effective runs.

    Raises:
        ValueError: if `way` is `extremised`, whose exponent nothing here can tell.
    """
    return tuple(_pooled(at, outcome, speakers, about, way) for at, outcome in enumerate(outcomes))


def _pooled(
    at: int,
    outcome: Outcome,
    speakers: Sequence[SpeakerOutlook],
    about: Sequence[Collection[Outcome]],
    way: Way,
) -> PooledOpinion | None:
    """Return the pooled opinion on one outcome."""
    voices = tuple(
        place
        for place, (speaker, said) in enumerate(zip(speakers, about, strict=True))
        if speaker.speaker.kind != "interviewer"
        and (
            any(one.outcome == outcome.id for one in speaker.differences)
            or any((one.events, one.factors) == (outcome.events, outcome.factors) for one in said)
        )
    )
    if len(voices) < 2:  # noqa: PLR2004 - one is no pool
        return None
    means = [speakers[place].probabilities[at].mean for place in voices]
    fewest = min(speakers[place].effective_runs for place in voices)
    return PooledOpinion(
        mean=combined(means, way=way, clip=0.5 / (fewest + 1.0)),
        least=min(means),
        most=max(means),
        speakers=voices,
        way=way,
    )


class Apart(msgspec.Struct, frozen=True, kw_only=True):
    """How far two speakers are apart on one outcome, and by which claims."""

    outcome: str
    """Identifier of the outcome."""
    change: float
    """The first speaker's probability less the second's, in [−1, 1]."""
    beyond: bool
    """Whether their 80 % intervals leave a gap."""
    first: tuple[Difference, ...]
    """What the first speaker's claims do to the outcome, largest first."""
    second: tuple[Difference, ...]
    """The same for the second."""


def apart(outlook: Outlook, first: int, second: int) -> tuple[Apart, ...]:
    """Return how far two speakers of an outlook, by place from 0, are apart on each outcome.

    Those furthest apart come first. A claim of either is shown with what it does against the speaker's own
    model without it, so that the claims of both say where the distance comes from.

    Raises:
        IndexError: if the outlook has no such speakers.
    """
    one, other = outlook.speakers[first], outlook.speakers[second]
    found = [
        Apart(
            outcome=outcome.id,
            change=mine.mean - theirs.mean,
            beyond=mine.low > theirs.high or theirs.low > mine.high,
            first=_on(one, outcome),
            second=_on(other, outcome),
        )
        for outcome, mine, theirs in zip(
            outlook.outcomes, one.probabilities, other.probabilities, strict=True
        )
    ]
    return tuple(sorted(found, key=lambda row: -abs(row.change)))


def _on(speaker: SpeakerOutlook, outcome: Outcome) -> tuple[Difference, ...]:
    """Return what the speaker's claims do to one outcome, largest first."""
    return tuple(one for one in speaker.differences if one.outcome == outcome.id)
