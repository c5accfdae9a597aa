"""Addresses of the pages for people in the admin."""

from django.urls import URLPattern, path

from directory.people.admin.changing import RemoveView, RolesView
from directory.people.admin.inviting import InviteView, ResendView, RevokeView
from directory.people.admin.lists import InvitationList, PeopleList
from directory.people.admin.rights import RightsReport

PLACE = "people/<int:organisation>/<int:user>/"


def people_urls() -> list[URLPattern]:
    """Return the addresses; the coordination stands as organisation 0."""
    results = {"results_only": True}
    return [
        path("people/", PeopleList.as_view(), name="people"),
        path("people/results/", PeopleList.as_view(**results), name="people_results"),
        path("people/invite/", InviteView.as_view(), name="people_invite"),
        path("people/invitations/", InvitationList.as_view(), name="people_invitations"),
        path(
            "people/invitations/results/",
            InvitationList.as_view(**results),
            name="people_invitations_results",
        ),
        path("people/invitations/<int:pk>/resend/", ResendView.as_view(), name="people_resend"),
        path("people/invitations/<int:pk>/revoke/", RevokeView.as_view(), name="people_revoke"),
        path("people/rights/", RightsReport.as_view(), name="people_rights"),
        path(
            "people/rights/results/",
            RightsReport.as_view(**results),
            name="people_rights_results",
        ),
        path(f"{PLACE}roles/", RolesView.as_view(), name="people_roles"),
        path(f"{PLACE}remove/", RemoveView.as_view(), name="people_remove"),
    ]
