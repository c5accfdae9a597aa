"""How an office is reached: one query for many, and the same from what one has in memory."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from directory.models import OfficePage, Verification
from directory.reach import Reach, reach_in_memory
from directory.reach_query import gather_reach
from tests.factories.directory import channel, language_time, office, special_days

pytestmark = pytest.mark.django_db


def full_office() -> OfficePage:
    page = office(languages=["uk", "ar"])
    channel(office=page, service="jmd", phone="030 23125 300", note="Im Rathaus (Beispiel)")
    channel(office=page, kind="video", hours="")
    language_time(office=page, code="ru", is_interpreted=True)
    language_time(office=page, code="fa", hours="")
    today = timezone.localdate()
    special_days(office=page, reason="Betriebsferien", substitute=office(title="Stelle nebenan"))
    special_days(office=page, first_day=today, last_day=today, hours="Mo-Su 09:00-10:00")
    special_days(
        office=page, first_day=today - timedelta(3), last_day=today - timedelta(1), reason="Vorbei"
    )
    Verification.objects.create(office=page, verified_on=date(2026, 5, 1))
    return OfficePage.objects.get(pk=page.pk)


def without_substitutes(reach: Reach) -> tuple[Any, ...]:
    """A substitute read in one query knows only what its link needs."""
    special = [
        (one.first_day, one.last_day, one.hours, one.reason, str(one.substitute))
        for one in reach.special_days
    ]
    return (reach.languages, reach.channels, reach.language_times, special, reach.verified_on)


def test_many_offices_are_read_in_one_query(django_assert_num_queries: Any) -> None:
    keys = [full_office().pk for _number in range(3)] + [office().pk]
    pages = list(OfficePage.objects.filter(pk__in=keys).order_by("pk"))
    with django_assert_num_queries(1):
        found = gather_reach(pages)
    assert set(found) == set(keys)
    for page in pages:
        assert without_substitutes(found[page.pk]) == without_substitutes(reach_in_memory(page))
    assert found[keys[-1]] == Reach()


def test_it_says_everything_in_its_order() -> None:
    page = full_office()
    reach = gather_reach([page])[page.pk]
    assert reach.languages == ("Sprache ar", "Sprache uk")
    assert [(one.kind, one.service, one.hours) for one in reach.channels] == [
        ("phone", "Dienst jmd", "Mo 09:00-10:00"),
        ("video", "", ""),
    ]
    assert [(one.language, one.hours, one.is_interpreted) for one in reach.language_times] == [
        ("Sprache fa", "", False),
        ("Sprache ru", "Th 14:00-16:00", True),
    ]
    assert [one.is_closed for one in reach.special_days] == [False, True]
    closure = reach.special_days[1]
    assert closure.substitute is not None
    assert closure.substitute.get_url() == OfficePage.objects.get(title="Stelle nebenan").get_url()
    assert reach.verified_on == date(2026, 5, 1)


def test_lists_fetch_it_along(django_assert_num_queries: Any) -> None:
    keys = [full_office().pk for _number in range(2)]
    with django_assert_num_queries(3):
        for page in OfficePage.objects.filter(pk__in=keys).for_cards():
            assert len(page.reach.channels) == 2
            assert page.reach.verified_on is not None
            assert not page.offers.all()


def test_a_draft_says_what_stands_in_it() -> None:
    page = full_office()
    page.channels = []
    page.interpreters = True
    draft = page.save_revision().as_object()
    assert draft.reach.channels == ()
    assert len(page.__class__.objects.get(pk=page.pk).reach.channels) == 2
