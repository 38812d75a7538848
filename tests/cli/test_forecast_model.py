"""`sayso forecast --from-model`: questions put to the runs of a model, kept, scored, and refused with reasons."""

import datetime as dt
import json
from pathlib import Path

import msgspec
import pytest

from sayso.dates import DateInterval
from sayso.forecasts.distribution import Beta, Samples
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.question import ParentOutcome, Question
from sayso.statements.factor import Factor
from sayso.statements.forecast import Forecast as Foretold
from sayso.statements.likelihood import Likelihood
from sayso.statements.statement import Speaker
from sayso.store import ModelKept, RunKept, Workspace
from tests.cli.calling import call, refused, shown
from tests.store import made

TODAY = dt.datetime.now(tz=dt.UTC).date()
SOON = TODAY + dt.timedelta(days=200)
UNREST = Question(text="Mass unrest in Kazakhstan?", kind="binary", rule="ten thousand", closes=SOON)
WHEN = Question(
    text="Unrest there, when?", kind="date", rule="as above", closes=SOON, outcome="mass_unrest(KAZ)"
)
OFTEN = Question(text="How often?", kind="count", rule="each time", outcome="mass unrest in Kazakhstan")
PAST = Question(
    text="A coup?", kind="binary", rule="a coup", factor="coup(KAZ)",
    opens=dt.date(2020, 1, 1), closes=dt.date(2020, 12, 31),
)  # fmt: skip
THEN = Question(
    text="The government of Kazakhstan becomes less stable?", kind="binary", rule="two of five", closes=SOON,
    condition=ParentOutcome(question=UNREST.id, outcome="no"),
)  # fmt: skip
RAIN = Question(text="Rain in Kazakhstan?", kind="binary", rule="a millimetre", closes=SOON)
DEATHS = msgspec.structs.replace(OFTEN, text="How many deaths?", unit="deaths")
LATE = msgspec.structs.replace(UNREST, text="Ever?", closes=dt.date(2100, 1, 1), outcome="mass_unrest(KAZ)")
FEW = ("--runs", "320")


@pytest.fixture
def asked(desk: Path) -> Path:
    """A workspace with questions and no statements."""
    with Workspace.open(desk) as workspace:
        workspace.add_records([UNREST, WHEN, OFTEN, PAST, THEN, RAIN, DEATHS, LATE])
    return desk


LIKELY = Likelihood(words="certain", phrase="certain", alpha=90, beta=10, lexicon="capphrase-2026.1")


def _said(start: int, day: dt.date) -> Foretold:
    """Return a forecast of unrest in Kazakhstan, said on a day."""
    return Foretold(
        document="ab" * 32, start=start, end=start + 6, quote="a riot",
        speaker=Speaker(name="Ode", kind="person"), mode="direct", factor=Factor("unrest", "KAZ"), sign=1,
        likelihood=LIKELY, as_of=DateInterval.day(day), reader="sayso 0.1", certainty=0.9,
    )  # fmt: skip


def _kept(folder: Path) -> dict[str, Forecast]:
    with Workspace.open(folder) as workspace:
        return {one.question: one for one in workspace.records(Forecast)}


def test_the_runs_give_a_beta_and_the_model_and_the_run_are_kept(asked: Path) -> None:
    text = shown("forecast", UNREST.id[:6], "--from-model", *FEW, "--seed", "7")
    assert "model common model" in text
    assert "known already" in shown("forecast", UNREST.id[:6], "--from-model", *FEW, "--seed", "7")
    found = _kept(asked)[UNREST.id]
    assert isinstance(found.distribution, Beta)
    assert (found.made_by.kind, found.made_at, found.post_hoc) == ("model", TODAY, False)
    with Workspace.open(asked) as workspace:
        (model,), (run,) = list(workspace.records(ModelKept)), list(workspace.records(RunKept))
        assert not list(workspace.check())
    assert (run.model, run.seed, run.runs, run.version) == (model.id, 7, 320, found.made_by.version)
    assert run.settings["questions"] == {UNREST.id: "mass_unrest(KAZ)"}
    assert f"run {run.id}, seed 7" in str(found.basis)


def test_all_open_questions_are_asked_and_the_others_told(asked: Path) -> None:
    done = call("forecast", "--from-model", "--all", *FEW)
    assert done.exit_code == 0, done.output
    found = _kept(asked)
    assert found.keys() == {UNREST.id, WHEN.id, OFTEN.id, THEN.id}
    assert [type(found[one.id].distribution) for one in (WHEN, OFTEN)] == [Samples, Samples]
    days = found[WHEN.id].distribution
    assert isinstance(days, Samples)
    assert TODAY.toordinal() <= min(days.values) <= max(days.values) == SOON.toordinal() + 1
    assert "given not “Mass unrest in Kazakhstan”" in str(found[THEN.id].basis)
    told = " ".join(done.stderr.split())
    assert "3 questions of 7 left out" in told
    assert "its text names no outcome of the model; --outcome names one, as “" in told
    assert "it counts deaths; the runs of a model count how often an event begins" in told
    assert "a model is run 60 months at most" in told


