"""Templates over variables become links, terms and events of named actors."""

from sayso.mechanisms.event import EventKind
from sayso.mechanisms.library import read_mechanism
from sayso.models import Model
from sayso.statements.factor import Factor

SPREAD, CHOICE = "spread of unrest", "choice between rival patrons"


def kind(model: Model, name: str) -> EventKind:
    return next(event for event in model.events if event.id == name)


def test_neighbours_and_states_farther_off_are_told_apart(region: Model) -> None:
    """Kazakhstan borders on Kyrgyzstan, Turkmenistan and Uzbekistan, and not on Tajikistan."""
    terms = {
        str(term.source): term for term in kind(region, "mass_unrest(KAZ)").terms if term.origin == SPREAD
    }
    assert set(terms) == {f"mass_unrest({state})" for state in ("KGZ", "TKM", "UZB", "TJK")}
    far = terms.pop("mass_unrest(TJK)")
    assert all(term.weight.mean > 2 * far.weight.mean for term in terms.values())
    assert all(term.whole for term in terms.values())
    assert not far.whole


def test_what_the_record_counts_together_is_shared_out(region: Model) -> None:
    """A campaign somewhere around: Kazakhstan has three neighbours in the model, Uzbekistan four."""
    usual = {
        state: sum(
            term.usual or 0.0
            for term in kind(region, f"mass_unrest({state})").terms
            if term.origin == SPREAD and term.whole
        )
        for state in ("KAZ", "UZB")
    }
    assert abs(usual["KAZ"] - usual["UZB"]) < 1e-12


def test_allies_have_commitments_and_others_have_none(region: Model) -> None:
    """In February 2022 Kazakhstan, Kyrgyzstan and Tajikistan are in the CSTO with Russia."""
    defended = {event.id for event in region.events if event.factor.name == "defence"}
    assert defended == {f"defence(RUS>{state})" for state in ("KAZ", "KGZ", "TJK")}
    tested = {
        str(link.target) for link in region.links if link.source.name == "attack" and link.target.target
    }
    assert tested == {f"security_credibility(RUS>{state})" for state in ("KAZ", "KGZ", "TJK")}


def test_links_on_events_that_are_not_in_the_model_are_left_out(region: Model) -> None:
    """Turkmenistan is nobody's ally: the others see nothing of what is done for it."""
    known = {event.id for event in region.events} | set(map(str, region.factors))
    sources = {str(link.source) for link in region.links}
    assert sources <= known
    assert "defence(RUS>KAZ)" in sources
    assert not {name for name in known if name.startswith("defence(USA")}


def test_a_pair_of_patrons_has_one_link_to_itself(region: Model) -> None:
    own = [link for link in region.links if link.source == link.target == Factor.parse("rivalry(RUS>USA)")]
    assert len(own) == 1


def test_each_patron_is_weighed_against_each_other(region: Model) -> None:
    pairs = {(str(link.source), str(link.target)) for link in region.links if link.origin == CHOICE}
    assert pairs == {
        (f"alignment({state}>{other})", f"alignment({state}>{patron})")
        for state in region.states
        for patron, other in (("RUS", "USA"), ("USA", "RUS"))
    }


def test_a_solver_that_nobody_wrote_is_a_problem() -> None:
    text = """
        name = "détente"
        says = "Rivals tire."
        literature = ["Kupchan 2010, How Enemies Become Friends, Princeton University Press"]
        refuted_by = "Rivalries that never end."
        solver = "divination"
    """
    mechanism, problems = read_mechanism(text.encode(), "detente.toml")
    assert mechanism is None
    assert "solver 'divination' is no module" in problems[0].message


def test_a_term_on_states_farther_off_needs_some(region: Model) -> None:
    """Uzbekistan has no state in Central Asia that is not its neighbour."""
    far = [
        term for term in kind(region, "mass_unrest(UZB)").terms if term.origin == SPREAD and not term.whole
    ]
    assert not far
