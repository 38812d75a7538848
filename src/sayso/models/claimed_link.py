"""Links that a source claims: how strong, and how sure to be there."""

from sayso.mechanisms.link import Link, Prior
from sayso.models.contribution import Contribution, no_place, not_followed
from sayso.models.scope import Scope, paired_places, places
from sayso.models.settings import claim_settings, node_for
from sayso.statements.corrected import decided
from sayso.statements.factor import Factor
from sayso.statements.statement import Statement


def claimed_links(
    statement: Statement,
    cause: Factor,
    effect: Factor,
    *,
    scope: Scope,
    threshold: tuple[float, float] | None = None,
) -> Contribution:
    """Return a link for each pair of places; a threshold link where `threshold` (θ, s) is given.

    What the common model's own links already carry is taken off the claim, so that a source that
    says what everybody knows does not double it; `at_least` of the claim remains. Several causes
    of one effect (a region that moves a state) share the weight.
    """
    settings = claim_settings().effect
    size = settings.of(statement.strength)
    links = []
    for source, target, sharing in paired_places(scope, cause, effect):
        carried = 0.0 if threshold else scope.carried(source, target, statement.sign)
        added = max(size / sharing - carried, settings.at_least * size / sharing)
        scale = 1.0 if target.name in scope.event_names else node_for(target).kappa
        weight = Prior(
            mean=statement.sign * added * scale,
            sd=settings.spread * added * scale,
            source=f"claim of {statement.speaker.name}; size: {settings.source}",
        )
        link = Link(
            source=source,
            target=target,
            form="threshold" if threshold else "level",
            weight=weight,
            presence=presence_of(statement),
            threshold=threshold[0] if threshold else 0.7,
            steepness=threshold[1] if threshold else 0.05,
            origin=statement.id,
        )
        links.append(link)
    if not links:
        return no_place(statement, _why_nowhere(cause, effect, scope))
    return Contribution(links=tuple(links))


def _why_nowhere(cause: Factor, effect: Factor, scope: Scope) -> str:
    """Return why no pair of places has the link."""
    missing = [factor for factor in dict.fromkeys((cause, effect)) if not places(scope, factor)]
    if missing:
        return not_followed(*missing, actors=scope.actors)
    if cause == effect:
        return "its cause is its effect"
    return "the model has no two actors between which it could hold"


_SEEN = frozenset({"accepted", "corrected"})


def presence_of(statement: Statement) -> float:
    """Return the probability that a claimed link is there, in [0, 1].

    It is what the claim's words say, times how sure the reader is that the claim was made; a person who
    accepted or corrected the statement makes that certain.
    """
    settings = claim_settings().presence
    read = 1.0 if decided(statement) in _SEEN else statement.certainty
    if statement.likelihood is None:
        return settings.unsaid * read
    said = settings.unhedged if statement.likelihood.unhedged else statement.likelihood.mean
    return said * read
