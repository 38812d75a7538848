"""What every record of the ledger has: an identifier that follows from its content."""

import functools
import hashlib
from typing import Annotated, Any, ClassVar, TypeAlias

import msgspec

RecordId: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]
"""Sixteen hexadecimal digits, the form that statements' identifiers have."""
Words: TypeAlias = Annotated[str, msgspec.Meta(min_length=1)]
"""Words, at least one character of them; unknown is None."""


# dict=True holds the identifier once it is computed: a ledger asks each record for it many times
class Record(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="record", dict=True
):
    """A line of the ledger. Records are added and never changed; one that replaces another names it."""

    IDENTITY: ClassVar[tuple[str, ...]] = ()
    """The fields that the identifier follows from."""
    LATER: ClassVar[tuple[str, ...]] = ()
    """Fields that it follows from too, but only where they are given: records without them keep theirs."""

    @functools.cached_property
    def id(self) -> str:
        """Sixteen hexadecimal digits that follow from the fields in `IDENTITY` and the kind of record.

        A record that is imported twice has the same identifier both times. Numbers count as floats, so that
        1 and 1.0, which JSON does not tell apart, are one.
        """
        parts = [str(self.__struct_config__.tag), *(getattr(self, name) for name in self.IDENTITY)]
        later = {name: getattr(self, name) for name in self.LATER if getattr(self, name) is not None}
        if later:
            parts.append(later)
        plain = _floats(msgspec.to_builtins(parts))
        return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()[:16]


def _floats(plain: Any) -> Any:
    """Return builtins with every number as a float, and no negative zero."""
    if isinstance(plain, dict):
        return {key: _floats(value) for key, value in plain.items()}
    if isinstance(plain, (list, tuple)):
        return [_floats(value) for value in plain]
    if isinstance(plain, (int, float)) and not isinstance(plain, bool):
        return float(plain) + 0.0
    return plain
