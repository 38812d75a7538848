"""A source's page: readable, quiet, safe, and the same in a browser on a phone as on a desk."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sayso.brief.scores.book import Book
from sayso.brief.scores.pages import file_names, index_page, picture_page, source_page
from sayso.brief.scores.records import Sheets
from sayso.brief.scores.sheet import sheets
from sayso.forecasts.claim import Claim
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.import_table import import_table
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.forecasts.resolution import Evidence, Resolution
from sayso.forecasts.table_form import TableForm, form_from_toml
from tests.brief.made_ledger import ledger, records, said
from tests.brief.test_browser import ARGUMENTS, CHROMIUM

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "data" / "seed-resolutions" / "seed_resolutions.csv"
FORM = ROOT / "benchmarks" / "tables" / "seed_resolutions.toml"
HOSTILE = [
    "</title></style></script><img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>",
    "\"><svg onload='document.title=1'>",
    "{{ 7 * 7 }}{% for x in y %}",
    "</blockquote></li></ol><h1>another page</h1>",
]


def sheets_of(found: Ledger) -> Sheets:
    return sheets(Book.of(found), name="made.jsonl", rng=np.random.default_rng(3))


@pytest.fixture(scope="module")
def found() -> Sheets:
    return sheets_of(ledger())


@pytest.fixture(scope="module")
def page(found: Sheets) -> str:
    return source_page(found.sources[0], found, back="index.html")


@pytest.fixture(scope="module")
def seeds() -> Sheets:
    if not SEEDS.exists():
        pytest.skip(f"no table at {SEEDS}")
    form = form_from_toml(FORM.read_text(encoding="utf-8"), FORM.name)
    assert isinstance(form, TableForm)
    made, problems = import_table(SEEDS.read_bytes(), SEEDS.name, form)
    assert problems == ()
    return sheets_of(Ledger.of(made))


class Tags(HTMLParser):
    """Collects elements, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element's name and attributes."""
        self.tags.append(tag)
        self.attributes += attrs


def read(source: str) -> Tags:
    tags = Tags()
    tags.feed(source)
    return tags


def test_what_was_said_how_sure_and_what_happened_stand_together(page: str) -> None:
    item = page[page.index("the words of S1") : page.index("</li>\n<li", page.index("the words of S1"))]
    for words in ("interview.txt, line 7", "4 February 2019", "“highly likely”", "86% (76–95%)", "A riot? yes indeed",
                  "Medium certainty; known on <time", "1 August 2019", "https://example.org/yes", "0.02"):  # fmt: skip
        assert words in item, words
    assert "1 earlier answer, since replaced" in item
    assert "<s>no</s>" in item


def test_readings_are_labelled_and_the_void_condition_is_shown(page: str) -> None:
    item = page[page.index("the words of S2") :]
    assert "Can be read in 3 ways, which come to void, 0.74 and 0.02." in item
    assert "Reading literal, primary" in item
    assert 'The riot spreads? <span class="file">it did not hold' in item


def test_an_assessment_has_a_label_and_what_was_not_looked_up_says_so(page: str) -> None:
    item = page[page.index("the words of A1") :]
    assert "<b>Supported</b> <span>a label, never a score</span>" in item
    assert "<b>Not looked up</b>" in page


def test_the_list_has_no_ranking_and_leads_to_every_page(found: Sheets) -> None:
    names = file_names(found)
    source = index_page(found, names)
    assert "without a ranking" in source
    assert "Mean Brier score" not in source
    links = [value for name, value in read(source).attributes if name == "href"]
    assert set(names.values()) <= set(links)


def test_names_of_pages_stay_in_their_folder_and_apart() -> None:
    speakers = ["../../etc/passwd", "Ада", "Яна", "A b", "a-B", "x" * 300, "con/../aux"]
    made = [said(f"S{at}", speaker=speaker) for at, speaker in enumerate(speakers)]
    names = list(file_names(sheets_of(Ledger.of(made))).values())
    assert len(set(names)) == len(speakers)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") for name in names)
    assert all(len(name) < 80 and ".." not in name for name in names)


def hostile(words: str) -> Ledger:
    """Return a ledger with `words` in place of every text from outside."""
    on = Question(text=words, kind="binary", rule=f"{words} rule")
    claim = Claim(statement="S1", speaker=words, kind="forecast", quote=words, document=words, place=words)
    forecast = next(one for one in records() if isinstance(one, Forecast) and one.statement == "S1")
    by = msgspec.structs.replace(forecast.made_by, name=words)
    made: list[Record] = [
        on,
        claim,
        Reading(statement="S1", question=on.id, label=words, note=words),
        msgspec.structs.replace(forecast, question=on.id, made_by=by, words=words, basis=words),
        Resolution(
            question=on.id,
            outcome="yes",
            by=words,
            note=words,
            evidence=(
                Evidence(url=f"javascript:{words}", quote=words, event=words),
                Evidence(url=f"https://example.org/{words}"),
            ),
        ),
    ]
    return Ledger.of(made)


