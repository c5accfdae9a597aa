"""What may be asked of the lists, and a sentence for what may not."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field, StringConstraints

from directory.open_data.hsds.listing import Wanted

ON_A_PAGE = 50
MOST_ON_A_PAGE = 200

_UUID_NEEDED = gettext_lazy(
    "muss eine UUID sein, zum Beispiel 315973be-587a-5bb3-8a8b-ad77b171e01c."
)
_YES_OR_NO = gettext_lazy("muss true oder false sein.")
_NEEDED: Mapping[str, object] = {
    "page": gettext_lazy("muss eine ganze Zahl ab 1 sein."),
    "per_page": gettext_lazy("muss eine ganze Zahl von 1 bis 200 sein."),
    "search": gettext_lazy("darf höchstens 200 Zeichen haben."),
    "format": gettext_lazy("kann nur json sein."),
    "postcode": gettext_lazy("muss fünf Ziffern haben, zum Beispiel 76646."),
    "modified_after": gettext_lazy(
        "muss ein Zeitpunkt sein, zum Beispiel 2026-05-12T08:30:00Z oder 2026-05-12."
    ),
    "minimal": _YES_OR_NO,
    "full": _YES_OR_NO,
    "full_service": _YES_OR_NO,
    "top_only": _YES_OR_NO,
}


class Paged(Schema):
    """Which page of a list, and what is searched for."""

    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    per_page: Annotated[int, Field(ge=1, le=MOST_ON_A_PAGE)] = ON_A_PAGE
    search: Annotated[str, StringConstraints(max_length=200)] = ""
    format: Literal["json"] = "json"


class TermsAsked(Paged):
    """Which terms."""

    taxonomy_id: UUID | None = None
    parent_id: UUID | None = None
    top_only: bool = False


class OrganizationsAsked(Paged):
    """Which organizations, and how much of them."""

    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    full: bool = False
    full_service: bool = False


class OneOrganizationAsked(Schema):
    """How much of an organization's services."""

    full_service: bool = False


class AtLocationsAsked(Paged):
    """Which services at locations, and how much of them."""

    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    modified_after: datetime | None = None
    postcode: Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")] | None = None
    full: bool = False


class ServicesAsked(Paged):
    """Which services, and how much of them."""

    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    modified_after: datetime | None = None
    minimal: bool = False
    full: bool = False


def wanted(asked: Paged) -> Wanted:
    """Return what the parameters narrow a list by; a moment without a zone is Berlin's."""
    after: datetime | None = getattr(asked, "modified_after", None)
    if after is not None and timezone.is_naive(after):
        after = timezone.make_aware(after)
    return Wanted(
        search=asked.search,
        taxonomy_term_id=getattr(asked, "taxonomy_term_id", None),
        taxonomy_id=getattr(asked, "taxonomy_id", None),
        organization_id=getattr(asked, "organization_id", None),
        modified_after=after,
        postcode=getattr(asked, "postcode", None) or "",
    )


def refuse_unknown(request: HttpRequest, asked: Schema | None = None) -> None:
    """Refuse a parameter that nobody reads, since the answer would not be what was asked for.

    Raises HttpError 400 with a sentence.
    """
    known = sorted(type(asked).model_fields) if asked is not None else []
    for name in request.GET:
        if name not in known:
            words = {"name": name[:50], "known": ", ".join(known) or _("keine")}
            raise HttpError(
                400, _("Den Parameter „%(name)s“ gibt es hier nicht. Es gibt: %(known)s.") % words
            )


def sentence_for(error: ValidationError) -> str:
    """Return a sentence about each parameter that could not be read."""
    names = dict.fromkeys(str(problem["loc"][-1]) for problem in error.errors)
    return " ".join(
        _("Der Parameter „%(name)s“ %(needed)s")
        % {"name": name, "needed": _NEEDED.get(name, _UUID_NEEDED)}
        for name in names
    )
