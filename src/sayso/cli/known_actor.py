"""Actors by identifier or name, as people write them on the command line."""

from collections.abc import Collection

import click

from sayso.actors import ActorTable
from sayso.actors.actor import Actor
from sayso.nearest import near


def known_actor(table: ActorTable, written: str, *, kinds: Collection[str] = ()) -> str:
    """Return the identifier of an actor by identifier or name; of a person, that of the state they stand for.

    `kinds`, where given, are those that it may be of: `state`, `organisation`, `region`, `group`.

    Raises:
        click.UsageError: if there is none, or it is of another kind; the message names the nearest.
    """
    words = written.strip()
    for exact in (words, words.upper()):
        if exact in table.actors:
            return _of_kind(table.actors[exact], kinds)
    mention = table.resolve(words) if words else None
    if mention is not None:
        return _of_kind(table.actor(mention.state or mention.actor), kinds)
    names = {
        name: one
        for one, actor in table.actors.items()
        if not kinds or actor.kind in kinds
        for name in (one, actor.name, *actor.aliases)
    }
    found = near(words, names)
    hint = ""
    if found:
        other = names[found[0]] if names[found[0]] != found[0] else table.actors[found[0]].name
        hint = f"; nearest is {found[0]!r} ({other})"
    raise click.UsageError(f"no actor {written!r}{hint}")


def _of_kind(actor: Actor, kinds: Collection[str]) -> str:
    if kinds and actor.kind not in kinds:
        raise click.UsageError(f"{actor.name} is {_an(actor.kind)}; want {' or '.join(map(_an, kinds))}")
    return actor.id


def _an(kind: str) -> str:
    return f"an {kind}" if kind.startswith("o") else f"a {kind}"
