"""When and how the demo's offices are reached, and when somebody last confirmed them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from directory.models import (
    Channel,
    Language,
    LanguageTime,
    OfficePage,
    Service,
    SpecialDays,
    Verification,
)
from directory.opening_hours import parse_special_days
from portal.operations.demo.network import OfficeData, office_uuid, organisations
from portal.operations.demo.network_days import days_of


@dataclass(frozen=True)
class ReachLoader:
    """Fills in what belongs to an office beside its own fields, as of a day."""

    services: Mapping[str, Service]
    languages: Mapping[str, Language]
    today: date

    def fill(self, page: OfficePage, data: OfficeData) -> None:
        """Set channels and times of languages in memory; the page saves them."""
        page.channels = [
            Channel(
                kind=row["kind"],
                hours=row["hours"],
                service=self.services.get(row.get("service", "")),
                phone=row.get("phone", ""),
                note=row.get("note", ""),
            )
            for row in data.channels
        ]
        page.language_times = [
            LanguageTime(
                language=self.languages[row["language"]],
                hours=row["hours"],
                is_interpreted=row["interpreted"],
            )
            for row in data.language_times
        ]

    def special_days(self, page: OfficePage, data: OfficeData) -> None:
        """Enter the special days of an office that has none, with substitutes that are there."""
        if page.special_days.exists():
            return
        for row in data.special_days:
            first, last = days_of(row, self.today)
            substitute = row.get("substitute")
            SpecialDays.objects.create(
                office=page,
                first_day=first,
                last_day=last,
                hours=parse_special_days(row.get("hours", ""), first, last, page.hours),
                reason=row["reason"],
                substitute=OfficePage.objects.filter(uuid=office_uuid(substitute)).first()
                if substitute
                else None,
            )

    def verified(self, page: OfficePage, data: OfficeData) -> None:
        """Let somebody have confirmed an office some time ago; nobody in particular did."""
        day = self.today - timedelta(days=data.verified_days_ago)
        Verification.objects.update_or_create(
            office=page, defaults={"verified_on": day, "verified_by": None}
        )


def fill_offices(reach: ReachLoader) -> None:
    """Enter special days and confirmations, once all offices are there to be substitutes."""
    for organisation in organisations():
        for data in organisation.offices:
            page = OfficePage.objects.filter(uuid=data.uuid).first()
            if page is not None:
                reach.special_days(page, data)
                reach.verified(page, data)
