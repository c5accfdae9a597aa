"""The edit form of an office as a browser would send it."""

from typing import Any

from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from directory.models import OfficePage
from directory.opening_hours import Weekday, week_of

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FACTS = OfficePage.ACCESSIBILITY_FACTS


def office_form(
    office: OfficePage, *, hours: dict[str, str] | None = None, **changes: Any
) -> dict[str, Any]:
    """Return the fields of an office, its hours by day, with changes; pressed is "publish".

    Several choices of one field are a tuple: `nested_form_data` spreads lists over fields.
    """
    offers = [
        {
            "id": offer.pk,
            "service": offer.service.pk,
            "municipalities": tuple(str(town.pk) for town in offer.municipalities.all()),
            "valid_from": offer.valid_from or "",
            "valid_until": offer.valid_until or "",
        }
        for offer in office.offers.all()
    ]
    channels = [
        {
            "id": row.pk,
            "kind": row.kind,
            "service": row.service_id or "",
            "phone": row.phone,
            "note": row.note,
            **lines_of(row.hours, "hours"),
        }
        for row in office.channels.all()
    ]
    times = [
        {
            "id": row.pk,
            "language": row.language_id,
            **({"is_interpreted": "on"} if row.is_interpreted else {}),
            **lines_of(row.hours, "hours"),
        }
        for row in office.language_times.all()
    ]
    fields = ("title", "slug", "street", "postal_code", "town", "phone", "email", "website")
    return nested_form_data(
        {
            **{name: getattr(office, name) for name in fields},
            "hours_note": office.hours_note,
            "appointment": office.appointment,
            "languages": tuple(str(language.pk) for language in office.languages.all()),
            **dict.fromkeys(("interpreters", *FACTS), "unknown"),
            **{f"hours_{day}": (hours or {}).get(day, "") for day in DAYS},
            "offers": inline_formset(offers, initial=len(offers)),
            "channels": inline_formset(channels, initial=len(channels)),
            "language_times": inline_formset(times, initial=len(times)),
            "comments": inline_formset([]),
            "action-publish": "1",
            **changes,
        }
    )


def lines_of(osm: str, prefix: str) -> dict[str, str]:
    """Return the seven lines of a weekly form."""
    week = week_of(osm)
    return {
        f"{prefix}_{day.name.lower()}": ", ".join(map(str, week.get(day, ()))) for day in Weekday
    }


def page_of(client: Client, office: OfficePage) -> str:
    """Return the page of an office as a visitor gets it."""
    response = client.get(office.get_url())
    assert response.status_code == 200
    return response.content.decode()
