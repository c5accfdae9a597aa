"""Which office offers what for whom."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from directory.models import Offer, OfficePage
from tests.factories.directory import (
    channel,
    contact,
    language_time,
    municipality,
    offer,
    office,
    organisation,
    special_days,
)

pytestmark = pytest.mark.django_db

BRETTEN, BRUCHSAL = "08215007", "08215009"
TODAY = date(2026, 3, 12)


def names(service: str | None, ags: str | None, on: date = TODAY) -> list[str]:
    return [page.title for page in OfficePage.objects.offering(service, ags, on)]


def test_an_office_that_names_the_municipality_comes_before_one_for_the_district() -> None:
    office(title="A für alle", offers=["jmd"])
    near = office(title="B in Bretten")
    offer(office=near, service="jmd", municipalities=[BRETTEN, BRUCHSAL])
    assert names("jmd", BRETTEN) == ["B in Bretten", "A für alle"]


def test_an_office_of_other_municipalities_is_not_found() -> None:
    far = office()
    offer(office=far, service="jmd", municipalities=[BRUCHSAL])
    municipality(BRETTEN)
    assert names("jmd", BRETTEN) == []


def test_the_catchment_of_another_service_does_not_count() -> None:
    page = office(title="Stelle")
    offer(office=page, service="mbe", municipalities=[BRETTEN])
    offer(office=page, service="jmd", municipalities=[BRUCHSAL])
    assert names("jmd", BRETTEN) == []
    assert names("mbe", BRETTEN) == ["Stelle"]


def test_an_offer_holds_from_its_first_day_to_its_last() -> None:
    page = office(title="Stelle")
    offer(office=page, service="im", valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31))
    assert names("im", BRETTEN, date(2026, 1, 1)) == ["Stelle"]
    assert names("im", BRETTEN, date(2026, 12, 31)) == ["Stelle"]
    assert names("im", BRETTEN, date(2025, 12, 31)) == []
    assert names("im", BRETTEN, date(2027, 1, 1)) == []


def test_an_unpublished_office_offers_nothing() -> None:
    office(offers=["jmd"], live=False)
    assert names("jmd", BRETTEN) == []


def test_without_a_place_every_office_of_the_service_is_found_once() -> None:
    page = office(title="Stelle")
    offer(office=page, service="jmd", municipalities=[BRETTEN])
    offer(office=page, service="jmd", municipalities=[BRUCHSAL])
    assert names("jmd", None) == ["Stelle"]
    assert names(None, BRETTEN) == ["Stelle"]


def test_an_offer_that_ends_before_it_begins_is_refused() -> None:
    made = offer(office=office(), service="jmd")
    made.valid_from, made.valid_until = date(2026, 2, 1), date(2026, 1, 1)
    with pytest.raises(ValidationError, match="Das Ende liegt vor dem Beginn"):
        made.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=made.pk).update(
            valid_from=date(2026, 2, 1), valid_until=date(2026, 1, 1)
        )


def test_everything_of_many_offices_comes_in_eleven_queries(
    django_assert_num_queries: object,
) -> None:
    for _number in range(3):
        page = office(offers=["jmd", "mbe"], languages=["uk"])
        offer(office=page, service="im", municipalities=[BRETTEN])
        contact(office=page, languages=["tr"])
        channel(office=page, service="jmd")
        language_time(office=page, code="uk")
        special_days(office=page, substitute=page_elsewhere())
    with django_assert_num_queries(11):  # type: ignore[operator]
        for page in OfficePage.objects.filter(channels__isnull=False).with_everything():
            assert page.languages.all()[0].code == "uk"
            for made in page.offers.all():
                assert made.service.code
                list(made.municipalities.all())
            assert page.contacts.all()[0].languages.all()[0].code == "tr"
            assert page.channels.all()[0].service.code == "jmd"
            assert page.language_times.all()[0].language.code == "uk"
            assert page.special_days.all()[0].substitute.title
            assert not hasattr(page, "verification")


def page_elsewhere() -> OfficePage:
    return office()


@pytest.mark.parametrize("hours", ["quatsch", "Mo 09:00-12:00; PH off", "Jan Mo 09:00-12:00"])
def test_hours_that_the_weekly_form_cannot_show_are_refused(hours: str) -> None:
    page = office()
    page.hours = hours
    with pytest.raises(ValidationError, match="nicht als Woche"):
        page.save()


@pytest.mark.parametrize("code", ["7664", "76646\n", "abcde", "７６６４６x"])
def test_a_postal_code_has_five_digits(code: str) -> None:
    with pytest.raises(ValidationError, match="fünf Ziffern"):
        office(postal_code=code)


@pytest.mark.parametrize("number", ["anrufen", "12", "030/abc", "+"])
def test_a_phone_number_can_be_dialled(number: str) -> None:
    with pytest.raises(ValidationError, match="keine Telefonnummer"):
        organisation(phone=number)


def test_a_copied_office_gets_an_identity_of_its_own_and_keeps_its_offers() -> None:
    page = office()
    offer(office=page, service="jmd", municipalities=[BRETTEN])
    page = OfficePage.objects.get(pk=page.pk)
    page.save_revision().publish()
    copy = page.copy(update_attrs={"slug": "kopie"})
    assert copy.uuid != page.uuid
    assert [made.service.code for made in OfficePage.objects.get(pk=copy.pk).offers.all()] == [
        "jmd"
    ]
    copy.get_latest_revision().publish()
    copy.refresh_from_db()
    assert copy.uuid != page.uuid
