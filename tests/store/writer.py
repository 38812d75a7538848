"""A process that writes: `python writer.py FOLDER_OR_URL FIRST COUNT BATCH`, statements and a document of each number.

Prints the number of statements that are on disk after each transaction.
"""

import sys

from sayso.store import Added, Workspace, statements
from tests.store import made


def main() -> None:
    """Write, and say what is on disk."""
    where, first, count, batch = sys.argv[1], *map(int, sys.argv[2:])
    statements.BATCH = batch  # type: ignore[misc]
    done = 0

    def _tell(added: Added) -> None:
        nonlocal done
        done += added.added + added.known
        print(done, flush=True)  # noqa: T201 - what the test reads

    numbers = range(first, first + count)
    with Workspace.open(where, by=f"writer {first}") as workspace:
        texts = (f"report {number // 1000}".encode() for number in numbers[::1000])
        workspace.add_documents((made.document(data), data) for data in texts)
        total = workspace.add_statements(map(made.statement, numbers), on_committed=_tell)
    print("end", total.added, total.known, total.refused, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
