"""Scenario files: what is read, and what is wrong with those that are not, with the line."""

import datetime as dt

import pytest

from sayso.problems import Problem
from sayso.scenarios import Scenario, read_scenario
from sayso.scenarios.basis import Basis
from sayso.scenarios.reading import LARGEST_FILE, MOST_CHANGES
from sayso.simulation import Ban, Clamp, Occurrence, Shock, Strength
from sayso.statements.factor import Factor

ALL = """\
version = 1
name = "All at once"
says = \"\"\"
Two lines with
[[clamp]]
level = 3
in them.\"\"\"
as_of = 2022-06-21

[[event]]
event = "mass_unrest(KAZ)"
on = "2022-09"

[[clamp]]
factor = "migration(KGZ>RUS)"
level = 0.1
from = 2022-09-05
to = "2023-02"

[[shock]]
factor = "welfare(KGZ)"
size = -1
on = 2022-10-01

[[ban]]
event = "intervention(RUS>KAZ)"
from = 2022-09-01

[[link]]
source = "unrest(KAZ)"
target = "unrest(KGZ)"
remove = true
from = 2022-09-01
"""


def problems_of(text: str, region: Basis | None = None) -> list[str]:
    model, months = (None, None) if region is None else (region.model, 12)
    scenario, problems = read_scenario(text.encode(), "s.toml", model=model, months=months)
    assert scenario is None
    assert all(problem.fatal for problem in problems)
    return [str(problem) for problem in problems]


def test_every_kind_of_change_is_read(region: Basis) -> None:
    scenario, problems = read_scenario(ALL.encode(), "all.toml", model=region.model, months=12)
    assert problems == ()
    assert scenario == Scenario(
        name="All at once",
        says="Two lines with\n[[clamp]]\nlevel = 3\nin them.",
        as_of=dt.date(2022, 6, 21),
        changes=(
            Clamp(
                factor=Factor("migration", "KGZ", "RUS"),
                level=0.1,
                start=dt.date(2022, 9, 5),
                end=dt.date(2023, 2, 28),
            ),
            Shock(factor=Factor("welfare", "KGZ"), size=-1.0, on=dt.date(2022, 10, 1)),
            Occurrence(event="mass_unrest(KAZ)", on=dt.date(2022, 9, 1)),
            Ban(event="intervention(RUS>KAZ)", start=dt.date(2022, 9, 1)),
            Strength(
                source=Factor("unrest", "KAZ"),
                target=Factor("unrest", "KGZ"),
                times=0.0,
                start=dt.date(2022, 9, 1),
            ),
        ),
    )


def test_a_misspelt_factor_event_or_link_is_named_with_its_line_and_the_nearest(region: Basis) -> None:
    wrong = (
        ALL.replace("welfare(KGZ)", "wellfare(KGZ)")
        .replace("mass_unrest(KAZ)", "mas_unrest(KAZ)")
        .replace('"unrest(KGZ)"', '"unrest(KG)"')
    )
    found = problems_of(wrong, region)
    assert found == [
        "s.toml:20: shock 1: the model has no node wellfare(KGZ); nearest is welfare(KGZ)",
        "s.toml:10: event 1: the model has no event mas_unrest(KAZ); nearest is mass_unrest(KAZ)",
        "s.toml:29: link 1: the model has no link unrest(KAZ) -> unrest(KG); nearest is unrest(KAZ) -> unrest(KGZ)",
    ]


def test_an_unknown_origin_of_a_link_is_named_with_the_nearest(region: Basis) -> None:
    (found,) = problems_of(f'{ALL}origin = "spred of unrest"\n', region)
    assert found.startswith("s.toml:34: link 1: the link unrest(KAZ) -> unrest(KGZ) has no origin")
    assert "spread" in found


def test_a_date_outside_the_calendar_is_named(region: Basis) -> None:
    (found,) = problems_of(ALL.replace('on = "2022-09"', "on = 2024-09-01"), region)
    assert found.startswith("s.toml:10: event 1: ")
    assert "2024-09-01 lies outside the simulation, 2022-06-01 to 2023-05-31" in found


def test_an_end_before_its_start_is_named(region: Basis) -> None:
    (found,) = problems_of(ALL.replace('to = "2023-02"', 'to = "2022-08"'), region)
    assert "ends on 2022-08-31, before it starts on 2022-09-05" in found


