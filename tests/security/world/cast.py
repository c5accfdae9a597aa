"""Who looks: one person of every role, of the organisation here or of the one there."""

from directory.models import OrganisationPage
from portal.accounts.models import User
from tests.factories import people

VISITOR = "visitor"
ROLES = (
    VISITOR,
    "staff",
    "editor_here",
    "lead_here",
    "editor_there",
    "signatory",
    "coordination",
    "administrator",
)
"""In the order of the columns in matrix.toml; staff and signatory belong here."""
INSIDE = frozenset(ROLES) - {VISITOR}
"""Everybody with a place in the network."""


def cast(here: OrganisationPage, there: OrganisationPage) -> dict[str, User]:
    """Make one person of every role but the visitor."""
    return {
        "staff": people.staff(of=here),
        "editor_here": people.editor(of=here),
        "lead_here": people.lead_editor(of=here),
        "editor_there": people.editor(of=there),
        "signatory": people.signatory(of=here),
        "coordination": people.coordination(),
        "administrator": people.administrator(),
    }
