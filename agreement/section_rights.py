"""Whoever provides a service may propose changes to its sections: edit, and no more.

The published text says who provides it. So nobody gets, or gives, the right by a draft.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils import timezone
from wagtail.models import GroupPagePermission

from agreement.models import SectionPage
from agreement.models.sections import ServiceSectionPage
from directory.models import OrganisationPage

RIGHT = "change_page"


@transaction.atomic
def sync_section_rights(sections: Iterable[Any] | None = None) -> list[str]:
    """Let the editors of today's providers change these sections, and no other organisation's.

    Without sections those of every working text. Rights of groups that belong to no organisation
    stay. Returns what was mended, as sentences.
    """
    if sections is None:
        sections = SectionPage.objects.specific()
    sections = list(sections)
    wanted = _wanted(sections)
    rows = GroupPagePermission.objects.filter(
        page__in=[section.pk for section in sections],
        group__organisation__isnull=False,
        permission__codename=RIGHT,
    )
    have = {(row.group_id, row.page_id): row for row in rows.select_related("group", "page")}
    stray = [row for key, row in have.items() if key not in wanted]
    missing = [found for key, found in wanted.items() if key not in have]
    GroupPagePermission.objects.filter(pk__in=[row.pk for row in stray]).delete()
    if missing:
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=RIGHT)
        # Somebody else may mend the same at the same moment.
        GroupPagePermission.objects.bulk_create(
            (
                GroupPagePermission(group=organisation.group, page=section, permission=right)
                for organisation, section in missing
            ),
            ignore_conflicts=True,
        )
    return [
        *(f"gave “{o.group}” the right to change “{s.title}”" for o, s in missing),
        *(f"took the right to change “{row.page.title}” from “{row.group}”" for row in stray),
    ]


def providers_of(section: Any, day: date) -> set[str]:
    """Return the UUIDs of the organisations that provide a section's service, from a day on.

    None for a section that is no service's, or is not published.
    """
    if not section.live or not isinstance(section, ServiceSectionPage):
        return set()
    values = [child.value for child in section.providers]
    holds = [each for each in values if not each["valid_until"] or each["valid_until"] >= day]
    return {str(each["organisation"]) for each in holds if each["organisation"]}


def _wanted(sections: Iterable[Any]) -> dict[tuple[int, int], tuple[OrganisationPage, Any]]:
    """Return organisation and section for each group and page between which a right belongs."""
    day = timezone.localdate()
    providers = {section: providers_of(section, day) for section in sections}
    uuids = set().union(*providers.values())
    organisations = OrganisationPage.objects.filter(
        uuid__in=uuids, archived_on=None, group__isnull=False
    ).select_related("group")
    by_uuid = {str(organisation.uuid): organisation for organisation in organisations}
    return {
        (by_uuid[uuid].group_id, section.pk): (by_uuid[uuid], section)
        for section, named in providers.items()
        for uuid in named & set(by_uuid)
    }