def pages_of(words: str) -> list[str]:
    made = sheets_of(hostile(words))
    return [
        source_page(made.sources[0], made),
        index_page(made, {words: "a.html"}),
        picture_page(made),
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_markup_in_a_claim_stays_text(words: str) -> None:
    for plain, attacked in zip(pages_of("harmless"), pages_of(words), strict=True):
        harmless, found = read(plain), read(attacked)
        assert found.tags == harmless.tags
        assert not [name for name, _ in found.attributes if name.startswith("on")]
        links = [value or "" for name, value in found.attributes if name == "href"]
        assert all(link.startswith(("#", "https://example.org/", "a.html")) for link in links)


def test_what_turns_a_line_around_is_written_out() -> None:
    assert "safe[U+202E]gnp.exe" in pages_of("safe\u202egnp.exe")[0]


def test_the_seeds_come_to_what_their_readings_say(seeds: Sheets) -> None:
    """K04 by its three readings: void, 0.74, 0.02; the interviewer's claim is not Khamroev's."""
    khamroev = next(one for one in seeds.sources if one.source.name == "Bakhrom Khamroev")
    (widespread,) = [one for one in khamroev.statements if one.statement == "seeds:K04"]
    came = [one.outcome if one.loss is None else round(one.loss.value, 2) for one in widespread.readings]
    assert came == ["void", 0.74, 0.02]
    assert "seeds:K02" not in {one.statement for one in khamroev.statements}
    source = source_page(khamroev, seeds)
    assert "which come to void, 0.74 and 0.02" in source
    assert "No leaders, but protests are highly likely?" not in source
    assert "line 19" in source
    assert "they are no evidence about anybody" in source


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a browser for the tests of this file."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield started
        started.close()


def opened(browser: Browser, source: str, folder: Path, **options: Any) -> Page:
    path = folder / "page.html"
    path.write_text(source, encoding="utf-8")
    tab = browser.new_context(**options).new_page()
    tab.set_default_timeout(20_000)
    tab.goto(path.as_uri())
    return tab


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_hangs_over_the_side(
    browser: Browser, found: Sheets, page: str, tmp_path: Path, width: int
) -> None:
    for source in (page, index_page(found, {})):
        tab = opened(browser, source, tmp_path, viewport={"width": width, "height": 800})
        tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.context.close()


def test_the_page_asks_for_nothing_and_complains_of_nothing(
    browser: Browser, page: str, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    tab = browser.new_context().new_page()
    asked: list[str] = []
    complaints: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(path.as_uri())
    tab.mouse.wheel(0, 20_000)
    assert asked == [path.as_uri()]
    assert complaints == []
    tab.context.close()


def test_kinds_are_filtered_and_statements_ordered_with_the_keyboard_alone(
    browser: Browser, page: str, tmp_path: Path
) -> None:
    tab = opened(browser, page, tmp_path)
    visible = "[...document.querySelectorAll('.statement')].filter(each => !each.hidden).map(each => each.dataset.kind)"
    assert len(tab.evaluate(visible)) == 6
    for _ in range(4):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.name") == "kind":
            break
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate(visible) == ["forecast", "forecast"]
    assert tab.locator(".shown").inner_text() == "2 of 6 shown"
    tab.keyboard.press("ArrowLeft")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.name") == "order"
    tab.select_option("select[name=order]", "high")
    losses = tab.evaluate(
        "[...document.querySelectorAll('.statement')].map(each => Number(each.dataset.loss))"
    )
    assert losses == sorted(losses, reverse=True)
    tab.context.close()


def test_without_scripts_everything_is_there_and_no_dead_control(
    browser: Browser, page: str, tmp_path: Path
) -> None:
    tab = opened(browser, page, tmp_path, java_script_enabled=False)
    assert not tab.locator(".controls").is_visible()
    assert tab.locator(".statement").count() == 6
    assert all(tab.locator(".statement").nth(at).is_visible() for at in range(6))
    tab.context.close()


def test_print_has_no_controls_and_what_was_folded(browser: Browser, page: str, tmp_path: Path) -> None:
    tab = opened(browser, page, tmp_path)
    tab.emulate_media(media="print")
    assert not tab.locator(".controls").is_visible()
    assert tab.locator(".replaced").first.is_visible()
    tab.context.close()


def test_the_drawing_shows_the_curve_where_it_was_said(
    browser: Browser, found: Sheets, page: str, tmp_path: Path
) -> None:
    tab = opened(browser, page, tmp_path, viewport={"width": 1280, "height": 900})
    reliability = found.sources[0].summary.reliability
    assert reliability is not None
    place = tab.evaluate(
        """() => { const svg = document.querySelector('.drawing');
        const columns = [...svg.querySelectorAll('line.grid')].filter(each => each.x1.baseVal.value === each.x2.baseVal.value);
        const at = each => each.getBoundingClientRect().x;
        const dot = svg.querySelector('circle.point').getBoundingClientRect();
        return (dot.x + dot.width / 2 - at(columns[0])) / (at(columns[columns.length - 1]) - at(columns[0])); }"""
    )
    assert place == pytest.approx(reliability.probabilities[0], abs=0.01)
    tab.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_colours(
    browser: Browser, page: str, tmp_path: Path, scheme: str
) -> None:
    tab = opened(browser, page, tmp_path, color_scheme=scheme)
    paper, ink = (
        sum(int(part) for part in tab.evaluate(f"getComputedStyle(document.body).{name}")[4:-1].split(","))
        for name in ("backgroundColor", "color")
    )
    assert (paper > ink) is (scheme == "light")
    assert abs(paper - ink) > 400
    tab.context.close()
