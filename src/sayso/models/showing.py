"""A model as a notebook shows it: small, and with every text escaped."""

from html import escape

from sayso.models.model import Model

_LINKS = 8


def model_html(model: Model) -> str:
    """Return what the model holds and its strongest links, weight times presence, as HTML."""
    counts = f"{len(model.nodes)} factors, {len(model.links)} links, {len(model.events)} events"
    strongest = sorted(model.links, key=lambda link: -abs(link.weight.mean * link.presence))[:_LINKS]
    rows = "".join(
        f"<tr><td>{escape(str(link.source))}</td><td>{escape(str(link.target))}</td><td>{link.form}</td>"
        f"<td>{link.weight.mean:+.3f}</td><td>{link.presence:.2f}</td><td>{escape(link.origin)}</td></tr>"
        for link in strongest
    )
    head = "".join(
        f"<th>{name}</th>" for name in ("from", "to", "form", "weight a month", "presence", "origin")
    )
    table = f"<p>The strongest links:</p><table><tr>{head}</tr>{rows}</table>" if rows else ""
    return f"<p><b>{escape(model.name)}</b>: {counts}, from {model.start}</p>{table}"
