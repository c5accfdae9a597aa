"""What all HSDS objects have in common: strict types, and nothing that the standard lacks."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1)]
Uri = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^\s@]+@[^\s@]+\.[^\s@]+$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Weekdays = Annotated[
    str, StringConstraints(pattern=r"^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$")
]
PlaceType = Literal["physical", "postal", "virtual"]
Status = Literal["active", "inactive", "defunct", "temporarily closed"]
Moment = datetime


class HsdsObject(BaseModel):
    """An object of the standard: every one has an id; what is unknown is left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: UUID


class Taxonomy(HsdsObject):
    """A list of terms."""

    name: Text
    description: Text
    uri: Uri | None = None
    version: Text | None = None


class TaxonomyTerm(HsdsObject):
    """One term of a list."""

    code: Text | None = None
    name: Text
    description: Text
    parent_id: UUID | None = None
    taxonomy: Text | None = None
    taxonomy_detail: Taxonomy | None = None
    language: LanguageCode | None = None
    taxonomy_id: UUID | None = None
    term_uri: Uri | None = None


class Attribute(HsdsObject):
    """Says that a term applies to an object."""

    link_id: UUID
    taxonomy_term_id: UUID
    link_type: Text | None = None
    link_entity: Text
    value: Text | None = None
    taxonomy_term: TaxonomyTerm | None = None
    label: Text | None = None


class Language(HsdsObject):
    """A language that is spoken, by its ISO 639 code."""

    service_id: UUID | None = None
    location_id: UUID | None = None
    phone_id: UUID | None = None
    name: Text
    code: LanguageCode
    note: Text | None = None


class Phone(HsdsObject):
    """A number that anybody may dial."""

    location_id: UUID | None = None
    service_id: UUID | None = None
    organization_id: UUID | None = None
    contact_id: UUID | None = None
    service_at_location_id: UUID | None = None
    number: Text
    extension: float | None = None
    type: Text | None = None
    description: Text | None = None
    languages: tuple[Language, ...] | None = Field(default=None, min_length=1)
