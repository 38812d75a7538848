"""Who speaks where in an interview: questions and answers, with labels or without.

An interview is known by its structure: short paragraphs that ask, each followed by an answer, and by signs
that two people talk. Where turns carry labels (`Q:`, `Ivanov:`), the labels decide.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from statistics import median
from tomllib import loads
from typing import Literal, TypeAlias

import msgspec

from sayso.documents.names import is_name
from sayso.documents.paragraphs import Paragraph
from sayso.documents.remarks import remarks

Part: TypeAlias = Literal["question", "answer"]

LONGEST_QUESTION = 600
"""Longest paragraph, in characters, that is taken for an unlabelled question: past that a paragraph that
ends by asking is an argument with a rhetorical close."""
ASKING_SHARE = 0.3
"""Least share of a question's sentences that ask: one in three, so that a question with two sentences
of lead-in still counts and a paragraph of four statements with a rhetorical close does not."""
MOST_LABELS = 60
"""Most labels with which a text can be a talk: a large panel, each in two spellings, and stray colons."""
RAREST = 0.1
"""Least share of paragraphs that ask, from the first question on: answers of nine paragraphs are rare."""
SHORTEST_ANSWERS = 0.6
"""Least length of the median answer, in lengths of the median question."""

_LABEL = re.compile(r"(?P<dash>[-–—]\s*)?(?P<label>[^\W\d_][^:\n?!]{0,48}?)\s*:(?:\s+|$)")
_LETTER = re.compile(r"(?P<label>[QA])\s*[.:)\]-]\s+")
_ASKS = re.compile(r"\?[\"'”’»)\]\s*_]*$")
_SENTENCE_ENDS = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_YOU = re.compile(r"\byou(?:rs?)?\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\bI\b|\b(?:my|me)\b")
_DASH = re.compile(r"[-–—]\s+")
_VOCATIVE = re.compile(r"(?:[-–—]\s+)?(?P<name>[^\W\d_a-z][\w'’-]+(?:\s[^\W\d_a-z][\w'’-]+)?),\s")


class SpokenPart(msgspec.Struct, frozen=True, kw_only=True):
    """One paragraph's part in an interview."""

    part: Part
    label: str | None = None
    """The name or letter that it begins with, as written."""
    label_length: int = 0
    """Code points up to what is said."""


class InterviewWords(msgspec.Struct, frozen=True, kw_only=True):
    """The word lists of `data/interview.toml`, in lower case."""

    questioners: frozenset[str]
    answerers: frozenset[str]
    announced: re.Pattern[str]
    no_labels: frozenset[str]


@cache
def _words() -> InterviewWords:
    """Return the words by which an interview and its speakers are known."""
    text = resources.files("sayso.documents").joinpath("data/interview.toml").read_text(encoding="utf-8")
    table = loads(text)
    return InterviewWords(
        questioners=frozenset(table["questioner"]["labels"]),
        answerers=frozenset(table["answerer"]["labels"]),
        announced=re.compile("|".join(table["announced"]["patterns"]), re.IGNORECASE),
        no_labels=frozenset(table["not_a_label"]["words"]),
    )


def parts(
    paragraphs: Sequence[Paragraph], *, title: str | None, outlet: str | None = None
) -> Mapping[int, SpokenPart] | None:
    """Return which of the paragraphs ask and which answer, by index; None when this is no interview.

    Args:
        paragraphs: the running text after the title, in order.
        title: the title's words, where there is one.
        outlet: the outlet's name, which may label the questions.
    """
    return _labelled(paragraphs, title, outlet) or _unlabelled(paragraphs, title)


