"""Who is who: states, organisations, groups, regions and people, dated and sourced; names in texts."""

from sayso.actors.actor import Actor
from sayso.actors.election import Election
from sayso.actors.membership import Membership
from sayso.actors.mention import Mention
from sayso.actors.milestone import Milestone
from sayso.actors.office import Office
from sayso.actors.table import ActorTable

__all__ = ["Actor", "ActorTable", "Election", "Membership", "Mention", "Milestone", "Office"]
