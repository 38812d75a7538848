"""Claims about what comes later, with and without words of likelihood."""

from collections.abc import Sequence

from tests.quality.generator.claiming import Maker, claimed, from_clause, matter_of
from tests.quality.generator.clause import Form, say
from tests.quality.generator.phrase import Claim, Phrase, fill
from tests.quality.generator.predicate import any_clause
from tests.quality.generator.setting import Setting

MAY = Form(modal="may", hedge="may")
MIGHT = Form(modal="might", hedge="might")
COULD = Form(modal="could", hedge="could")
LIKELY = Form(modal="be likely to", hedge="likely")
UNLIKELY = Form(modal="be unlikely to", hedge="unlikely")
HIGHLY_LIKELY = Form(modal="be highly likely to", hedge="highly likely")
HIGHLY_UNLIKELY = Form(modal="be highly unlikely to", hedge="highly unlikely")
PROBABLY = Form(modal="will", adverb="probably", hedge="probably")
POSSIBLY = Form(modal="will", adverb="possibly", hedge="possibly")
ALMOST_CERTAINLY = Form(modal="will", adverb="almost certainly", hedge="almost certainly")


def _ahead(*forms: Form) -> Maker:
    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        clause, shows = any_clause(setting, actors)
        return from_clause(setting, clause, setting.pick(forms), "forecast", shows)

    return make


def _framed(frame: str, *hedges: str) -> Maker:
    """Return a maker of "it is likely that ..."; the hedge belongs to the claim."""

    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        clause, shows = any_clause(setting, actors)
        matter = matter_of(clause)
        hedge = Phrase(setting.pick(hedges)).marked("likelihood", matter.key)
        whole = fill(frame, hedge=hedge, clause=say(clause, Form(modal="will")))
        tags = ("framed likelihood", *(["passive"] if clause.passive else []), *shows)
        return claimed(whole, Claim(setting.key(), "forecast", matter, clause.sign, phenomena=tags))

    return make


TEMPLATES: tuple[tuple[str, Maker], ...] = (
    ("will", _ahead(Form(modal="will"))),
    ("is going to", _ahead(Form(modal="be going to"))),
    ("will not", _ahead(Form(modal="will", negative=True))),
    ("is not going to", _ahead(Form(modal="be going to", negative=True))),
    ("may", _ahead(MAY)),
    ("might, could", _ahead(MIGHT, COULD)),
    ("is likely to", _ahead(LIKELY, UNLIKELY)),
    ("is highly likely to", _ahead(HIGHLY_LIKELY, HIGHLY_UNLIKELY)),
    ("will almost certainly", _ahead(ALMOST_CERTAINLY)),
    ("will probably", _ahead(PROBABLY, POSSIBLY)),
    ("it is likely that", _framed("it is {hedge} that {clause}", "likely", "unlikely", "almost certain")),
    (
        "it is highly likely that",
        _framed("it is {hedge} that {clause}", "highly likely", "highly unlikely", "probable"),
    ),
    ("there is little chance that", _framed("there is {hedge} that {clause}", "little chance")),
    ("there is a real possibility that", _framed("there is {hedge} that {clause}", "a real possibility")),
    ("is set to", _ahead(Form(modal="be set to"))),
    ("is about to", _ahead(Form(modal="be about to"))),
)
"""Ways of looking ahead."""
