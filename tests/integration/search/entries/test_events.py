"""Events are found as what they are, and count as news until their last day."""

from datetime import date

import pytest

from news.enums import Repeats
from news.models import EventPage
from portal.search.entries.events import event_facts
from portal.search.entries.page_types import page_type
from portal.search.kinds import Kind
from tests.factories.directory import organisation
from tests.factories.news import event

pytestmark = pytest.mark.django_db


def test_an_event_is_found_as_an_event_with_its_organisation_and_place() -> None:
    page = event(organisation(short_name="Verein"), teaser="Deutsch sprechen.")

    facts = event_facts([page])[page.pk]

    assert page_type(EventPage).kind == Kind.EVENT
    assert facts.label == "Verein"
    assert "Deutsch sprechen." in facts.text
    assert "Rathaus" in facts.text


def test_an_event_counts_until_its_last_day() -> None:
    verein = organisation()
    once = event(verein, starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 6))
    often = event(
        verein,
        starts_on=date(2026, 5, 4),
        repeats=Repeats.WEEKLY,
        repeats_until=date(2026, 7, 6),
    )

    facts = event_facts([once, often])

    assert facts[once.pk].date == date(2026, 5, 6)
    assert facts[often.pk].date == date(2026, 7, 6)
