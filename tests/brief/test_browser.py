"""The page in a browser: what a reader on a phone, in print, in the dark or without scripts sees."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from sayso.brief.html import to_html
from sayso.brief.records import Brief

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=900)

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}")

LIT = """number => [...document.querySelectorAll('.m-' + number)].map(each => ({
  text: each.textContent,
  colour: getComputedStyle(each).backgroundColor,
  top: each.getBoundingClientRect().top,
  bottom: each.getBoundingClientRect().bottom,
}))"""
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a browser for the tests of this file."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def written(brief: Brief, tmp_path: Path) -> str:
    """Return the address of the page."""
    path = tmp_path / "brief.html"
    path.write_text(to_html(brief), encoding="utf-8")
    return path.as_uri()


def opened(browser: Browser, address: str, **options: Any) -> Page:
    page = browser.new_context(**options).new_page()
    page.set_default_timeout(20_000)
    page.goto(address)
    return page


@pytest.mark.parametrize("java_script_enabled", [True, False])
@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_claim_opens_the_text_at_its_place(
    browser: Browser,
    written: str,
    brief: Brief,
    number: int,
    java_script_enabled: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    page = opened(browser, written, viewport=PHONE, java_script_enabled=java_script_enabled)
    page.click(f"#claim-{number} blockquote a")
    lit = page.evaluate(LIT, number)
    claim = next(each for each in brief.claims if each.number == number)
    assert "".join(each["text"] for each in lit) == claim.quote
    assert all(each["top"] >= 0 and each["bottom"] <= PHONE["height"] for each in lit)
    others = page.evaluate(LIT, 2)
    assert {each["colour"] for each in lit} != {each["colour"] for each in others}
    page.context.close()


def test_the_number_in_the_text_leads_back_to_the_claim(browser: Browser, written: str) -> None:
    page = opened(browser, written, viewport=DESKTOP, java_script_enabled=False)
    page.click("a.ref[data-number='3']")
    place = page.locator("#claim-3").bounding_box()
    assert place is not None
    assert 0 <= place["y"] < DESKTOP["height"]
    page.context.close()


def test_a_link_into_a_folded_speaker_opens_it(browser: Browser, brief: Brief, tmp_path: Path) -> None:
    usual = brief.speakers[0].claims[1]
    many = tuple(msgspec.structs.replace(usual, number=number) for number in range(1, 101))
    path = tmp_path / "many.html"
    speakers = (msgspec.structs.replace(brief.speakers[0], claims=many),)
    path.write_text(to_html(msgspec.structs.replace(brief, speakers=speakers)), encoding="utf-8")
    page = opened(browser, path.as_uri(), viewport=PHONE)
    assert not page.locator("#claim-77").is_visible()
    page.evaluate("location.hash = 'claim-77'")
    page.locator("#claim-77").wait_for(state="visible")
    page.context.close()


@pytest.mark.parametrize("address", ["", "#text-1", "#outlook"])
def test_the_page_asks_the_network_for_nothing(browser: Browser, written: str, address: str) -> None:
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(written + address)
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(200)
    assert [url for url in asked if not url.startswith("file:")] == []
    assert len(asked) == 1
    assert complaints == []
    context.close()


@pytest.mark.parametrize("java_script_enabled", [True, False])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_hangs_over_the_side(
    browser: Browser,
    written: str,
    width: int,
    java_script_enabled: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    page = opened(
        browser,
        written,
        viewport={"width": width, "height": 740},
        java_script_enabled=java_script_enabled,
    )
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_one_word_without_end_does_not_widen_the_phone(
    browser: Browser, brief: Brief, tmp_path: Path
) -> None:
    long = "x" * 4_000
    documents = tuple(
        msgspec.structs.replace(each, title=long, text=long, zones=()) for each in brief.documents
    )
    path = tmp_path / "long.html"
    path.write_text(
        to_html(msgspec.structs.replace(brief, title=long, documents=documents)), encoding="utf-8"
    )
    page = opened(browser, path.as_uri(), viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.context.close()


def test_the_mark_that_folds_a_speaker_stays_beside_a_long_name(
    browser: Browser, brief: Brief, tmp_path: Path
) -> None:
    name = "Press service of the Ministry of Foreign Affairs"
    speakers = tuple(msgspec.structs.replace(each, name=name) for each in brief.speakers)
    path = tmp_path / "named.html"
    path.write_text(to_html(msgspec.structs.replace(brief, speakers=speakers)), encoding="utf-8")
    page = opened(browser, path.as_uri(), viewport=PHONE)
    above = page.evaluate(
        """[...document.querySelectorAll('.speaker > summary')].map(each =>
          each.querySelector('h3').getClientRects()[0].top - each.getBoundingClientRect().top)"""
    )
    # a line of its own for the mark would push the name down by its height
    assert above
    assert max(above) < 14
    page.context.close()


def test_text_on_the_phone_is_not_small(browser: Browser, written: str) -> None:
    page = opened(browser, written, viewport=PHONE)
    sizes = page.evaluate(
        """[...document.querySelectorAll('p, li, blockquote, .row span, .row b, dd, dt')]
        .map(each => parseFloat(getComputedStyle(each).fontSize))"""
    )
    assert min(sizes) >= 11
    page.context.close()


def test_the_page_follows_the_readers_dark_mode(browser: Browser, written: str) -> None:
    seen = []
    for scheme in ("light", "dark"):
        page = opened(browser, written, color_scheme=scheme, viewport=DESKTOP)
        seen.append((page.evaluate(BACKGROUND), page.evaluate("getComputedStyle(document.body).color")))
        page.context.close()
    brightness = [[sum(int(part) for part in rgb[4:-1].split(",")) for rgb in pair] for pair in seen]
    (light_paper, light_ink), (dark_paper, dark_ink) = brightness
    assert light_paper > 600
    assert light_ink < 200
    assert dark_ink > 500
    assert dark_paper < 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: Browser, written: str, scheme: str) -> None:
    """Contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3) for the colours that text is set in."""
    page = opened(browser, written, color_scheme=scheme, viewport=DESKTOP)
    names = ["ink", "soft", "link", "accent", "paper", "tint", "mark", "lit", "lit-ink"]
    found = page.evaluate(
        "names => { const style = getComputedStyle(document.documentElement);"
        "return names.map(name => style.getPropertyValue('--' + name).trim()); }",
        names,
    )
    colour = dict(zip(names, found, strict=True))
    pairs = [(text, ground) for text in ("ink", "soft", "link", "accent") for ground in ("paper", "tint")]
    for text, ground in [*pairs, ("ink", "mark"), ("lit-ink", "lit"), ("link", "mark")]:
        assert contrast(colour[text], colour[ground]) >= 4.5, (text, ground)
    page.context.close()


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours. Source: WCAG 2.2, definition of relative luminance."""
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_print_has_the_claims_and_no_list_of_contents(browser: Browser, written: str) -> None:
    page = opened(browser, written, viewport=DESKTOP, java_script_enabled=False)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = false; })")
    page.emulate_media(media="print")
    assert not page.locator("nav.contents").is_visible()
    box = page.locator("#claim-1").bounding_box()
    assert box is not None
    assert box["height"] > 20
    page.context.close()


