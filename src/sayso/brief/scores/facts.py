"""Everything that is said of a source in words, a sentence or two for each thing to know."""

from collections.abc import Mapping
from typing import Final

import msgspec

from sayso.brief.figures import counted, listed
from sayso.brief.scores.records import SourceSheet
from sayso.brief.scores.words import decidable, few
from sayso.forecasts.comparison import Comparison
from sayso.forecasts.entries import Part
from sayso.forecasts.intervals import Interval
from sayso.forecasts.limits import limits
from sayso.forecasts.resolution import Outcome
from sayso.forecasts.summary import MeanScore, Summary

_PARTS_COUNTED: Final[Mapping[Part, tuple[str, str]]] = {
    "unhedged": ("with a bare “will”", "with a bare “will”"),
    "asked": ("asked by an interviewer", "asked by an interviewer"),
    "other reading": ("other reading of a statement", "other readings of statements"),
    "revised": ("revised later", "revised later"),
    "too late": ("too late", "too late"),
    "beyond activity": ("after the source’s last day", "after the source’s last day"),
}
_OUTCOMES: Final[Mapping[Outcome, str]] = {
    "void": "void (the condition did not hold)",
    "ambiguous": "ambiguous",
    "unresolvable": "that no rule could decide",
    "pending": "still open",
}
_LABELLED: Final = frozenset({"followed", "not followed"})


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to know of a source."""

    term: str
    words: str


def facts(sheet: SourceSheet) -> tuple[Fact, ...]:
    """Return everything that is said of a source in words, most general first."""
    summary = sheet.summary
    found = [
        *_what_there_is(sheet),
        *_scores(sheet),
        *_against(summary),
        *_reliability(summary),
        *_apart(sheet),
        *_cautions(summary),
    ]
    return tuple(found)


def _what_there_is(sheet: SourceSheet) -> list[Fact]:
    found = []
    if sheet.claims:
        kinds = listed([counted(n, _kind(kind), _kind(kind, plural=True)) for kind, n in sheet.kinds.items()])
        where = f" in {counted(sheet.documents, 'document')}" if sheet.documents else ""
        found.append(Fact(term="Claims", words=f"{counted(sheet.claims, 'claim')}{where}: {kinds}."))
    parts = sheet.summary.parts
    if parts:
        found.append(Fact(term="Forecasts", words=_forecasts(sheet.summary)))
    if parts.get("counts") or parts.get("unhedged"):
        found.append(Fact(term="Can be decided", words=_decidable(sheet)))
    return found


def _answered(summary: Summary) -> int:
    return sum(summary.outcomes.get(one, 0) for one in ("yes", "no", "value"))


def _kind(kind: str, *, plural: bool = False) -> str:
    if kind == "influence":
        return "claims about influence" if plural else "claim about influence"
    return f"{kind}s" if plural else kind


def _forecasts(summary: Summary) -> str:
    counting = summary.parts.get("counts", 0)
    answered = _answered(summary)
    states = [f"{answered:,} answered"]
    states += [
        f"{summary.outcomes[one]:,} {words}" for one, words in _OUTCOMES.items() if summary.outcomes.get(one)
    ]
    said = (
        f"{counting:,} {'counts' if counting == 1 else 'count'}: {listed(states)}."
        if counting
        else "None counts."
    )
    apart = [
        f"{n:,} {words[n != 1]}" for part, words in _PARTS_COUNTED.items() if (n := summary.parts.get(part))
    ]
    return f"{said} Kept apart: {listed(apart)}." if apart else said


def _decidable(sheet: SourceSheet) -> str:
    hits, known = decidable(sheet)
    if not known:
        return "Not known: every question is still open."
    share = sheet.summary.resolvable
    return (
        f"{hits:,} of {known:,} primary forecasts can be decided at all{_percent_interval(share)}; "
        "void ones can, vague ones cannot."
    )


def _percent_interval(share: Interval) -> str:
    if share.value is None or share.low is None or share.high is None:
        return ""
    return f", {share.value:.0%} (95% interval {share.low:.0%}–{share.high:.0%})"


def _scores(sheet: SourceSheet) -> list[Fact]:
    found, summary = [], sheet.summary
    spoken = sheet.source.kind == "speaker"
    names = {"brier": "Brier score", "log": "Log score", "ranked": "Ranked score"}
    for rule, name in names.items():
        score = next((one for key, one in summary.scores.items() if key == rule), None)
        if score is not None:
            tail = {
                "brier": " 0 is best; always saying 50% scores 0.25.",
                "log": " In nats; always saying 50% scores 0.69, and one miss costs 6.91 at most.",
                "ranked": " 0 is best.",
            }[rule]
            found.append(Fact(term=name, words=f"{mean_words(score, spoken=spoken)}.{tail}"))
    crps = summary.scores.get("crps")
    if crps is not None:
        words = (
            f"{counted(crps.n, 'count or day', 'counts and days')}, each in its own unit: no mean is taken."
        )
        found.append(Fact(term="CRPS", words=words))
    reliability = summary.reliability
    if reliability is not None:
        low, high = reliability.null.score
        words = (
            "A perfectly calibrated source with the same probabilities has a mean Brier score of "
            f"{low:.2f}–{high:.2f} in eight of ten cases."
        )
        found.append(Fact(term="By chance alone", words=words))
    return found


def mean_words(score: MeanScore, *, spoken: bool) -> str:
    """Return a mean score with the band of its probabilities, which for a speaker is that of the words."""
    why = "as the words may be meant" if spoken else "over the 80% bands of its probabilities"
    band = (
        "" if score.low is None or score.high is None
        else f", {score.low:.2f}–{score.high:.2f} {why}"
    )  # fmt: skip
    return f"{score.mean.mean:.2f} over {counted(score.n, 'answer')}{band}{_mean_interval(score)}"


def _mean_interval(score: MeanScore) -> str:
    ends = score.mean.normal
    if ends is None:
        return "; one answer has no interval"
    low, high = max(0.0, ends[0]), min(1.0, ends[1]) if score.rule in {"brier", "ranked"} else ends[1]
    return f"; 95% interval of the mean {low:.2f}–{high:.2f}"


def _against(summary: Summary) -> list[Fact]:
    return [Fact(term=f"Against {name}", words=against_words(one)) for name, one in summary.against.items()]


def against_words(one: Comparison) -> str:
    """Return how two sources' losses differ on the questions that both answered."""
    if one.difference is None:
        return "They share no answered question."
    mean, ends = one.difference.mean, one.difference.normal
    which = "lower" if mean < 0 else "higher"
    gap = f"its Brier score is {abs(mean):.3f} {which}" if mean else "the Brier scores are equal"
    if ends is not None:
        low, high = max(-1.0, ends[0]), min(1.0, ends[1])  # no two Brier scores are further apart
        gap += f" (95% interval of the difference {_signed(low)} to {_signed(high)})"
    said = f"On {counted(one.shared, 'shared question')} {gap}. "
    if one.skill is None:
        said += f"A skill, which is a ratio, is shown from {few()} shared questions on. "
    else:
        low, high = one.skill_interval or (one.skill, one.skill)
        said += f"Skill {_signed(one.skill)} ({_signed(low)} to {_signed(high)}): 1 is perfect, 0 no better. "
    return said + _standing(one)


