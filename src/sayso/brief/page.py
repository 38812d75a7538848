"""What every page is made with: text from outside escaped and made visible, nothing loaded from elsewhere."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.brief.visible import one_line, visible


def environment(filters: Mapping[str, Callable[..., Any]] | None = None) -> Environment:
    """Return what templates are rendered by: all text escaped, made visible, nothing undefined.

    The filter `one_line` is there always, `filters` are added.
    """
    made = Environment(
        loader=PackageLoader("sayso.brief"),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update({"one_line": one_line, **(filters or {})})
    return made


def resource(name: str) -> str:
    """Return a style or script that lies beside the templates."""
    return resources.files("sayso.brief").joinpath("templates", name).read_text(encoding="utf-8")


def policy(style: str, script: str | None = None) -> str:
    """Return the content security policy of a page that has this one style and at most this one script."""
    running = "" if script is None else f"script-src '{_digest(script)}'; "
    return f"default-src 'none'; style-src '{_digest(style)}'; {running}base-uri 'none'; form-action 'none'"


def picture_page(template: str, drawing: bytes, shown: Mapping[str, Any]) -> bytes:
    """Return the page of an SVG drawing by matplotlib, which the template calls `drawing`."""
    svg = drawing.decode()
    drawn = Markup(svg[svg.index("<svg") :])  # noqa: S704 - matplotlib escapes what it writes
    return environment().get_template(template).render(**shown, drawing=drawn).encode()


def _finalize(shown: Any) -> Any:
    """Return what stands in the page for a value: text made visible, nothing for None."""
    if shown is None:
        return ""
    if isinstance(shown, str) and not isinstance(shown, Markup):
        return visible(shown)
    return shown


def _digest(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
