"""The vocabulary of the directory's queries."""

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from wagtail.models import PageQuerySet


def _rows(model: str) -> Any:
    """Return the rows of a model of the directory, which is not there yet while this is read."""
    return apps.get_model("directory", model)._default_manager


def for_cards() -> list["Prefetch[Any] | str"]:
    """Return what to fetch along for the cards of offices (two queries)."""
    offers = _rows("Offer").select_related("service")
    return ["reach", Prefetch("offers", offers)]


def for_page() -> list["Prefetch[Any] | str"]:
    """Return what to fetch along for all that an office's page shows (five queries)."""
    contacts = _rows("Contact").select_related("substitute__office")
    return [
        *for_cards(),
        "offers__municipalities",
        Prefetch("contacts", contacts),
        "contacts__words",
    ]


def everything() -> list["Prefetch[Any] | str"]:
    """Return what to fetch along for all that is known of offices, row by row (eleven queries)."""
    return [
        "languages",
        Prefetch("offers", _rows("Offer").select_related("service")),
        "offers__municipalities",
        Prefetch("channels", _rows("Channel").select_related("service")),
        Prefetch("language_times", _rows("LanguageTime").select_related("language")),
        Prefetch("special_days", _rows("SpecialDays").select_related("substitute")),
        "verification",
        Prefetch("contacts", _rows("Contact").select_related("substitute")),
        "contacts__languages",
        "contacts__services",
    ]


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

    def unconfirmed_since(self, day: date) -> "OfficeQuerySet":
        """Return the offices that nobody has confirmed on a day or later."""
        return self.filter(Q(verification=None) | Q(verification__verified_on__lt=day))

    def speaking(self, language_code: str) -> "OfficeQuerySet":
        """Return the offices where a language is spoken, always or at certain times."""
        named = {"language__code": language_code}
        always = self.model.languages.through.objects.filter(officepage=OuterRef("pk"), **named)
        at_times = _rows("LanguageTime").filter(office=OuterRef("pk"), **named)
        return self.filter(Exists(always) | Exists(at_times))

    def for_cards_of_a_service(self) -> "OfficeQuerySet":
        """Fetch along what a card shows that names a service: one query."""
        return self.prefetch_related("reach")

    def for_cards(self) -> "OfficeQuerySet":
        """Fetch along what a card shows: two queries, however many offices."""
        return self.prefetch_related(*for_cards())

    def with_everything(self) -> "OfficeQuerySet":
        """Fetch along every row of offices, for exports: eleven queries, however many offices."""
        return self.prefetch_related(*everything())
