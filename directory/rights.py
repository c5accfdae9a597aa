"""What the groups of an organisation may do, compared with what the database gives them."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

PAGES = ("add_page", "change_page", "publish_page")
LEADS_PAGES = ("publish_page",)
"""Publishing is given to the lead editors once more: where articles need approval, the editors'
own right does not count for them (see `news.approval`)."""
FILES = tuple(
    f"{act}_{kind}" for kind in ("image", "document") for act in ("add", "change", "choose")
)
CONTACTS = tuple(
    f"{act}_{kind}"
    for kind in ("contact", "specialdays")
    for act in ("add", "change", "delete", "view")
)
"""What is edited beside an office's page, by whoever may edit the page."""
ADMIN = ("access_admin",)

APPS = {
    **dict.fromkeys((*PAGES, *LEADS_PAGES), "wagtailcore"),
    **dict.fromkeys(CONTACTS, "directory"),
    **dict.fromkeys(ADMIN, "wagtailadmin"),
    **{name: "wagtailimages" if name.endswith("image") else "wagtaildocs" for name in FILES},
}
"""Which app each right comes from: names of rights are not unique."""

Wanted = Mapping[Group, Iterable[str]]


def permissions(names: Iterable[str]) -> dict[str, Permission]:
    """Return permissions by their names; raises LookupError if the database lacks one."""
    wanted = set(names)
    if not wanted:
        return {}
    query = reduce(or_, (Q(codename=n, content_type__app_label=APPS[n]) for n in wanted))
    found = {permission.codename: permission for permission in Permission.objects.filter(query)}
    if missing := wanted - set(found):
        raise LookupError(f"The database has no permission {', '.join(sorted(missing))}: migrate")
    return found


def mend_page_rights(page: Page, wanted: Wanted) -> list[str]:
    """Give groups exactly these rights at a page, and none other below it.

    What an administrator gave them elsewhere stays. Returns what was mended, in sentences.
    """
    rows = GroupPagePermission.objects.filter(page__path__startswith=page.path)
    return _mend(rows, wanted, page=page)


def mend_file_rights(collection: Collection, wanted: Wanted) -> list[str]:
    """Give groups exactly these rights at a collection; returns what was mended."""
    rows = GroupCollectionPermission.objects.filter(collection=collection)
    return _mend(rows, wanted, collection=collection)


def _mend(rows: Any, wanted: Wanted, **place: Any) -> list[str]:
    """Make rows those that are wanted at this place; others of the same groups go."""
    missing = {(group, name) for group, names in wanted.items() for name in names}
    stray = []
    for row in rows.filter(group__in=list(wanted)).select_related("group", "permission"):
        right = (row.group, row.permission.codename)
        is_here = all(getattr(row, f"{name}_id") == obj.pk for name, obj in place.items())
        if is_here and right in missing:
            missing.remove(right)
        else:
            stray.append(row)
    found = permissions(name for _group, name in missing)
    rows.model.objects.filter(pk__in=[row.pk for row in stray]).delete()
    # Somebody else may mend the same at the same moment.
    rows.model.objects.bulk_create(
        (rows.model(group=group, permission=found[name], **place) for group, name in missing),
        ignore_conflicts=True,
    )
    return _sentences(missing, [(row.group, row.permission.codename) for row in stray])


def mend_model_rights(group: Group, names: Iterable[str]) -> list[str]:
    """Give a group rights at models; more than these stay. Returns what was mended."""
    have = set(group.permissions.values_list("content_type__app_label", "codename"))
    missing = {name for name in names if (APPS[name], name) not in have}
    if missing:
        group.permissions.add(*permissions(missing).values())
    return _sentences({(group, name) for name in missing}, [])


def _sentences(given: Iterable[tuple[Group, str]], taken: Iterable[tuple[Group, str]]) -> list[str]:
    return sorted(
        [f"gave {name} to “{group.name}”" for group, name in given]
        + [f"took {name} from “{group.name}”" for group, name in taken]
    )
