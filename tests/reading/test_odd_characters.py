"""Characters that do not show, that combine, or that no text should hold: every quotation stands where it says."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.actors import ActorTable
from sayso.documents import in_source, read_document
from sayso.reading.read import Reader
from sayso.statements.catalogue import Catalogue
from sayso.statements.lexicon import Lexicon

ACTORS = ActorTable.load()[0]
READER = Reader(actors=ACTORS, catalogue=Catalogue.load()[0], lexicon=Lexicon.load())

SAID = [
    "Mass unrest in Uzbekistan is unlikely this year, the minister said.",
    "If protests spread to Tashkent, the security forces will probably be unable to suppress them.",
    "Russia will strengthen its influence in Kazakhstan, the analyst said.",
]
ODD = [
    "\x00", "\x1b[31m", "\x0b", "\x0c", "\x85", "\u2028", "\r", "\r\n", "\t", "\xa0", "\u3000", "\xad", "\u200b", "\u200d", "\u202e",
    "\u2066", "\ufeff", "e\u0301", "\u0301\u0301", "\U0001f468\u200d\U0001f469", "\U000e0041", "İ", "ß", "ﬁ", "½", "Чечня", "مرحبا", "中国",
    "“", "”", "»", '"', "<p>", "</p>", "<!--", "-->", "&shy;", "&#x110000;", "&lt;", "<b>", "\n\n", "Q:", "((((", "_", "http://x.y",
]  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(SAID), st.sampled_from(ODD)), min_size=1, max_size=12),
    st.sampled_from(["", " "]),
    st.sampled_from(["report.txt", "report.html"]),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_every_quotation_stands_at_its_place(pieces: list[str], gap: str, name: str, encoding: str) -> None:
    document, _ = read_document(gap.join(pieces).encode(encoding), name, actors=ACTORS)
    if document is None:
        return
    for one in READER.read(document)[0]:
        assert document.text[one.start : one.end] == one.quote != ""
        in_source(document, one.start, one.end)
