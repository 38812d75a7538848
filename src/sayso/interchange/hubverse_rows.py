"""A forecast as rows of a hubverse table: `output_type`, `output_type_id` and `value`, and back."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from sayso.forecasts.distribution import Beta, Distribution, Options, Point, Quantiles, Samples
from sayso.forecasts.question import Question

Prediction: TypeAlias = tuple[str, str, float]
"""`output_type`, `output_type_id`, `value`."""
DAYS: Final = "days since 1970-01-01"
"""The unit of dates, as R counts them."""
_EPOCH: Final = 719163
"""`datetime.date(1970, 1, 1).toordinal()`."""


def predictions(distribution: Distribution, question: Question) -> Iterator[Prediction] | str:
    """Return the rows of a distribution, or why it does not fit its question.

    A Beta gives the probabilities at its mean.
    """
    wrong = _misfit(distribution, question)
    if wrong is not None:
        return wrong
    if isinstance(distribution, (Beta, Point)):
        yes = distribution.mean if isinstance(distribution, Beta) else distribution.probability
        return iter((("pmf", "yes", yes), ("pmf", "no", 1 - yes)))
    if isinstance(distribution, Options):
        named = zip(question.options, distribution.probabilities, strict=True)
        return (("pmf", option, value) for option, value in named)
    less = _EPOCH if question.kind == "date" else 0
    if isinstance(distribution, Samples):
        return (("sample", str(at), value - less) for at, value in enumerate(distribution.values, start=1))
    pairs = zip(distribution.levels, distribution.values, strict=True)
    return (("quantile", repr(level), value - less) for level, value in pairs)


def _misfit(distribution: Distribution, question: Question) -> str | None:
    if isinstance(distribution, Options):
        fits = question.kind == "ordinal" and len(question.options) == len(distribution.probabilities)
        return None if fits else "probabilities that are not those of the question's options"
    single = isinstance(distribution, (Beta, Point))
    if question.kind == "ordinal" or single != (question.kind == "binary" and single):
        return f"{distribution.__struct_config__.tag} for a question of the kind {question.kind}"
    return None


def distribution_of(rows: Iterable[Prediction], kind: str) -> Distribution:
    """Return the distribution that the rows of one forecast give for a question of this kind.

    Raises:
        ValueError: if they give none.
    """
    found: Sequence[Prediction] = tuple(rows)
    types = {output_type for output_type, _, _ in found}
    if len(types) != 1:
        raise ValueError(f"a forecast is given as {' and '.join(sorted(types))}; want one of them")
    output_type = types.pop()
    more = _EPOCH if kind == "date" else 0
    if output_type == "sample":
        return Samples(values=tuple(value + more for _, _, value in found))
    if output_type == "quantile":
        levels = tuple(float(level) for _, level, _ in found)
        return Quantiles(levels=levels, values=tuple(value + more for _, _, value in found))
    if output_type != "pmf":
        raise ValueError(f"no output_type {output_type!r} here; want pmf, quantile or sample")
    if kind == "ordinal":
        return Options(probabilities=tuple(value for _, _, value in found))
    by_answer = {answer: value for _, answer, value in found}
    if by_answer.keys() != {"yes", "no"}:
        raise ValueError(f"the answers are {', '.join(by_answer)}; want yes and no")
    return Point(probability=by_answer["yes"])