def _labelled(
    paragraphs: Sequence[Paragraph], title: str | None, outlet: str | None
) -> dict[int, SpokenPart] | None:
    """Return the parts where paragraphs carry labels of two speakers or more, one of whom asks."""
    labels = {index: label for index, one in enumerate(paragraphs) if (label := _label(one)) is not None}
    counts = Counter(label for label, _ in labels.values())
    if len(counts) > MOST_LABELS:
        return None
    often = _often(counts)
    plain = {name.lower() for name in counts}
    letters = bool(plain & _words().questioners) and bool(plain & _words().answerers)
    least = 2
    if len(often) < least or (len(labels) < 2 * least and not letters):
        return None
    questioner = _questioner(paragraphs, labels, often, outlet)
    if questioner is None:
        return None
    spoken: dict[int, SpokenPart] = {}
    part: Part | None = None
    for index in range(len(paragraphs)):
        word, length = labels.get(index, (None, 0))
        if word is not None and word in often:
            asking = word.lower() in _words().questioners or _resemble(word, questioner)
            part = "question" if asking else "answer"
            spoken[index] = SpokenPart(part=part, label=word, label_length=length)
        elif part is not None:
            spoken[index] = SpokenPart(part=part)
    # `Ghana: ...`, `Togo: ...?` is a list: where only question marks tell who asks, a sign of talk is needed
    told = questioner.lower() in _words().questioners or questioner == outlet
    return spoken if told or _signs(paragraphs, min(spoken), _runs(spoken), title) else None


def _often(counts: Mapping[str, int]) -> set[str]:
    """Return the labels that stand more than once or say what they are.

    `Moussa Tchangari:` once and `Tchangari:` once are two turns of one speaker.
    """
    known = _words().questioners | _words().answerers
    return {
        name
        for name in counts
        if name.lower() in known or sum(count for one, count in counts.items() if _resemble(name, one)) > 1
    }


def _dash(paragraph: Paragraph) -> int:
    """Return the length of the dash with which a turn begins in some countries' print, 0 without one."""
    dash = _DASH.match(paragraph.text)
    return 0 if dash is None else dash.end()


def _runs(spoken: Mapping[int, SpokenPart]) -> list[tuple[Part, list[int]]]:
    """Return the runs of asking and answering paragraphs."""
    runs: list[tuple[Part, list[int]]] = []
    for index, one in sorted(spoken.items()):
        if runs and runs[-1][0] == one.part:
            runs[-1][1].append(index)
        else:
            runs.append((one.part, [index]))
    return runs


def _label(paragraph: Paragraph) -> tuple[str, int] | None:
    """Return the label that a paragraph begins with and its length with what follows it."""
    match = _LETTER.match(paragraph.text) or _LABEL.match(paragraph.text[:80])
    if match is None:
        return None
    label = match["label"].strip()
    if label.lower() in _words().no_labels:
        return None
    known = label.lower() in _words().questioners | _words().answerers
    short = label[0].isupper() and len(label.split()) <= 4  # noqa: PLR2004 - as many as names have
    bold = 0 < paragraph.bold_start <= len(match.group()) + 1 and label[0].isupper()
    named = known or short or bold or is_name(label) or "/" in label
    return (label, match.end()) if named else None


def _questioner(
    paragraphs: Sequence[Paragraph],
    labels: Mapping[int, tuple[str, int]],
    often: set[str],
    outlet: str | None,
) -> str | None:
    """Return the label of the one who asks: by its word, by the outlet's name, or by the question marks."""
    known = next((name for name in sorted(often) if name.lower() in _words().questioners), None)
    if known is None and outlet is not None:
        known = next((name for name in sorted(often) if name.lower() == outlet.lower()), None)
    if known is not None:
        return known
    shares = {}
    for name in sorted(often):
        if name.lower() in _words().answerers:
            continue
        turns = [paragraphs[at].text for at, (label, _) in labels.items() if _resemble(label, name)]
        shares[name] = sum(_ASKS.search(turn[-12:]) is not None for turn in turns) / len(turns)
    best = max(shares, key=lambda name: shares[name], default=None)
    half = 0.5
    return best if best is not None and shares[best] >= half else None


def _resemble(label: str, other: str) -> bool:
    """Tell whether one label is the other or its last words: `Moussa Tchangari` and `Tchangari`."""
    short, long = sorted((label.lower().split(), other.lower().split()), key=len)
    return long[len(long) - len(short) :] == short


