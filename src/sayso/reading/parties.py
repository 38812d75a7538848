"""Which actors a word of a paragraph stands for."""

from collections.abc import Sequence

from sayso.language.annotation import Paragraph, Word
from sayso.reading.context import Context
from sayso.reading.strangers import Strangers

_PHRASE = frozenset(
    {"nmod", "nmod:poss", "amod", "compound", "appos", "flat", "nmod:desc", "det", "case", "nummod"}
)
_BOTH = frozenset(
    {"both", "two", "each", "sides", "neighbours", "neighbors", "countries", "capitals", "governments"}
)
_OWN = frozenset({"we", "us", "our", "ours", "my", "i"})
_CLAUSES = frozenset({"conj", "parataxis"})
_DEPTH = 6


class Parties:
    """The actors of one paragraph, by word; held state: the paragraph's tree turned round."""

    def __init__(self, paragraph: Paragraph, context: Context, strangers: Strangers) -> None:
        """Look at `paragraph` with what `context` knows at its beginning."""
        self._words = paragraph.words
        self.context = context
        self._children: dict[int, list[int]] = {}
        for at, word in enumerate(paragraph.words):
            self._children.setdefault(word.head, []).append(at)
        self._located: dict[int, str] = {}
        """The state by word, where the word names a town or a part of it."""
        self._named = self._names(paragraph, strangers)

    def _names(self, paragraph: Paragraph, strangers: Strangers) -> dict[int, str]:
        """Return the actor that each word is part of the name of."""
        named = {}
        for sentence in paragraph.sentences:
            places = self.context.places(sentence.tokens)
            for at in range(sentence.first_word, sentence.last_word):
                word = paragraph.words[at]
                place = next(
                    (
                        place
                        for place in places
                        if sentence.tokens[place.first].start < word.end
                        and word.start < sentence.tokens[place.last - 1].end
                    ),
                    None,
                )
                actor = None if place is None else place.actor
                if place is not None and place.how == "place":
                    self._located[at] = place.actor
                if actor is None and word.text[0].isupper():
                    actor = strangers.state(word.text)
                if actor is not None:
                    named[at] = actor
        for span in paragraph.names:
            inside = range(span.first, span.last)
            name = " ".join(self._words[at].text for at in inside)
            unknown = strangers.state(name) or strangers.body(name)
            if unknown is not None and not any(at in named for at in inside):
                named.update(dict.fromkeys(inside, unknown))
        return named

    def named(self, first: int, last: int) -> list[str]:
        """Return the actors named in words `[first, last)`, each once, in text order."""
        return list(dict.fromkeys(self._named[at] for at in range(first, last) if at in self._named))

    def located(self, first: int, last: int) -> list[str]:
        """Return the states whose towns or parts words `[first, last)` name, each once, in text order."""
        return list(dict.fromkeys(self._located[at] for at in range(first, last) if at in self._located))

    def at(self, word: int) -> list[str]:
        """Return the actors that the phrase ending in `word` stands for, those coordinated with it too."""
        current = self.context.current
        return self.told(word) or ([current] if current is not None else [])

    def told(self, word: int) -> list[str]:
        """Return the actors that the phrase ending in `word` names or takes up, if any."""
        group = self._group(word)
        actors = [actor for member in group if (actor := self._of_phrase(member)) is not None]
        return list(dict.fromkeys(actors)) if actors else self._by_reference(word)

    def subjects(self, head: int) -> list[str]:
        """Return the actors of the subject of a verb, or of the verb that it is coordinated with."""
        for _ in range(_DEPTH):
            own = [
                child
                for child in self._children.get(head, ())
                if self._words[child].relation.split(":")[0] == "nsubj"
            ]
            if own:
                return self.at(own[0])
            if self._words[head].relation not in {"conj", "xcomp", "advcl"}:
                return []
            head = self._words[head].head
        return []

    def own_clause(self, head: int, first: int, last: int) -> tuple[int, int]:
        """Return words `[first, last)` without the clauses coordinated with the one that `head` is in.

        Only what has a subject of its own is a clause of its own.
        """
        for child in self._children.get(head, ()):
            if head < child < last and self._is_clause(child):
                last = min(last, self._first_below(child))
        if first <= self._words[head].head < head and self._is_clause(head):
            first = max(first, self._first_below(head))
        joints = {"cc", "punct"}
        while first < head and self._words[first].relation in joints:
            first += 1
        while last - 1 > head and self._words[last - 1].relation in joints:
            last -= 1
        return first, last

    def _is_clause(self, top: int) -> bool:
        """Tell whether a word heads a coordinated clause with its own subject."""
        subject = any(
            self._words[child].relation.startswith(("nsubj", "expl")) for child in self._children.get(top, ())
        )
        return subject and self._words[top].relation in _CLAUSES

    def _first_below(self, top: int) -> int:
        """Return the first of `top` and the words below it."""
        found, stack = top, [top]
        while stack:
            at = stack.pop()
            found = min(found, at)
            stack += self._children.get(at, ())
        return found

    def _group(self, word: int) -> list[int]:
        """Return the words coordinated with `word`, itself among them, in text order."""
        top = word
        for _ in range(_DEPTH):
            if self._words[top].relation != "conj":
                break
            top = self._words[top].head
        if top < 0:
            return [word]
        members = [top, *(at for at in self._children.get(top, ()) if self._words[at].relation == "conj")]
        return sorted(members) if word in members else [word]

    def _of_phrase(self, word: int) -> str | None:
        """Return the actor named by a word or in its noun phrase: `the Uzbek army`, `the army of Chad`."""
        if word in self._named:
            return self._named[word]
        level = [word]
        for _ in range(3):
            level = [
                child
                for at in level
                for child in self._children.get(at, ())
                if self._words[child].relation in _PHRASE
            ]
            for child in level:
                if child in self._named:
                    return self._named[child]
        head = self._words[word].head
        if self._words[word].relation in {"compound", "amod", "flat", "nmod:poss"} and head in self._named:
            return self._named[head]
        return None

    def _by_reference(self, word: int) -> list[str]:
        """Return what `it`, `the country`, `both sides`, `the region` stand for."""
        phrase = {self._words[at].lower for at in (word, *self._children.get(word, ()))}
        if phrase & _BOTH and phrase & {"both", "two", "sides", "each"}:
            return list(self.context.pair)
        if "region" in phrase and self.context.region is not None:
            return [self.context.region]
        pronoun = self._words[word]
        if phrase & _OWN and self.context.focus is not None:
            return [self.context.focus]
        if pronoun.upos == "PRON":
            before = self._subject_before(word)
            if before is not None:
                return [before]
        return []

    def _subject_before(self, word: int) -> str | None:
        """Return the nearest actor before a pronoun that is a subject, in this sentence or the one before."""
        here = self._words[word].sentence
        for at in range(word - 1, -1, -1):
            if self._words[at].sentence < here - 1:
                return None
            if self._words[at].relation.startswith("nsubj"):
                actor = self._of_phrase(at)
                if actor is not None:
                    return actor
        return None


def subtree(words: Sequence[Word], top: int) -> list[int]:
    """Return the numbers of `top` and of all words below it, in text order."""
    children: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        children.setdefault(word.head, []).append(at)
    found, stack = [], [top]
    while stack:
        at = stack.pop()
        found.append(at)
        stack += children.get(at, ())
    return sorted(found)