def _standing(one: Comparison) -> str:
    if one.standing == "too few shared":
        return f"No order is stated below {int(limits().order_from.value)} shared questions."
    return {
        "not told apart": "The two cannot be told apart.",
        "lower loss": "The lower loss is more than chance explains.",
        "higher loss": "The higher loss is more than chance explains.",
    }[one.standing]


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", "−")


def _reliability(summary: Summary) -> list[Fact]:
    found = summary.reliability
    if found is None or found.n < few():
        return []
    parts, null = found.decomposition, found.null
    words = (
        f"Miscalibration {parts.miscalibration:.4f} (a calibrated source: {null.miscalibration[0]:.4f}–"
        f"{null.miscalibration[1]:.4f}), discrimination {parts.discrimination:.4f}, "
        f"uncertainty {parts.uncertainty:.4f}."
    )
    facts_found = [Fact(term="Reliability", words=words)]
    area = summary.discrimination
    if area.value is not None and area.low is not None and area.high is not None:
        told = (
            f"A question answered yes had the higher probability in {area.value:.0%} of pairs "
            f"(95% interval {area.low:.0%}–{area.high:.0%}); 50% is none."
        )
        facts_found.append(Fact(term="Discrimination", words=told))
    return facts_found


def _apart(sheet: SourceSheet) -> list[Fact]:
    found = []
    if sheet.unhedged is not None:
        brier = sheet.unhedged.scores.get("brier")
        said = "none has an answer" if brier is None else f"Brier score {mean_words(brier, spoken=True)}"
        n = sheet.summary.parts.get("unhedged", 0)
        words = f"{counted(n, 'forecast')} with a bare “will”, scored apart: {said}."
        found.append(Fact(term="Bare “will”", words=words))
    if sheet.asked:
        words = (
            f"{counted(sheet.asked, 'claim')} in an interviewer’s question: not the forecast of the one who "
            "answered, nor really the interviewer’s."
        )
        found.append(Fact(term="Asked", words=words))
    for term, wanted in (("Other claims", False), ("Prescriptions", True)):
        labels = [f"{n:,} {one}" for one, n in sheet.verdicts.items() if (one in _LABELLED) == wanted]
        if labels:
            found.append(Fact(term=term, words=f"{listed(labels)}. Labels, never scores."))
    return found


def _cautions(summary: Summary) -> list[Fact]:
    found = []
    scored = _answered(summary)
    if summary.post_hoc:
        which = "All rest" if summary.post_hoc == scored else f"{summary.post_hoc:,} of {scored:,} rest"
        words = (
            f"{which} on questions, readings or runs made after the answer was known. They show how the "
            "ledger works; they are no evidence about anybody."
        )
        found.append(Fact(term="Post hoc", words=words))
    if summary.could_not_revise:
        n = summary.could_not_revise
        words = f"{counted(n, 'scored forecast')} stood after its maker could no longer change it."
        found.append(Fact(term="End of activity", words=words))
    if summary.near_certain:
        words = (
            f"{summary.near_certain:,} of {scored:,} scored questions are nearly free: the base rate is 95% "
            "or more, or 5% or less."
        )
        hard = summary.without_near_certain.get("base rate")
        if hard is not None and hard.difference is not None:
            words += f" On the others, against base rate: {against_words(hard)}"
        found.append(Fact(term="Nearly free", words=words))
    return found