def _unlabelled(paragraphs: Sequence[Paragraph], title: str | None) -> dict[int, SpokenPart] | None:
    """Return the parts where questions are known by asking alone, or by bold type."""
    bold = sum(one.bold and asks(one) for one in paragraphs) > 1
    asking = [asks(one) and (one.bold or not bold) for one in paragraphs]
    least = 2
    if sum(asking) < least:
        return None
    first = asking.index(True)
    if bold:
        # where questions are set bold, a bold remark between them is the interviewer's too
        later = enumerate(paragraphs)
        asking = [asking[index] or (index > first and one.bold and not one.heading) for index, one in later]
    else:
        put = remarks(paragraphs, asking)
        asking = [asked or index in put for index, asked in enumerate(asking)]
    spoken = {
        index: SpokenPart(part="question" if asking[index] else "answer", label_length=_dash(one))
        for index, one in enumerate(paragraphs[first:], start=first)
    }
    turns = _runs(spoken)
    answers = [run for part, run in turns if part == "answer"]
    questions = [run for part, run in turns if part == "question"]
    if len(questions) < least or len(answers) < len(questions) - 1:
        return None
    rare = len(questions) < RAREST * (len(paragraphs) - first)
    if rare or not (bold or _longer_answers(paragraphs, questions, answers)):
        return None
    if _signs(paragraphs, first, turns, title) < least:
        return None
    return spoken


def asks(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph may be an interviewer's question.

    >>> asks(Paragraph(start=0, end=18, text="What happens next?"))
    True
    """
    text = paragraph.text
    if len(text) > LONGEST_QUESTION or _ASKS.search(text[-12:]) is None:
        return False
    ends = [end.group() for end in _SENTENCE_ENDS.finditer(text)]
    asked = sum("?" in end for end in ends)
    return asked >= ASKING_SHARE * len(ends)


def _longer_answers(
    paragraphs: Sequence[Paragraph], questions: Sequence[Sequence[int]], answers: Sequence[Sequence[int]]
) -> bool:
    """Tell whether answers are as long as questions, or nearly."""

    def length(run: Sequence[int]) -> int:
        return sum(paragraphs[index].end - paragraphs[index].start for index in run)

    return bool(answers) and median(map(length, answers)) >= SHORTEST_ANSWERS * median(map(length, questions))


def _signs(
    paragraphs: Sequence[Paragraph],
    first: int,
    turns: Sequence[tuple[Part, Sequence[int]]],
    title: str | None,
) -> int:
    """Count the signs that two people talk, of five.

    They are: an announcement, a name before the title's colon, an address in a question, the first person
    in a third of the answers, and a dash before every question.
    """
    preface = " ".join([title or "", *(one.text[:2000] for one in paragraphs[:first])])
    asked = [paragraphs[index].text for part, run in turns if part == "question" for index in run]
    said = [
        " ".join(paragraphs[index].text[:2000] for index in run) for part, run in turns if part == "answer"
    ]
    third = 3
    return (
        (_words().announced.search(preface) is not None)
        + (title is not None and title_speaker(title) is not None)
        + (any(_YOU.search(text) for text in asked) or any(_VOCATIVE.match(text) for text in asked))
        + all(_DASH.match(text) for text in asked)
        + (third * sum(_FIRST_PERSON.search(text) is not None for text in said) >= len(said))
    )


def title_speaker(title: str) -> str | None:
    """Return the name that a title puts before a colon: `Khamroev: It is important ...`.

    >>> title_speaker("Khamroev: It is important for Uzbekistan to cooperate")
    'Khamroev'
    """
    match = _LABEL.match(title)
    if match is None or not is_name(match["label"]) or match["label"].lower() in _words().no_labels:
        return None
    return match["label"]


def addressed(question: str) -> str | None:
    """Return the name by which a question addresses the one who is asked.

    >>> addressed("Bakhrom, who can lead the people?")
    'Bakhrom'
    """
    match = _VOCATIVE.match(question)
    return None if match is None or not is_name(match["name"]) else match["name"]
