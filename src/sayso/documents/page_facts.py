"""What an HTML page says about itself: title, outlet, author and date of publication."""

import html

from sayso.documents.markup import Tag, Text
from sayso.documents.paragraphs import PageFacts

META_NAMES = {
    "title": ("og:title", "twitter:title", "dc.title"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "publisher"),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author"),
    "published": (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "dc.date.issued",
        "dc.date",
        "parsely-pub-date",
        "date",
        "pubdate",
    ),
}
"""Names that pages use in `meta`, best first. Source: Open Graph protocol, schema.org, Dublin Core."""


class FactFinder:
    """Gathers a page's facts while its tags go by."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._meta: dict[str, str] = {}
        self._title: str | None = None
        self._time: str | None = None

    def see(self, token: Text | Tag) -> None:
        """Take in the next tag or stretch of text."""
        if isinstance(token, Text):
            if token.within == "title" and self._title is None:
                self._title = _clean(self._source[token.start : token.end])
            return
        if token.closing:
            return
        attributes = token.attributes
        if token.name == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            value = _clean(attributes.get("content", ""))
            if name and value:
                self._meta.setdefault(name.lower(), value)
        elif token.name == "time" and self._time is None:
            self._time = _clean(attributes.get("datetime", ""))

    def facts(self) -> PageFacts:
        """Return what the page said, best source first; a fact that it did not state is None."""
        author = self._first("author")
        if author is not None and "://" in author:
            author = None  # a link to a profile is no name
        return PageFacts(
            title=self._first("title") or self._title,
            outlet=self._first("outlet"),
            author=author,
            published=self._first("published") or self._time,
        )

    def _first(self, fact: str) -> str | None:
        """Return the value of the best name under which the page states the fact."""
        return next((self._meta[name] for name in META_NAMES[fact] if name in self._meta), None)


def _clean(value: str) -> str | None:
    """Return the value as a reader sees it, None when nothing is left."""
    return " ".join(html.unescape(value[:1000]).split()) or None
