"""Sentences that claim nothing of the catalogue, in the same forms as those that do."""

from tests.quality.generator.clause import Clause, Form, say
from tests.quality.generator.phrase import Phrase, fill
from tests.quality.generator.setting import Setting

_CLAUSES = (
    ("the museum of glass", False, "reopen", "after the winter"),
    ("the night train", False, "stop", "at three small stations"),
    ("the choir", False, "sing", "in the old brewery"),
    ("the botanical garden", False, "flower", "a month early"),
    ("two ferries", True, "cross", "the bay each morning"),
    ("the potters of the old town", True, "use", "a blue glaze"),
    ("the chess club", False, "meet", "above the bakery"),
    ("storks", True, "nest", "on the town hall"),
    ("the new bridge", False, "open", "to cyclists"),
    ("the goalkeeper", False, "train", "with the second team"),
    ("the film", False, "win", "the jury over"),
    ("snow", False, "fall", "on the passes"),
    ("the astronomers", True, "measure", "the comet's tail"),
    ("the library", False, "lend", "umbrellas to its readers"),
    ("beekeepers", True, "move", "their hives to the valley"),
    ("the orchestra", False, "rehearse", "in the customs house"),
    ("the faculty", False, "elect", "a new dean"),
    ("the striker", False, "protest", "against the offside call"),
    ("dealers at the flea market", True, "trade", "buttons for stamps"),
    ("the old guard of the theatre", False, "withdraw", "to the balcony"),
    ("a revolution in bread making", False, "begin", "in one bakery"),
    ("the visiting team", False, "attack", "down the left wing"),
    ("the opera house", False, "stage", "a play about a coup"),
    ("the weather service", False, "forecast", "fog for the coast"),
    ("migrating geese", True, "cross", "the border of the nature park"),
    ("the pop group", False, "occupy", "the first place of the charts"),
    ("the school choir", False, "join", "a union of choirs"),
    ("gardeners", True, "fight", "the snails with beer"),
    ("the court painter", False, "arrest", "the eye with a patch of red"),
    ("the new coach", False, "repress", "his smile"),
    ("the mayor's cat", False, "visit", "the fish market"),
    ("the national dish", False, "lose", "none of its influence on cooks"),
)
_CONDITIONS = (
    "[if {given}], {then}",
    "[once {given}], {then}",
    "[unless {given}], {then}",
    "{then}, [provided that {given}]",
    "[as long as {given}], {then}",
    "{then} [only if {given}]",
)
_CAUSES = (
    "{effect} {signal:because} {cause}",
    "{effect} {signal:now that} {cause}",
    "{signal:since} {cause}, {effect}",
    "{effect}, {signal:for} {cause}",
)
_FORMS = (
    Form(),
    Form(tense="past"),
    Form(perfect=True),
    Form(progressive=True),
    Form(modal="will"),
    Form(modal="may"),
    Form(modal="should"),
    Form(modal="be going to"),
)


def neutral(setting: Setting) -> Phrase:
    """Return such a sentence, marked as nothing: plain, conditional or causal."""
    return _any(setting).marked("nothing", setting.key())


def _any(setting: Setting) -> Phrase:
    one, other = (_clause(row) for row in setting.sample(_CLAUSES, 2))
    way = setting.rng.random()
    if way < 0.2:
        return _conditional(setting, one, other)
    if way < 0.4:
        return _causal(setting, one, other)
    return say(one, setting.pick(_FORMS))


def _clause(row: tuple[str, bool, str, str]) -> Clause:
    subject, plural, verb, rest = row
    return Clause(Phrase(subject), plural, verb, rest=Phrase(rest))


def _conditional(setting: Setting, one: Clause, other: Clause) -> Phrase:
    key = setting.key()
    start, _, rest = setting.template(_CONDITIONS).partition("[")
    inside, _, end = rest.partition("]")
    condition = fill(inside, given=say(other, Form())).marked("condition", key)
    consequence = say(one, Form(modal="will")).marked("consequence", key)
    return fill(start + "{condition}" + end, condition=condition, then=consequence)


def _causal(setting: Setting, one: Clause, other: Clause) -> Phrase:
    key = setting.key()
    start, _, rest = setting.template(_CAUSES).partition("{signal:")
    signal, _, end = rest.partition("}")
    return fill(
        start + "{signal}" + end,
        signal=Phrase(signal).marked("signal", key),
        cause=say(other, Form(perfect=True)).marked("cause", key),
        effect=say(one, Form(progressive=True)).marked("effect", key),
    )
