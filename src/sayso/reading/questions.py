"""What a question asks and what it takes for granted."""

from collections.abc import Sequence

from sayso.language.annotation import Token, Word
from sayso.reading.clauses import split_clauses
from sayso.reading.wordlists import Words


def asked(tokens: Sequence[Token], place: int, words: Words) -> bool:
    """Tell whether the word at code point `place` stands in what a question asks, which claims nothing."""
    if not any(token.text == "?" for token in tokens[-3:]):
        return False
    told = split_clauses(tuple(tokens), words)
    return not any(clause.start <= place < clause.end for clause in told)


def wondered(words: Sequence[Word], head: int) -> bool:
    """Tell whether a word stands in or below a clause with `whether`: `he asked whether it holds`."""
    opened = {word.head for word in words if word.lower == "whether" and word.relation == "mark"}
    seen: set[int] = set()
    while head >= 0 and head not in seen:
        if head in opened:
            return True
        seen.add(head)
        head = words[head].head
    return False
