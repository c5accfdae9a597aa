"""An organisation leaves the network, and may come back: nothing of it is deleted."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from directory.audit import record
from directory.dissolving import people_of
from directory.models import OfficePage, OrganisationPage
from directory.page_permissions import may_archive
from directory.people.group_sync import sync_groups
from directory.provisioning import provision_organisation


@dataclass(frozen=True, slots=True)
class Consequences:
    """What archiving, or restoring, will do."""

    published: list[Page]
    """The pages that will be taken offline, or come back."""
    offices: int
    people: int
    scheduled: int
    """Planned publications that are called off; restoring does not plan them again."""


def consequences_of(organisation: OrganisationPage) -> Consequences:
    """Return what archiving or restoring this organisation would do now."""
    below = Page.objects.descendant_of(organisation, inclusive=True).order_by("path")
    if organisation.archived_on is None:
        published = below.live()
    else:
        published = below.filter(pk__in=[page for page, _revision in organisation.archived_pages])
    offices = OfficePage.objects.filter(pk__in=published.values("pk"))
    return Consequences(
        published=list(published),
        offices=offices.count(),
        people=organisation.memberships.current().values("user").distinct().count(),
        scheduled=_scheduled(organisation).count(),
    )


@transaction.atomic
def archive_organisation(organisation: OrganisationPage, by: Any) -> None:
    """Take an organisation out of the network: its pages go offline, its people lose its rights.

    What was published is remembered, files and drafts stay, planned publications are called
    off. Does nothing for one that is archived. Raises PermissionDenied for anybody but the
    coordination and administrators.
    """
    row = _row(organisation, by)
    if row.archived_on is not None:
        return
    people = people_of(row)
    live = Page.objects.descendant_of(row, inclusive=True).live().order_by("path").specific()
    pages = list(live)
    remembered = [[page.pk, _published_revision(page).pk] for page in pages]
    _scheduled(row).update(approved_go_live_at=None)
    today = timezone.localdate()
    OrganisationPage.objects.filter(pk=row.pk).update(archived_on=today, archived_pages=remembered)
    for page in pages:
        if isinstance(page, OrganisationPage):
            page.archived_on, page.archived_pages = today, remembered
        UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    _settle(organisation, people, "portal.organisation.archive", by)


@transaction.atomic
def restore_organisation(organisation: OrganisationPage, by: Any) -> None:
    """Bring an archived organisation back, with exactly the pages that were published then.

    Each page says again what it said then; drafts stay drafts. Does nothing for one that is not
    archived. Raises PermissionDenied for anybody but the coordination and administrators.
    """
    row = _row(organisation, by)
    if row.archived_on is None:
        return
    remembered = dict(row.archived_pages)
    OrganisationPage.objects.filter(pk=row.pk).update(archived_on=None, archived_pages=[])
    pages = Page.objects.descendant_of(row, inclusive=True).filter(pk__in=remembered)
    for page in pages.not_live().order_by("path").specific():
        revision = Revision.objects.filter(pk=remembered[page.pk]).first() or _published_revision(
            page
        )
        action = PublishPageRevisionAction(revision, user=by, changed=False)
        action.execute(skip_permission_checks=True)
    _settle(organisation, people_of(row), "portal.organisation.restore", by)


def _row(organisation: OrganisationPage, by: Any) -> OrganisationPage:
    if not may_archive(by):
        raise PermissionDenied
    row: OrganisationPage = OrganisationPage.objects.select_for_update().get(pk=organisation.pk)
    return row


def _published_revision(page: Any) -> Revision:
    """Return the revision that says what is published; made from the page's row if there is none.

    A script published without one, or it was deleted as too old. The newest draft stays it.
    """
    if page.live_revision_id:
        return page.live_revision
    if not page.latest_revision_id:
        return page.save_revision(clean=False)
    made: Revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        content=page.serializable_data(),
        object_str=str(page),
        created_at=page.latest_revision.created_at - timedelta(microseconds=1),
    )
    return made


def _scheduled(organisation: OrganisationPage) -> Any:
    below = Page.objects.descendant_of(organisation, inclusive=True)
    keys = [str(pk) for pk in below.values_list("pk", flat=True)]
    revisions = Revision.page_revisions.filter(object_id__in=keys)
    return revisions.filter(approved_go_live_at__isnull=False)


def _settle(organisation: OrganisationPage, people: Any, action: str, by: Any) -> None:
    organisation.refresh_from_db()
    provision_organisation(organisation)
    for person in people:
        sync_groups(person)
    record(organisation, action, user=by)
