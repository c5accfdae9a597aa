"""The page of what happened since somebody looked last, and how he says that he has."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agreement.models import ClauseQuestion, Review
from agreement.review import questions, reviews
from directory.models import OfficePage, OrganisationPage
from news.models import ArticlePage, LastLook
from news.whats_new.gathering import MOST, how_much
from news.whats_new.happenings import Span
from portal.core.visibility import viewer_of
from tests.factories import agreement as texts
from tests.factories import consultation as consultations
from tests.factories import directory, people
from tests.factories.news import article, notice
from tests.factories.site import close
from tests.integration.news.reading import queries, text
from tests.integration.workplace.reading import logged_in

pytestmark = pytest.mark.django_db
PAGE = "/intern/neues/"


@pytest.fixture
def here(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielwerk Hier")


@pytest.fixture
def reader(here: OrganisationPage) -> Any:
    return people.staff(of=here)


def ago(**units: int) -> datetime:
    return timezone.now() - timedelta(**units)


def published(of: OrganisationPage, title: str, **units: int) -> ArticlePage:
    page = article(of, title)
    page.first_published_at = page.last_published_at = ago(**units)
    page.save()
    return page


def groups(client: Client, address: str = PAGE) -> dict[str, list[str]]:
    """Return the titles by the heading they stand under."""
    answer = client.get(address)
    assert answer.status_code == 200
    return {one.heading: [item.title for item in one.items] for one in answer.context["groups"]}


def mark(client: Client, until: str = "") -> str:
    until = until or client.get(PAGE).context["span"].until.isoformat()
    return text(client.post(PAGE, {"until": until}, follow=True))


def test_somebody_who_never_looked_sees_two_weeks_the_newest_first(
    here: OrganisationPage, reader: Any
) -> None:
    notice(title="Hinweis von gestern", made_at=ago(days=1))
    published(here, "Vor drei Wochen", days=21)
    published(here, "Vor drei Tagen", days=3)
    published(here, "Vor einer Stunde", hours=1)

    found = groups(logged_in(reader))

    assert found["Hinweise"] == ["Hinweis von gestern"]
    assert found["Artikel"] == ["Vor einer Stunde", "Vor drei Tagen"]


def test_opening_the_page_forgets_nothing(reader: Any) -> None:
    notice(title="Bleibt neu")
    client = logged_in(reader)

    assert groups(client) == groups(client) == {"Hinweise": ["Bleibt neu"]}
    assert not LastLook.objects.exists()


def test_what_was_seen_is_new_no_more_and_comes_back_once(reader: Any) -> None:
    notice(title="Gesehen")
    client = logged_in(reader)

    assert "Sie sind auf dem neuesten Stand" in mark(client)
    notice(title="Danach")
    assert groups(client) == {"Hinweise": ["Danach"]}

    client.post(PAGE, {"act": "undo"})
    assert groups(client) == {"Hinweise": ["Danach", "Gesehen"]}
    again = text(client.post(PAGE, {"act": "undo"}, follow=True))
    assert "Es gibt nichts zurückzunehmen." in again
    assert groups(client) == {"Hinweise": ["Danach", "Gesehen"]}


def test_what_happens_between_reading_and_pressing_the_button_stays_new(reader: Any) -> None:
    client = logged_in(reader)
    read = client.get(PAGE).context["span"].until.isoformat()
    notice(title="Dazwischen")

    mark(client, read)

    assert groups(client) == {"Hinweise": ["Dazwischen"]}


def test_pressing_twice_does_not_spoil_taking_it_back(reader: Any) -> None:
    notice(title="Gesehen")
    client = logged_in(reader)
    read = client.get(PAGE).context["span"].until.isoformat()

    mark(client, read)
    assert "Das war schon gemerkt." in mark(client, read)
    client.post(PAGE, {"act": "undo"})

    assert groups(client) == {"Hinweise": ["Gesehen"]}


@pytest.mark.parametrize("forged", ["", "morgen", "2026-01-01", "9999-99-99T00:00:00+00:00"])
def test_a_moment_that_is_none_marks_nothing(reader: Any, forged: str) -> None:
    answer = logged_in(reader).post(PAGE, {"until": forged}, follow=True)

    assert "Das konnten wir nicht lesen." in text(answer)
    assert not LastLook.objects.exists()


@pytest.mark.parametrize("forged", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00"])
def test_nobody_sees_the_future_nor_the_dark_ages(reader: Any, forged: str) -> None:
    client = logged_in(reader)

    mark(client, forged)

    assert ago(days=15) < LastLook.objects.get().seen_until <= timezone.now()
    assert client.get(PAGE).status_code == 200


def test_somebody_looks_back_from_a_day_on(here: OrganisationPage, reader: Any) -> None:
    published(here, "Vor vierzig Tagen", days=40)
    client = logged_in(reader)
    day = timezone.localdate(ago(days=40)).isoformat()

    assert groups(client, f"{PAGE}?seit={day}") == {"Artikel": ["Vor vierzig Tagen"]}


def test_who_looks_at_less_than_what_is_new_cannot_call_it_all_seen(reader: Any) -> None:
    notice(made_at=ago(days=3))
    notice()
    today = timezone.localdate().isoformat()

    assert "Alles gesehen</button>" not in text(logged_in(reader).get(f"{PAGE}?seit={today}"))
    assert "Alles gesehen</button>" in text(logged_in(reader).get(PAGE))


@pytest.mark.parametrize("day", ["gestern", "2026-02-30", "2999-01-01", "2198-01-01"])
def test_a_day_that_is_none_is_told_at_the_field(reader: Any, day: str) -> None:
    notice(title="Da")

    answer = logged_in(reader).get(f"{PAGE}?seit={day}")

    assert answer.context["form"].errors["seit"]
    assert f'value="{day}"' in text(answer)
    assert "Da</a>" in text(answer)


def test_only_the_first_are_named_and_the_others_counted(reader: Any) -> None:
    for number in range(MOST + 3):
        notice(title=f"Hinweis {number}")

    page = text(logged_in(reader).get(PAGE))

    assert f"Hinweise ({MOST + 3})" in page
    assert "und 3 weitere Neuigkeiten" in page


def test_nothing_that_one_may_not_see_leaves_a_trace(here: OrganisationPage, reader: Any) -> None:
    other = directory.organisation()
    LastLook.objects.create(user=reader, seen_until=ago(hours=2))
    notice(of=other, audience="organisation", title="Geheim")
    notice(title="Geheim", withdrawn_at=timezone.now())
    hidden = published(here, "Geheim", hours=1)
    close(hidden)
    draft = published(here, "Geheim", hours=1)
    draft.live = False
    draft.save()
    over = published(here, "Geheim", hours=1)
    over.expire_at = ago(minutes=1)
    over.save()

    page = text(logged_in(reader).get(PAGE))

    assert "Geheim" not in page
    assert "Sie sind auf dem neuesten Stand" in page
    assert how_much(Span(ago(hours=2), timezone.now()), viewer_of(reader)) == 0


def test_changed_offices_and_organisations_are_told_as_such(
    here: OrganisationPage, reader: Any
) -> None:
    place: OfficePage = directory.office(of=here, title="Beratung Bretten")
    place.save_revision().publish()
    here.refresh_from_db()
    here.first_published_at = ago(days=90)
    here.save()
    here.save_revision().publish()

    answer = logged_in(reader).get(PAGE)
    told = {item.title: item.note for group in answer.context["groups"] for item in group.items}

    assert told == {"Beratung Bretten": "neu", "Beispielwerk Hier": "geändert"}


def test_the_life_of_a_version_is_told(reader: Any) -> None:
    coordinator = people.coordination()
    clause = texts.clause(heading="Zielgruppe")
    made = texts.working_text(parties=[directory.organisation(), directory.organisation()])
    texts.section(clause, of=made, title="Zielgruppen", slug="zielgruppen")
    version = texts.sealed(made, coordinator)
    texts.in_force(version, timezone.localdate(), coordinator)
    questions.ask(made.agreement, str(clause["id"]), reader, "Gilt das auch für Kinder?")
    questions.answer(ClauseQuestion.objects.get(), coordinator, "Ja.")
    planned = Review.objects.filter(done_on=None).first()
    planned = planned or reviews.plan_clause_review(
        made.agreement, str(clause["id"]), coordinator, timezone.localdate(), ""
    )
    reviews.complete_review(planned, coordinator, "Bleibt so.")

    answer = logged_in(reader).get(PAGE)
    told = {one.heading: [item.note for item in one.items] for one in answer.context["groups"]}

    kinds = ["Inkrafttreten festgelegt", "Vollständig unterzeichnet", "Festgeschrieben"]
    assert told["Fassungen der Vereinbarung"] == kinds
    assert groups(logged_in(reader))["Beantwortete Rückfragen"] == ["Gilt das auch für Kinder?"]
    assert told["Abgeschlossene Überprüfungen"] == ["Bleibt so."]
    assert "Was jetzt gilt" not in told


def test_a_version_is_told_again_when_its_day_has_come(reader: Any) -> None:
    coordinator = people.coordination()
    made = texts.working_text(parties=[directory.organisation(), directory.organisation()])
    texts.section(texts.clause(), of=made, title="Zielgruppen", slug="zielgruppen")
    version = texts.sealed(made, coordinator)
    tomorrow = timezone.localdate() + timedelta(days=1)
    texts.in_force(version, tomorrow, coordinator)
    now = timezone.now()
    LastLook.objects.create(user=reader, seen_until=now)
    who = viewer_of(reader)

    assert how_much(Span(now, now), who) == 0
    assert how_much(Span(now, now + timedelta(days=1)), who) == 1


def test_an_opened_consultation_is_told(reader: Any) -> None:
    consultations.consultation()

    assert len(groups(logged_in(reader))["Begonnene Abstimmungen"]) == 1


def test_the_page_takes_as_many_queries_however_much_happened(
    here: OrganisationPage, reader: Any
) -> None:
    client = logged_in(reader)
    published(here, "Eins", hours=1)
    notice()
    consultations.consultation()
    few = queries(client, PAGE)
    for number in range(5):
        published(directory.organisation(), f"Artikel {number}", hours=1)
        notice(of=here)

    assert queries(client, PAGE) == few <= 28


def test_the_number_at_home_is_that_of_the_page(here: OrganisationPage, reader: Any) -> None:
    consultations.consultation()
    published(here, "Eins", hours=1)
    notice()
    client = logged_in(reader)
    number = sum(one.total for one in client.get(PAGE).context["groups"])

    assert number >= 3
    assert f"{number} Neuigkeiten seit" in text(client.get("/intern/"))


def test_visitors_see_nothing_of_it(client: Client) -> None:
    notice(title="Geheim")

    answer = client.get(PAGE)

    assert answer.status_code in {302, 403, 404}
    assert "Geheim" not in answer.content.decode()
