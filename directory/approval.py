"""Whether an organisation's articles need approval: a choice of its lead editors."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from directory.audit import record
from directory.models import OrganisationPage
from directory.page_permissions import may_set_approval
from directory.provisioning import provision_organisation


@transaction.atomic
def set_approval(organisation: OrganisationPage, by: Any, *, needed: bool) -> None:
    """Let articles of an organisation need approval by its lead editors, or no longer.

    Raises PermissionDenied for whoever does not decide this; `by` is None for the portal itself.
    """
    row = OrganisationPage.objects.select_for_update().get(pk=organisation.pk)
    if by is not None and not may_set_approval(by, row):
        raise PermissionDenied
    organisation.articles_need_approval = row.articles_need_approval = needed
    OrganisationPage.objects.filter(pk=row.pk).update(articles_need_approval=needed)
    record(row, "portal.organisation.approval", user=by, data={"needed": needed})
    # The row, not the page of a form: a draft may call it by a name that nobody has published.
    provision_organisation(row)
