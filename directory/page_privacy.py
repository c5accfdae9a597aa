"""To whom a page may be closed: the network, the coordination, one's own organisation."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.models import Page

from directory.groups import COORDINATION, NETWORK
from directory.models import OrganisationPage
from directory.people.roles import manages_network


def groups_to_close_for(page: Page, user: Any) -> QuerySet[Group]:
    """Return the groups that a person may choose as a page's readers (at most two queries).

    The coordination and administrators choose among the people of all organisations that are
    not archived; everybody else has the organisation that the page belongs to.
    """
    network = Q(name__in=[NETWORK, COORDINATION])
    if manages_network(user):
        people = Q(staff_of__archived_on=None, staff_of__isnull=False)
    else:
        own = OrganisationPage.objects.ancestor_of(page, inclusive=True)
        people = Q(staff_of__in=own)
    return Group.objects.filter(network | people).order_by("name")


class PrivacyView(SetPrivacyView):
    """Wagtail's dialog, which offers every group there is; a chosen one stays on offer."""

    def get_form(self, form_class: Any = None) -> Any:
        """Return the form with the groups that this person may choose."""
        form = super().get_form(form_class)
        offered = Q(pk__in=groups_to_close_for(self.page, self.request.user).values("pk"))
        if self.restriction:
            offered |= Q(pk__in=self.restriction.groups.values("pk"))
        form.fields["groups"].queryset = Group.objects.filter(offered).order_by("name")
        return form
