"""Who reads which part of the log.

Administrators read all of it. The coordination, which looks after all organisations, reads what
was done to pages it may edit and to anything an organisation has. Editors read what was done to
the pages, entries, files and people of their own organisation. Acts on accounts as such, which
belong to no organisation, are for administrators.
"""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.log_actions import registry
from wagtail.models import BaseLogEntry, Page, PageLogEntry
from wagtail.permissions import policy_registry

from directory.audit.owners import logged_by_organisation
from directory.models import OrganisationLogEntry, OrganisationPage
from directory.models.log import organisations_read_by, reads_all_organisations
from portal.core.trees import path_and_above

EDITING = {"add", "change", "publish", "lock", "unlock"}


def entries_of(log_model: type[BaseLogEntry], user: Any) -> QuerySet[Any]:
    """Return the entries of one of Wagtail's log tables that a person may read."""
    entries: QuerySet[Any] = log_model.objects.all()
    if user.is_superuser:
        return entries
    if log_model is PageLogEntry:
        return entries.filter(_of_pages_of(user))
    entries = log_model.objects.viewable_by_user(user)
    if log_model is OrganisationLogEntry:
        return entries
    # Wagtail's table of plain models knows no organisation: what it holds of theirs stays shut.
    names = {model._meta.model_name for model in logged_by_organisation()}
    return entries.exclude(content_type__model__in=names)


def _of_pages_of(user: Any) -> Q:
    """Match the pages that a person may edit, and those that were deleted from below them.

    Wagtail's own report adds the pages on the way down to them, which are others' business.
    """
    pages = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, EDITING)
    gone = PageLogEntry.objects.filter(deleted=True)
    if not reads_all_organisations(user):
        gone = gone.filter(data__organisation__in=list(_keys(organisations_read_by(user))))
    return Q(page__in=pages.values("pk")) | Q(page_id__in=gone.values("page_id"))


def _keys(organisations: QuerySet[Any]) -> QuerySet[Any]:
    return organisations.values_list("pk", flat=True)


def of_organisation(entries: QuerySet[Any], organisation: OrganisationPage) -> QuerySet[Any]:
    """Return the entries about an organisation: its pages, also deleted ones, and what it has."""
    if entries.model is OrganisationLogEntry:
        return entries.filter(organisation=organisation)
    if entries.model is not PageLogEntry:
        return entries.none()
    gone = PageLogEntry.objects.filter(deleted=True, data__organisation=organisation.pk)
    here = Page.objects.filter(path__startswith=organisation.path)
    return entries.filter(Q(page__in=here.values("pk")) | Q(page_id__in=gone.values("page_id")))


def name_organisations(entries: list[Any], pages: dict[int, Page]) -> None:
    """Give each entry the name of its organisation as `organisation_name`; two queries."""
    paths = {path for page in pages.values() for path in path_and_above(page.path)}
    direct = {getattr(entry, "organisation_id", None) or _noted(entry) for entry in entries}
    organisations = OrganisationPage.objects.filter(Q(path__in=paths) | Q(pk__in=direct - {None}))
    by_path, by_key = {}, {}
    for path, key, name in organisations.values_list("path", "pk", "short_name"):
        by_path[path] = by_key[key] = name
    for entry in entries:
        page = pages.get(entry.page_id) if isinstance(entry, PageLogEntry) else None
        above = path_and_above(page.path) if page else []
        key = getattr(entry, "organisation_id", None) or _noted(entry)
        entry.organisation_name = by_key.get(key) or next(
            (by_path[path] for path in above if path in by_path), ""
        )


def _noted(entry: BaseLogEntry) -> int | None:
    return entry.data.get("organisation") if isinstance(entry, PageLogEntry) else None


def log_models() -> list[type[BaseLogEntry]]:
    """Return every table of the log, in a steady order."""
    return sorted(registry.get_log_entry_models(), key=lambda model: str(model._meta.label))