def test_no_script_of_a_document_runs(browser: Browser, brief: Brief, tmp_path: Path) -> None:
    attack = "</title></style></script><img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    documents = tuple(
        msgspec.structs.replace(each, title=attack, text=attack * 2, zones=(), language=f'"{attack}')
        for each in brief.documents
    )
    path = tmp_path / "attack.html"
    page_source = to_html(msgspec.structs.replace(brief, title=attack, documents=documents))
    path.write_text(page_source, encoding="utf-8")
    page = opened(browser, path.as_uri(), viewport=DESKTOP)
    page.wait_for_timeout(100)
    assert page.title() != "owned"
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 1
    page.context.close()


def test_the_policy_stops_a_script_that_got_in_all_the_same(
    browser: Browser, brief: Brief, tmp_path: Path
) -> None:
    path = tmp_path / "injected.html"
    source = to_html(brief).replace("</main>", "<script>document.title='owned'</script></main>")
    path.write_text(source, encoding="utf-8")
    page = opened(browser, path.as_uri(), viewport=DESKTOP)
    assert page.title() == brief.title
    page.context.close()


def test_headings_go_down_one_step_at_a_time(browser: Browser, written: str) -> None:
    page = opened(browser, written, viewport=DESKTOP)
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5')].map(each => Number(each.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    page.context.close()


def test_the_picture_can_be_heard(browser: Browser, written: str, brief: Brief) -> None:
    """A screen reader gets names and numbers as text; the drawings are hidden from it."""
    page = opened(browser, written, viewport=DESKTOP)
    said = page.locator("figure.picture").inner_text()
    for row in brief.outlooks[0].rows:
        assert row.label in said
    assert "31%" in said
    assert (
        page.locator("figure.picture svg:not([aria-hidden='true'])").count()
        == page.locator("figure.picture svg[aria-hidden='true'] svg").count()
    )
    assert page.locator("details.table table caption").count() == 1
    page.context.close()


def test_marks_stand_where_their_probability_is(browser: Browser, written: str, brief: Brief) -> None:
    page = opened(browser, written, viewport=DESKTOP)
    lanes = page.evaluate(
        """[...document.querySelectorAll('.outcome:first-of-type .lane')].map(lane => {
        const grid = [...lane.querySelectorAll('line.grid')].map(each => each.getBoundingClientRect().x);
        const mark = lane.querySelector('path').getBoundingClientRect();
        return (mark.x + mark.width / 2 - grid[0]) / (grid[4] - grid[0]); })"""
    )
    row = brief.outlooks[0].rows[0]
    wanted = [row.common.mean, row.speakers[0].mean, row.speakers[1].mean]
    assert lanes[:3] == pytest.approx(wanted, abs=0.01)
    page.context.close()
