"""Posts around a state's name: `the Uzbek leader`, `the president of Georgia`."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sayso.actors.lexis import Lexis, PostWords
from sayso.actors.office import Office

_LONGEST_AFTER = 120
_LONGEST_BEFORE = 90
_BLANK = r"[^\S\n]{1,3}(?:\n[^\S\n]{0,3})?|\n[^\S\n]{0,3}"

OfficesOf = Callable[[str], Sequence[Office]]
"""All offices of a state or organisation, whatever the date."""


class Post(NamedTuple):
    """A post named beside a state, before its holder is looked for."""

    start: int
    end: int
    words: PostWords
    certain: bool
    """False for a former, deputy or opposition post."""


class Posts:
    """The compiled patterns of post words."""

    def __init__(self, lexis: Lexis) -> None:
        """Compile the post words and modifiers of `lexis`."""
        self.by_words = {words.lower(): post for post in lexis.posts for words in post.words}
        self._not_holder = lexis.not_holder
        ordered = sorted(self.by_words, key=len, reverse=True)
        post = "|".join(_pattern(words) for words in ordered)
        modifiers = "|".join(
            _pattern(words) for words in sorted(lexis.holder | lexis.not_holder, key=len, reverse=True)
        )
        modified = rf"(?P<modifiers>(?:(?:{modifiers})(?:{_BLANK}|-)){{0,3}})(?P<post>{post})"
        self._after = re.compile(
            rf"(?:['’]s?|s['’])?(?:{_BLANK}|-){modified}(?P<elect>-elect|-designate)?(?![^\W_])",
            re.IGNORECASE,
        )
        self._before = re.compile(
            rf"(?<![^\W_]){modified}(?:{_BLANK})of(?:{_BLANK})(?:the(?:{_BLANK}))?$", re.IGNORECASE
        )

    def around(self, text: str, start: int, end: int, *, floor: int, named: bool) -> Post | None:
        """Return the post beside the state's name at `start` to `end`, not before `floor`.

        `named` is false for an adjective, before which `president of the` belongs to what follows it.
        """
        after = self._after.match(text, end, end + _LONGEST_AFTER)
        if after is not None:
            post = self._post(after, start=start, end=after.end())
            return post._replace(certain=post.certain and not self._denied_before(text, start, floor))
        if named and text[max(0, start - 4) : start].rstrip().lower().endswith(("of", "the")):
            window = max(floor, start - _LONGEST_BEFORE)
            before = self._before.search(text[window:start])
            if before is not None:
                return self._post(before, start=window + before.start(), end=end)
        return None

    def _post(self, match: "re.Match[str]", *, start: int, end: int) -> Post:
        """Return the post that a pattern met, certain unless its modifiers deny it."""
        words = re.sub(r"\s+", " ", match["post"].lower())
        said = set(re.split(r"[\s-]+", match["modifiers"].lower()))
        elect = match.groupdict().get("elect")
        return Post(start, end, self.by_words[words], not elect and not said & self._not_holder)

    def _denied_before(self, text: str, start: int, floor: int) -> bool:
        """Tell whether a word such as `former` stands before the state's name."""
        words = re.split(r"[\s-]+", text[max(floor, start - 14) : start].rstrip(" -").lower())
        return words[-1] in self._not_holder


def _pattern(words: str) -> str:
    """Return the pattern of a phrase, which a line break may cut."""
    return rf"(?:{_BLANK})".join(re.escape(part) for part in words.split(" "))


def could_hold(office: Office, words: PostWords) -> bool:
    """Tell whether the post words can mean this office."""
    if words.government:
        return False
    if words.leads:
        return office.leads
    if words.title is not None:
        return office.title.lower().startswith(words.title)
    return office.role == words.role


def holder_of(
    post: Post, offices: Sequence[Office], at_date: Sequence[Office], following: str | None
) -> str | None:
    """Return the person who holds the post, or None rather than a guess.

    `offices` are all of the state, `at_date` those that overlap the text's date, `following` is the
    person named right after the post: if they ever held it, it is they who are meant.
    """
    if not post.certain:
        return None
    if following is not None and any(
        office.holder == following for office in offices if could_hold(office, post.words)
    ):
        return following
    holders = {office.holder for office in at_date if could_hold(office, post.words)}
    return holders.pop() if len(holders) == 1 else None