def test_a_run_for_a_question_that_is_over_starts_at_its_opening_and_is_post_hoc(asked: Path) -> None:
    shown("forecast", PAST.id, "--from-model", *FEW)
    found = _kept(asked)[PAST.id]
    assert (found.made_at, found.post_hoc) == (dt.date(2020, 1, 1), True)
    assert f"post hoc: run on {TODAY}, after the close" in str(found.basis)
    shown("resolve", PAST.id, "no", "--known-at", "2021-01-01")
    scored = json.loads(shown("score", "--model", "common", "--json"))
    assert '"post_hoc": true' in json.dumps(scored)
    assert "1 counts: 1 answered" in " ".join(shown("score", "--model", "common").split())


def test_statements_up_to_the_day_make_the_model_and_a_speakers_likelihoods_weigh(asked: Path) -> None:
    before, after = _said(0, TODAY - dt.timedelta(days=30)), _said(9, TODAY + dt.timedelta(days=3))
    with Workspace.open(asked) as workspace:
        workspace.add_statements([before, after])
    shown("forecast", UNREST.id, "--from-model", "--runs", "2560", "--speaker", "ode")
    found = _kept(asked)[UNREST.id]
    assert found.made_by.name == "Ode's model"
    assert isinstance(found.distribution, Beta)
    assert found.distribution.mean > 0.3
    with Workspace.open(asked) as workspace:
        (model,), (run,) = list(workspace.records(ModelKept)), list(workspace.records(RunKept))
    assert model.statements == (before.id,)
    assert run.settings["lexicons"] == ["capphrase-2026.1"]
    assert "no speaker 'Oda'" in refused("forecast", UNREST.id, "--from-model", "--speaker", "Oda")


def test_a_drafted_question_asks_what_its_statement_says(desk: Path) -> None:
    statement = _said(0, TODAY - dt.timedelta(days=30))
    with Workspace.open(desk) as workspace:
        workspace.add_statements([statement])
    shown("questions", "--from-statements")
    text = " ".join(shown("forecast", "--from-model", "--all", *FEW).split())
    assert f"“Mass unrest in Kazakhstan” by statement {statement.id}" in text


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((RAIN.id, "--from-model"), "cannot be put to a model: its text names no outcome of the model"),
        ((RAIN.id, "--from-model", "--outcome", "mass unrst"), "--outcome names no outcome of the model"),
        ((PAST.id, "--from-model", "--on", "2021-02-01"), "it closed on 2020-12-31, before 2021-02-01"),
        ((UNREST.id, "0.5", "--from-model"), "and one of them"),
        ((UNREST.id, "0.5", "--seed", "3"), "--seed wants --from-model"),
        (("--from-model",), "want a QUESTION, or --from-model --all"),
        ((UNREST.id, "--from-model", "--all"), "and not both"),
        ((UNREST.id, "--from-model", "--bare", "--speaker", "X"), "--bare leaves all statements out"),
        ((UNREST.id, "--from-model", "--states", "Atlantis"), "Atlantis"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_could_be(
    asked: Path, arguments: tuple[str, ...], why: str
) -> None:
    assert why in refused("forecast", *arguments, *(() if "--seed" in arguments else FEW))
    assert _kept(asked) == {}


def test_an_outcome_by_name_asks_any_question(asked: Path) -> None:
    text = shown("forecast", RAIN.id, "--from-model", "--outcome", "welfare(KAZ) up", *FEW)
    assert "“People in Kazakhstan live better” by --outcome" in " ".join(text.split())
    assert list(_kept(asked)) == [RAIN.id]


def test_none_at_all_is_told_with_the_exit_status(desk: Path) -> None:
    with Workspace.open(desk) as workspace:
        workspace.add_records([DEATHS])
        workspace.add_statements([made.statement(1)])
    assert call("forecast", "--from-model", "--all", *FEW).exit_code == 2


def test_a_question_says_itself_what_a_model_is_asked(desk: Path) -> None:
    shown("questions", "--new", "Worse?", "--rule", "prices", "--outcome", "welfare(KGZ) down", "--by", "Ed")
    with Workspace.open(desk) as workspace:
        (question,) = workspace.records(Question)
    assert "asks a model: welfare(KGZ) down" in shown("questions", question.id)
    text = shown("forecast", question.id, "--from-model", "--months", "6", *FEW)
    assert "“People in Kyrgyzstan live worse” by its outcome" in " ".join(text.split())
