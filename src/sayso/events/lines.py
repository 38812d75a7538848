"""Lines of a file within bounds, and where in a file given rows stand."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, Final

LONGEST: Final = 1 << 21
"""Bytes that a line may have, 2 MiB; rows of event data have some hundreds to thousands."""


def bounded_lines(file: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield each line with its end, and whether it is whole; of a line over LONGEST only the beginning.

    A file that is one line of many gigabytes takes no more memory than any other.
    """
    while line := file.readline(LONGEST):
        whole = len(line) < LONGEST or line.endswith(b"\n")
        if not whole:
            rest = file.readline(LONGEST)
            while rest and not rest.endswith(b"\n"):
                rest = file.readline(LONGEST)
        yield line, whole


def lines_of_ids(path: Path, ids: Collection[str], *, column: int, delimiter: str) -> dict[str, int]:
    """Return the first line, counted from 1, on which each identifier stands in the column `column`.

    Identifiers that are not found are left out. The pass ends with the last one found.
    """
    wanted = {one.encode(): one for one in ids}
    mark = delimiter.encode()
    found: dict[str, int] = {}
    if not wanted:
        return found
    with path.open("rb") as file:
        for number, (line, _) in enumerate(bounded_lines(file), 1):
            parts = line.split(mark, column + 1)
            if len(parts) <= column or not line.strip():
                continue
            key = parts[column].replace(b"\0", b"").strip(b'" \r\n\xef\xbb\xbf')
            if key in wanted:
                found[wanted.pop(key)] = number
                if not wanted:
                    break
    return found
