"""People as they stand in lists: one row for each person in each place."""

from datetime import date
from typing import Any

from django.db.models import Exists, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from directory.enums import Role
from directory.models import Invitation, Membership
from directory.people.roles import manageable_memberships, manages_network, organisations_of


def people_rows(user: Any) -> QuerySet[Membership]:
    """Return one membership for each person and place that somebody manages.

    `row.user.held_now` are the person's roles of today everywhere; `roles_in_words` takes those
    of the row's place. Two queries, however many rows.
    """
    mine = manageable_memberships(user).current()
    # The order of the model would split the groups.
    firsts = mine.order_by().values("user", "organisation").annotate(first=Min("pk"))
    held = Prefetch("user__memberships", Membership.objects.current(), to_attr="held_now")
    rows: QuerySet[Membership] = (
        Membership.objects.filter(pk__in=firsts.values("first"))
        .select_related("user", "organisation")
        .prefetch_related(held)
    )
    return rows


def with_role(rows: QuerySet[Membership], role: str) -> QuerySet[Membership]:
    """Return the rows whose person has a role in the row's place."""
    same = Membership.objects.current().filter(
        user=OuterRef("user"), organisation=OuterRef("organisation"), role=role
    )
    # The coordination is no organisation: there is nothing to compare, and one role only.
    return rows.filter(Q(role=role) | Exists(same))


def waiting_invitations(user: Any) -> QuerySet[Invitation]:
    """Return the invitations that somebody may send again or take back, the newest first."""
    waiting = Invitation.objects.filter(accepted_at=None, revoked_at=None)
    if not manages_network(user):
        waiting = waiting.filter(organisation__in=organisations_of(user, Role.LEAD_EDITOR))
    return waiting.select_related("organisation", "invited_by").order_by("-created_at", "-pk")


def place_in_words(organisation: Any) -> str:
    """Return the name of an organisation, or of the coordination."""
    if organisation is None:
        return _("Koordination des Netzwerks")
    title: str = organisation.title
    return title


def roles_in_words(row: Any) -> str:
    """Return a row's roles in its place: "Redaktion, Zeichnungsberechtigt (bis 31.12.2026)"."""
    there = [held for held in row.user.held_now if held.organisation_id == row.organisation_id]
    return ", ".join(role_in_words(held.get_role_display(), held.until) for held in there)


def role_in_words(label: str, until: date | None) -> str:
    """Return a role with its last day, if it has one."""
    if until is None:
        return label
    day = date_format(until, "j.n.Y")
    return _("%(role)s (bis %(day)s)") % {"role": label, "day": day}
