"""Figures of matplotlib as bytes: the same figure, the same bytes."""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PICTURES: Final = (".html", ".png", ".svg")
"""Endings of files that a picture can be written to."""


def picture_kind(name: str) -> str:
    """Return the form that a file's picture is drawn in, `png` or `svg`, which a page holds too.

    Raises:
        ValueError: if the name ends in none of PICTURES.
    """
    if not name.lower().endswith(PICTURES):
        raise ValueError(f"{name!r} ends in none of {', '.join(PICTURES)}")
    return "png" if name.lower().endswith(".png") else "svg"


def plotted(make: Callable[[], "Figure"], kind: str, *, paper: str, parse_math: bool = True) -> bytes:
    """Return a figure as `png` or `svg`; `make` is called once matplotlib is there and set.

    Without `parse_math` text between dollar signs stands as it is.

    Raises:
        ImportError: if matplotlib is not installed; the message says how to get it.
    """
    try:
        import matplotlib as mpl  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as error:
        raise ImportError(
            "pictures need matplotlib: pip install 'sayso[plots]'", name="matplotlib"
        ) from error
    undated: dict[str, Any] = {"Date": None} if kind == "svg" else {"Software": None}
    drawn = io.BytesIO()
    with mpl.rc_context(
        {
            "svg.hashsalt": "sayso",
            "svg.fonttype": "none",
            "font.family": "sans-serif",
            "text.parse_math": parse_math,
        }
    ):
        make().savefig(drawn, format=kind, dpi=160, facecolor=paper, metadata=undated)
    return drawn.getvalue()
