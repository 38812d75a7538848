"""What stands around a name: is the word before it a first name, is the line a headline or shouted."""

from sayso.actors.lexis import Lexis
from sayso.actors.tokens import WORD, next_word, previous_word

_LINE_REACH = 160
_LONG_WORD = 4
_HEADLINE_SHARE = 0.75
_HEADLINE_WORDS = 3


def given_name_before(text: str, start: int, floor: int, lexis: Lexis) -> str | None:
    """Return the word before `start` if it reads as somebody's first name or initial.

    `floor` is where the name before ends; a name of the table is nobody's first name.
    """
    preceding = previous_word(text, start)
    if preceding is None or preceding[1] < floor or "\n" in text[preceding[1] : start]:
        return None
    word = preceding[0]
    if not word[0].isupper() or word.lower() in lexis.titles or word.lower() in lexis.openers:
        return None
    if text[preceding[1] + len(word) : start].strip(" .\t\xa0"):
        return None  # a hyphen or an apostrophe: `Putin-Karimov`, `Moscow's Lavrov`
    return word


def title_before(text: str, start: int, lexis: Lexis) -> bool:
    """Tell whether a title of office such as `President`, or `Mr.`, stands before `start`."""
    preceding = previous_word(text, start)
    return bool(preceding is not None and preceding[0].lower() in lexis.office_titles)


def surname_after(text: str, end: int, ceiling: int, lexis: Lexis) -> bool:
    """Tell whether a capitalised word follows at once that may be the rest of another name.

    `ceiling` is where the next name of the table starts, which is no rest of this one.
    """
    following = next_word(text, end)
    if following is None or text[end : end + 1] != " ":
        return False
    word, stop = following
    if stop > ceiling or len(word) < 2 or not word[0].isupper() or word.isupper():  # noqa: PLR2004 - an initial
        return False
    return word.lower() not in lexis.titles and word.lower() not in lexis.openers


def is_headline(text: str, at: int) -> bool:
    """Tell whether the line around `at` reads as a headline.

    It is short, has no full stop at its end, and writes most long words after the first with a capital.
    """
    line = _line(text, at).rstrip()
    if len(line) > _LINE_REACH or line.endswith("."):
        return False
    long_words = [word for word in WORD.findall(line)[1:] if len(word) >= _LONG_WORD]
    if len(long_words) < _HEADLINE_WORDS:
        return False
    capitals = sum(1 for word in long_words if word[0].isupper())
    return capitals >= _HEADLINE_SHARE * len(long_words)


def is_shouted(text: str, at: int) -> bool:
    """Tell whether the line around `at` holds several words and no small letter."""
    line = _line(text, at)
    return line.upper() == line and len(WORD.findall(line)) >= _HEADLINE_WORDS


def _line(text: str, at: int) -> str:
    """Return the part of the line around `at` that is looked at."""
    begin = max(text.rfind("\n", max(0, at - _LINE_REACH), at) + 1, at - _LINE_REACH, 0)
    stop = text.find("\n", at, at + _LINE_REACH)
    return text[begin : stop if stop >= 0 else at + _LINE_REACH]
