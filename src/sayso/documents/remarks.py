"""What an interviewer puts without asking, where nothing but the order of paragraphs tells who speaks."""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from statistics import median
from tomllib import loads

from sayso.documents.paragraphs import Paragraph

LONGEST_REMARK = 300
"""Longest remark, in characters: half of the longest question."""
ANSWER_RATIO = 2
"""How many times as long as a remark the answer to it is at least, at the median."""


@cache
def _cues(entry: str) -> re.Pattern[str]:
    """Return one of the lists of remarks in `data/interview.toml` as a pattern."""
    text = resources.files("sayso.documents").joinpath("data/interview.toml").read_text(encoding="utf-8")
    return re.compile("|".join(loads(text)["remark"][entry]), re.IGNORECASE)


def remarks(paragraphs: Sequence[Paragraph], asking: Sequence[bool]) -> frozenset[int]:
    """Return the paragraphs between questions that are the interviewer's too, by index.

    Where every answer is one paragraph, an odd number stands between two questions; if there are three or
    more, each second one is a remark, and it is shorter than what stands around it. Elsewhere only words such
    as `Let us turn to` tell.

    Args:
        paragraphs: those of the interview and its preface.
        asking: which of them ask.
    """
    lengths = [len(one.text) for one in paragraphs]
    stretches = _stretches(asking)
    told = frozenset(
        index
        for stretch in stretches
        for index in stretch[1:-1]
        if lengths[index] <= LONGEST_REMARK < 2 * lengths[index + 1]
        and _cues("strong").match(paragraphs[index].text)
    )
    if any(len(stretch) % 2 == 0 for stretch in stretches):
        return told
    second = [index for stretch in stretches for index in stretch[1::2]]
    fits = all(
        lengths[index] <= LONGEST_REMARK and lengths[index] < min(lengths[index - 1], lengths[index + 1])
        for index in second
    )
    if not second or not fits:
        return told
    longer = median(lengths[index + 1] for index in second) >= ANSWER_RATIO * median(
        lengths[index] for index in second
    )
    alone = len(second) == 1 and _cues("weak").search(paragraphs[second[0]].text) is None
    return frozenset(second) if longer and not alone else told


def _stretches(asking: Sequence[bool]) -> list[list[int]]:
    """Return the runs of paragraphs after each question up to the next."""
    runs: list[list[int]] = []
    for index, asked in enumerate(asking):
        if asked:
            runs.append([])
        elif runs:
            runs[-1].append(index)
    return [run for run in runs if run]
