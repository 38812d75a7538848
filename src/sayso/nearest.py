"""The known names that are written most like one that is not known, for what is said of a slip."""

import difflib
from collections.abc import Iterable
from typing import Final

LIKENESS: Final = 0.6
"""How like two names must be for one to be offered for the other, 0 to 1: twice the letters that they share
in order, over all their letters (Ratcliff and Metzener 1988, Pattern Matching: The Gestalt Approach). Below
it, a name that is offered has little to do with what was written, and leads astray."""
_SHORT: Final = 4
"""Letters of a word that are few."""
_BEGINNING: Final = 3
"""Letters of the beginning of a name that are enough to offer it."""


def near(word: str, known: Iterable[str], *, many: int = 1) -> tuple[str, ...]:
    """Return the known names most like `word`, at most `many`, the likest first; none where none is like it.

    Capitals do not count. A name that `word` is the beginning of is like it, however long it is; one of a few
    letters must begin alike, for many short names share letters by chance: `nope` is no slip for OPEC.

    >>> near("uzbekstan", ["Kazakhstan", "Uzbekistan"]), near("gdelt", ["gdelt-daily-dyads"])
    (('Uzbekistan',), ('gdelt-daily-dyads',))
    >>> near("nope", ["unrest", "alignment", "radicalism"])
    ()
    """
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(name.casefold(), name)
    wanted = word.strip().casefold()
    among = [name for name in folded if len(wanted) > _SHORT or name[:1] == wanted[:1]]
    found = difflib.get_close_matches(wanted, among, n=many, cutoff=LIKENESS)
    if len(wanted) >= _BEGINNING:
        found += sorted((name for name in folded if name.startswith(wanted)), key=len)
    return tuple(folded[name] for name in list(dict.fromkeys(found))[:many])


def hint(word: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """Return the end of a message: the known name most like `word`; `otherwise` where none is like it.

    >>> hint("unrst", ["unrest", "alignment"]), hint("nope", ["unrest", "alignment"])
    ("; nearest is 'unrest'", '')
    """
    found = near(word, known)
    return f"; nearest is {found[0]!r}" if found else otherwise
