"""The vocabulary of the directory's queries."""

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from wagtail.models import PageQuerySet


def for_cards() -> list["Prefetch[Any] | str"]:
    """Return what to fetch along for the cards of offices (two queries)."""
    offers = apps.get_model("directory", "Offer").objects.select_related("service")
    return ["languages", Prefetch("offers", offers)]


def everything() -> list["Prefetch[Any] | str"]:
    """Return what to fetch along for all that an office's page shows (five queries)."""
    return [*for_cards(), "offers__municipalities", "contacts__languages"]


class OfferQuerySet(QuerySet[Any]):
    """Offers: which service, where, when."""

    def on(self, day: date) -> Self:
        """Return the offers that hold on a day; both ends belong to the span."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        lasting = Q(valid_until=None) | Q(valid_until__gte=day)
        return self.filter(begun & lasting)

    def covering(self, municipality_ags: str) -> Self:
        """Return the offers for a municipality; `names_municipality` says whether by name.

        An offer that names none is for the whole district.
        """
        named = Q(municipalities__ags=municipality_ags)
        return self.filter(named | Q(municipalities=None)).annotate(
            names_municipality=Q(municipalities__isnull=False)
        )


class OfficeQuerySet(PageQuerySet):
    """Offices: who offers what for whom."""

    def offering(
        self, service_code: str | None, municipality_ags: str | None, on: date
    ) -> "OfficeQuerySet":
        """Return the live offices that offer a service for a municipality on a day.

        None means any service, or any municipality. Most local first: an office that names
        the municipality comes before one for the whole district (no municipality named).
        """
        offers = apps.get_model("directory", "Offer").objects.on(on).filter(office=OuterRef("pk"))
        if service_code is not None:
            offers = offers.filter(service__code=service_code)
        if municipality_ags is None:
            return self.live().filter(Exists(offers)).order_by("title")
        named = Exists(offers.filter(municipalities__ags=municipality_ags))
        everywhere = Exists(offers.filter(municipalities=None))
        return (
            self.live()
            .annotate(names_municipality=named)
            .filter(Q(names_municipality=True) | Q(everywhere))
            .order_by("-names_municipality", "title")
        )

    def speaking(self, language_code: str) -> "OfficeQuerySet":
        """Return the offices where a language is spoken."""
        return self.filter(languages__code=language_code)

    def for_cards(self) -> "OfficeQuerySet":
        """Fetch along what a card shows: two queries, however many offices."""
        return self.prefetch_related(*for_cards())

    def with_everything(self) -> "OfficeQuerySet":
        """Fetch along what an office's page shows: five queries, however many offices."""
        return self.prefetch_related(*everything())
