"""Which format a file has, what is said of one that has none, and which files belong to others."""

from collections.abc import Sequence

import msgspec

from sayso.events.entry import Outcome, meaning_of
from sayso.events.event_format import EventFormat, Layout
from sayso.events.formats import FORMATS
from sayso.events.opening import OpeningError, Plain, foreign


def recognised(plain: Plain, chosen: EventFormat | None = None) -> tuple[EventFormat | None, Layout | None]:
    """Return the format that a file's beginning has, and how it is cut; `chosen` is held against it alone.

    Raises:
        LayoutError: if the file is of a format but cannot be cut as it stands.
    """
    head = plain.head()
    for form in (chosen,) if chosen is not None else FORMATS.values():
        layout = form.layout(head)
        if layout is not None:
            return layout.form or form, layout
    return chosen, None


def meant(plain: Plain, chosen: EventFormat | None) -> tuple[EventFormat, Layout, str]:
    """Return the format of a file, how it is cut, and the digest of how its columns are read.

    Raises:
        OpeningError: if the file, or one that belongs to it, cannot be read, or it is of no format.
    """
    if plain.trouble is not None:
        raise OpeningError(plain.trouble)
    form, layout = recognised(plain, chosen)
    if form is None or layout is None:
        raise OpeningError(_unknown(plain, chosen))
    try:
        return form, layout, meaning_of(form, layout)
    except OSError as error:
        raise OpeningError(f"what lies beside the file cannot be read: {error.strerror}") from error


def with_companions(plains: Sequence[Plain], outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Return the outcomes, with the files that each was read with, and to which file such a file belongs."""
    owners = {
        path: plain.name for plain in plains for path in plain.neighbours.found.values() if path != plain.path
    }
    own = {plain.path for plain in plains}
    return tuple(
        msgspec.structs.replace(
            outcome,
            part_of=owners.get(plain.path) if outcome.entry is None else None,
            problem=None if plain.path in owners else outcome.problem,
            beside=tuple(path for path in plain.neighbours.found.values() if path not in own),
        )
        for plain, outcome in zip(plains, outcomes, strict=True)
    )


def _unknown(plain: Plain, chosen: EventFormat | None) -> str:
    other = foreign(plain.head().data)
    if other is not None:
        return other
    if chosen is not None:
        return f"the file does not begin as {chosen.title} does"
    return (
        "no format fits its beginning; `sayso events formats` lists them. A plain table needs a mapping "
        "of its columns: see `sayso events formats mapped-csv`"
    )
