"""The edit form of an office as a browser would send it."""

from typing import Any

from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from directory.models import OfficePage

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
    fields = ("title", "slug", "street", "postal_code", "town", "phone", "email", "website")
    return nested_form_data(
        {
            **{name: getattr(office, name) for name in fields},
            "hours_note": office.hours_note,
            "appointment": office.appointment,
            "languages": tuple(str(language.pk) for language in office.languages.all()),
            **dict.fromkeys(FACTS, "unknown"),
            **{f"hours_{day}": (hours or {}).get(day, "") for day in DAYS},
            "offers": inline_formset(offers, initial=len(offers)),
            "comments": inline_formset([]),
            "action-publish": "1",
            **changes,
        }
    )


def page_of(client: Client, office: OfficePage) -> str:
    """Return the page of an office as a visitor gets it."""
    response = client.get(office.get_url())
    assert response.status_code == 200
    return response.content.decode()
