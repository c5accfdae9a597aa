"""The acts of an import: take it over, and take it back."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from directory.audit import record
from directory.models import ImportRun, OfficePage, OrganisationPage
from directory.tables.plan import Plan, PlannedRow, RowState


class ImportRefused(Exception):
    """An act that cannot be done now; `str()` is a sentence that says why."""


def may_import(user: Any, organisation: OrganisationPage) -> bool:
    """Return whether somebody may change and publish an organisation's offices."""
    rights = organisation.permissions_for_user(user)
    return bool(rights.can_edit() and rights.can_publish_subpage())


@transaction.atomic
def take_over(
    user: Any, organisation: OrganisationPage, plan: Plan, chosen: Collection[int]
) -> ImportRun:
    """Write the chosen rows of a plan (their numbers) and publish them.

    Rows that are wrong or change nothing are left out whatever is chosen. Raises
    PermissionDenied, and ImportRefused where nothing would change.
    """
    if not may_import(user, organisation):
        raise PermissionDenied
    wanted = [
        row
        for row in plan.rows
        if row.number in chosen and row.state in {RowState.NEW, RowState.CHANGED}
    ]
    if not wanted:
        raise ImportRefused(_("Keine der gewählten Zeilen ändert etwas."))
    changes = [_write(user, organisation, row) for row in wanted]
    run = ImportRun.objects.create(organisation=organisation, imported_by=user, changes=changes)
    record(organisation, "portal.table.import", user=user, data={"offices": len(changes)})
    return run


def _write(user: Any, organisation: OrganisationPage, row: PlannedRow) -> dict[str, Any]:
    if row.office is None:
        office = OfficePage(live=False)
        _fill(office, row)
        organisation.add_child(instance=office)
        before = None
    else:
        office = OfficePage.objects.select_for_update().get(pk=row.office)
        # What is live now, kept as a revision of its own: some pages have none yet.
        before = office.save_revision(user=user, log_action=False).pk
        _fill(office, row)
    revision = office.save_revision(user=user)
    revision.publish(user=user)
    return {"uuid": str(office.uuid), "before": before, "after": revision.pk}


def _fill(office: OfficePage, row: PlannedRow) -> None:
    for name, value in row.values.items():
        setattr(office, name, value)


@transaction.atomic
def undo_import(user: Any, run: ImportRun) -> list[str]:
    """Put back what an import changed; returns the names of offices that changed since.

    Those stay as they are. Offices that the import made are unpublished, not deleted: somebody
    may have written to them. Raises PermissionDenied, and ImportRefused the second time.
    """
    row = ImportRun.objects.select_for_update().select_related("organisation").get(pk=run.pk)
    if not may_import(user, row.organisation):
        raise PermissionDenied
    if row.undone_at is not None:
        raise ImportRefused(_("Dieser Import ist schon zurückgenommen."))
    kept = []
    for change in row.changes:
        office = OfficePage.objects.filter(uuid=change["uuid"]).first()
        if office is None or not _put_back(user, office, change):
            kept.append(office.title if office else _("eine gelöschte Stelle"))
    row.undone_at = timezone.now()
    row.save(update_fields=["undone_at"])
    record(row.organisation, "portal.table.undo", user=user, data={"offices": len(row.changes)})
    return kept


def _put_back(user: Any, office: OfficePage, change: dict[str, Any]) -> bool:
    """Put one office back; False if somebody has changed it since."""
    if office.latest_revision_id != change["after"]:
        return False
    if change["before"] is None:
        office.unpublish(user=user)
        return True
    revision = Revision.objects.filter(pk=change["before"]).first()
    if revision is None:
        return False
    revision.as_object().save_revision(user=user).publish(user=user)
    return True
