"""The demo's organisations and offices as data. Pure: no Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.operations.demo.files import municipalities_of, read_folder, stable_uuid

Table = Mapping[str, Any]


@dataclass(frozen=True)
class OfferData:
    """A service and its catchment (official keys; none: the whole district), from – until."""

    service: str
    municipalities: tuple[str, ...]
    valid_from: date | None
    valid_until: date | None

    def holds(self, municipality: str, day: date) -> bool:
        """Whether somebody living there can use the offer on that day."""
        begun = self.valid_from is None or self.valid_from <= day
        lasting = self.valid_until is None or day <= self.valid_until
        nearby = not self.municipalities or municipality in self.municipalities
        return begun and lasting and nearby


@dataclass(frozen=True)
class ContactData:
    """A function to talk to; `fields` under the names of the model.

    `substitute` is the function of a contact of the same office that is named before.
    """

    fields: Table
    languages: tuple[str, ...]
    away_days: int | None
    substitute: str


@dataclass(frozen=True)
class OfficeData:
    """An office; `fields` under the names of the model."""

    slug: str
    uuid: str
    fields: Table
    languages: tuple[str, ...]
    offers: tuple[OfferData, ...]
    contacts: tuple[ContactData, ...]
    channels: tuple[Table, ...]
    language_times: tuple[Table, ...]
    special_days: tuple[Table, ...]
    verified_days_ago: int


@dataclass(frozen=True)
class OrganisationData:
    """An organisation; `fields` under the names of the model."""

    slug: str
    uuid: str
    fields: Table
    offices: tuple[OfficeData, ...]


PARTS_OF_AN_OFFICE = (
    "key",
    "languages",
    "offers",
    "contacts",
    "accessible",
    "channels",
    "language_times",
    "special_days",
    "verified_days_ago",
)
"""What an office's table in the files holds beside the fields of the model."""


def office_uuid(place: str) -> str:
    """Return the UUID of an office by its place in the files, "organisation/office"."""
    return stable_uuid("office", place)


def organisation_uuid(key: str) -> str:
    """Return the UUID of an organisation by its key in the files."""
    return stable_uuid("organisation", key)


def organisations() -> list[OrganisationData]:
    """Return the network, in the order of its files."""
    return [
        OrganisationData(
            slug=file["key"],
            uuid=organisation_uuid(file["key"]),
            fields=_other_than(file, "key", "offices"),
            offices=tuple(_office(office, file["key"]) for office in file["offices"]),
        )
        for file in read_folder("network")
    ]


def _office(office: Table, organisation: str) -> OfficeData:
    own = _other_than(office, *PARTS_OF_AN_OFFICE)
    return OfficeData(
        slug=office["key"],
        uuid=office_uuid(f"{organisation}/{office['key']}"),
        fields={**own, **office["accessible"]},
        languages=tuple(office["languages"]),
        offers=tuple(_offer(offer) for offer in office["offers"]),
        contacts=tuple(_contact(contact) for contact in office["contacts"]),
        channels=tuple(office.get("channels", ())),
        language_times=tuple(office.get("language_times", ())),
        special_days=tuple(office.get("special_days", ())),
        verified_days_ago=office["verified_days_ago"],
    )


def _contact(contact: Table) -> ContactData:
    return ContactData(
        fields=_other_than(contact, "languages", "away_days", "substitute"),
        languages=tuple(contact["languages"]),
        away_days=contact.get("away_days"),
        substitute=contact.get("substitute", ""),
    )


def _offer(offer: dict[str, Any]) -> OfferData:
    return OfferData(
        service=offer["service"],
        municipalities=tuple(municipalities_of(offer)),
        valid_from=offer.get("from"),
        valid_until=offer.get("until"),
    )


def _other_than(table: Table, *names: str) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name not in names}