def test_what_contradicts_stands_at_the_later_of_the_two(region: Basis) -> None:
    other = '[[clamp]]\nfactor = "migration(KGZ>RUS)"\nlevel = 0.4\nfrom = 2022-12-01\n'
    (found,) = problems_of(f"{ALL}\n{other}", region)
    assert found.startswith("s.toml:35: clamp 2: clamps of migration(KGZ>RUS) contradict each other")
    banned = '[[ban]]\nevent = "mass_unrest(KAZ)"\nfrom = 2022-07-01\n'
    (found,) = problems_of(f"{ALL}\n{banned}", region)
    assert found.startswith("s.toml:35: ban 2: mass_unrest(KAZ) is to begin on 2022-09-01, and is forbidden")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "s.toml:1: name is missing"),
        ('name = "a"', "s.toml:1: nothing is changed; want one or more of [[clamp]], [[shock]], [[event]], [[ban]], [[link]]"),
        ('name = "a"\nversion = 2\n[[event]]\nevent = "fall(KAZ)"\non = 2022-09-01', "s.toml:2: version is 2; this program reads version 1"),
        ('name = 3\n[[event]]\nevent = "fall(KAZ)"\non = 2022-09-01', "s.toml:1: name is 3; want text of 1 to 4,000 characters"),
        ('name = "a"\nclmap = []', "s.toml:2: no key 'clmap'; nearest is 'clamp'"),
        ('name = "a"\nclamp = 3', "s.toml:2: clamp is no list of tables; want [[clamp]]"),
        ('name = "a"\n[clamp]\nlevel = 1', "s.toml:2: clamp is no list of tables; want [[clamp]]"),
        ('name = "a"\n[[event]]\nevent = "fall"\non = 2022-09-01', "s.toml:3: event 1: event: 'fall' is not a factor; want name(ACTOR) or name(FROM>TO)"),
        ('name = "a"\n[[event]]\nevent = "fall(KAZ)"\non = "soon"', "s.toml:4: event 1: on is 'soon'; want a day, 2022-09-01, or a month in quotes, \"2022-09\""),
        ('name = "a"\n[[event]]\nevent = "fall(KAZ)"\non = "2022-13"', "s.toml:4: event 1: on is '2022-13'; want a day, 2022-09-01, or a month in quotes, \"2022-09\""),
        ('name = "a"\n[[event]]\nevent = "fall(KAZ)"\non = 2022-09', "s.toml:4: not TOML: Expected newline or end of document after a statement (at line 4, column 10)"),
        ('name = "a"\n[[shock]]\nfactor = "welfare(KAZ)"\non = 2022-09-01\nsize = nan', "s.toml:5: shock 1: size is nan; want a finite number"),
        ('name = "a"\n[[shock]]\nfactor = "welfare(KAZ)"\non = 2022-09-01\nsize = inf', "s.toml:5: shock 1: size is inf; want a finite number"),
        ('name = "a"\n[[shock]]\nfactor = "welfare(KAZ)"\non = 2022-09-01\nsize = true', "s.toml:5: shock 1: size is True; want a finite number"),
        (f'name = "a"\n[[shock]]\nfactor = "welfare(KAZ)"\non = 2022-09-01\nsize = {"9" * 400}', f"s.toml:5: shock 1: size is {'9' * 39}…; want a finite number"),
        ('name = "a"\n[[clamp]]\nfactor = "welfare(KAZ)"\nfrom = 2022-09-01\nlevel = 1.0', "s.toml:5: clamp 1: level is 1; want above 0 and below 1, where 0.5 is normal"),
        ('name = "a"\n[[link]]\nsource = "welfare(KAZ)"\ntarget = "unrest(KAZ)"\nfrom = 2022-09-01', "s.toml:2: link 1: times is missing"),
        ('name = "a"\n[[link]]\nsource = "welfare(KAZ)"\ntarget = "unrest(KAZ)"\nfrom = 2022-09-01\ntimes = 2\nremove = true', "s.toml:7: link 1: want either remove = true or times = a number"),
        ('name = "a"\nclamp = [{ level = 0.1, from = 2022-09-01 }]', "s.toml:2: clamp 1: factor is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_said_with_its_line(text: str, wanted: str) -> None:
    assert wanted in problems_of(text)


def test_names_and_dates_are_held_against_the_model_beside_a_wrong_number(region: Basis) -> None:
    text = """name = "both"
[[clamp]]
factor = "unrst(KGZ)"
level = nan
from = 2031-09-01
[[clamp]]
factor = "unrest(KGZ)"
level = 7
from = 2022-09-01
[[clamp]]
factor = "unrest(KGZ)"
level = 0.2
from = 2022-09-01
"""
    assert [line.partition(" clamp ")[2] for line in problems_of(text, region)] == [
        "1: level is nan; want a finite number",
        "1: the model has no node unrst(KGZ); nearest is unrest(KGZ)",
        "1: 2031-09-01 lies outside the simulation, 2022-06-01 to 2023-05-31",
        "2: level is 7; want above 0 and below 1, where 0.5 is normal",
    ]


def test_all_that_is_wrong_is_said_at_once() -> None:
    text = 'name = ""\n[[shock]]\nfactor = "x"\nsize = nan\n[[event]]\n'
    assert [problem.partition(": ")[2] for problem in problems_of(text)] == [
        "name is ''; want text of 1 to 4,000 characters",
        "shock 1: factor: 'x' is not a factor; want name(ACTOR) or name(FROM>TO)",
        "shock 1: size is nan; want a finite number",
        "shock 1: on is missing",
        "event 1: event is missing",
        "event 1: on is missing",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe name",
        b"\x00",
        b"a = " + b"[" * 100_000,
        b"a = " + b"9" * 5000,
        b"\xef\xbb\xbf",
        b"name = 'a'\nname = 'b'",
        b"[[clamp]]\n[clamp]",
        b"x" * (LARGEST_FILE + 1),
        b"name='a'\n" + b"[[ban]]\n" * (MOST_CHANGES + 1),
        b"clamp = [[[]]]",
        b"as_of = 12:00:00\nname='a'",
    ],
)
def test_hostile_files_are_problems_and_nothing_worse(data: bytes) -> None:
    scenario, problems = read_scenario(data, "hostile.toml")
    assert scenario is None
    assert problems
    assert all(isinstance(problem, Problem) and problem.source == "hostile.toml" for problem in problems)


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read_scenario(b"\xef\xbb\xbf" + ALL.encode(), "s.toml")[0] is not None


def test_a_model_wants_its_months(region: Basis) -> None:
    with pytest.raises(ValueError, match="months"):
        read_scenario(ALL.encode(), "s.toml", model=region.model)
