"""Answers kept in files, so that the same question is paid for once."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from sayso.problems import Problem

_FOLDER = "sayso/llm"
_LARGEST = 4_000_000
"""Bytes of a kept answer; a larger file is none of ours."""


class Kept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer, or that it was cut off at the greatest length."""

    content: str | None
    """The model's words; None where they were cut off, so that the text has to be halved."""


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file's content; the hash tells a damaged one."""

    key: str
    sha256: str
    kept: Kept


def default_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the user's folder for answers; None where the user has no home.

    >>> default_folder({"XDG_CACHE_HOME": "/caches"}) == Path("/caches/sayso/llm")
    True
    """
    given = environment.get("XDG_CACHE_HOME", "")
    # the specification of these folders has relative paths ignored
    if Path(given).is_absolute():
        return Path(given) / _FOLDER
    try:
        return Path("~/.cache").expanduser() / _FOLDER
    except RuntimeError:
        return None


def cache_key(*parts: Any) -> str:
    """Return the SHA-256 of all that an answer depends on, in hexadecimal.

    >>> cache_key("1", "some-model") == cache_key("1", "some-model") != cache_key("1some-model", "")
    True
    """
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


class AnswerCache:
    """A folder of answers by key; held state: the folder."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, which is made when the first answer is kept."""
        self._folder = folder

    def get(self, key: str) -> Kept | None:
        """Return what was kept under a key; None where there is nothing, or nothing whole."""
        try:
            with self._path(key).open("rb") as file:
                data = file.read(_LARGEST + 1)
        except OSError:
            return None
        if len(data) > _LARGEST:
            return None
        try:
            entry = msgspec.json.decode(data, type=_Entry)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        return entry.kept if entry.key == key and entry.sha256 == _digest(entry.kept) else None

    def put(self, key: str, kept: Kept) -> Problem | None:
        """Keep an answer, at no time half of it; return why it could not be kept."""
        path = self._path(key)
        data = msgspec.json.encode(_Entry(key=key, sha256=_digest(kept), kept=kept))
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # readable by the user alone: an answer quotes the document
            descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{key[:8]}.", suffix=".part")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(data)
                Path(beside).replace(path)
            finally:
                Path(beside).unlink(missing_ok=True)
        except OSError as error:
            message = f"the model's answers cannot be kept there: {error.strerror or error}"
            return Problem(source=str(self._folder), message=message)
        return None

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"


def _digest(kept: Kept) -> str:
    return hashlib.sha256(msgspec.json.encode(kept)).hexdigest()
