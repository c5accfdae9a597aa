"""Who may write internal notices, for whom, and who may see which.

An organisation's editors write for it, the coordination for the network; an administrator for
all. Whatever goes to the whole network the coordination may take back.
"""

from typing import Any

from django.db.models import Q, QuerySet

from directory.audience import is_in_network, network_tokens, tokens_of_audience
from directory.enums import EDITING, Audience
from directory.models import OrganisationPage
from directory.people.roles import manages_network, organisations_of
from news.enums import NoticeAudience
from news.models.notices import Notice
from portal.core.visibility import Policy, Viewer, group_token


def may_write_for_network(user: Any) -> bool:
    """Return whether somebody writes notices of the coordination."""
    return manages_network(user)


def writable_organisations(user: Any) -> QuerySet[OrganisationPage]:
    """Return the organisations for which somebody writes notices, by name."""
    found: QuerySet[OrganisationPage] = OrganisationPage.objects.filter(archived_on=None)
    found = found.order_by("title")
    if user.is_superuser:
        return found
    return found.filter(pk__in=organisations_of(user, *EDITING))


def may_write_any(user: Any) -> bool:
    """Return whether somebody writes notices at all."""
    return manages_network(user) or bool(organisations_of(user, *EDITING))


def may_write(user: Any, organisation: int | None) -> bool:
    """Return whether somebody writes notices of an organisation (None: the coordination)."""
    if organisation is None or user.is_superuser:
        return manages_network(user)
    return organisation in organisations_of(user, *EDITING)


def may_withdraw(user: Any, notice: Notice) -> bool:
    """Return whether somebody may take a notice back."""
    if may_write(user, notice.organisation_id):
        return True
    return notice.audience == NoticeAudience.NETWORK and manages_network(user)


def may_count(user: Any, notice: Notice) -> bool:
    """Return whether somebody may see who has confirmed: its writers, and the coordination."""
    return may_write(user, notice.organisation_id) or manages_network(user)


def _coordinates(who: Viewer) -> bool:
    """Return whether a viewer belongs to the coordination (one query a request)."""
    if "coordinates" not in who.memo:
        who.memo["coordinates"] = who.shares(tokens_of_audience(Audience.COORDINATION))
    return bool(who.memo["coordinates"])


def _visible_to(notices: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    if not is_in_network(who):
        return notices.none()
    if _coordinates(who):
        return notices
    standing = Q(withdrawn_at=None)
    for_network = standing & Q(audience=NoticeAudience.NETWORK)
    of_own = standing & Q(organisation__staff_group__in=who.groups)
    return notices.filter(for_network | of_own | Q(organisation__group__in=who.groups))


def _tokens_of(notice: Notice) -> frozenset[str]:
    if notice.withdrawn_at is None and notice.audience == NoticeAudience.NETWORK:
        return network_tokens()
    coordination = tokens_of_audience(Audience.COORDINATION)
    if notice.organisation is None:
        return coordination
    group = notice.organisation.group_id
    if notice.withdrawn_at is None:
        group = notice.organisation.staff_group_id
    return coordination | (frozenset({group_token(group)}) if group else frozenset())


NOTICES = Policy(visible_to=_visible_to, tokens_of=_tokens_of)
"""A notice is seen by whom it is for; one that was taken back by its writers alone."""
