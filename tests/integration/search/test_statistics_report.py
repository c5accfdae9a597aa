"""The coordination reads what people look for in vain, and makes synonyms of it."""

from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from portal.search.models import SearchCount, Synonyms
from portal.search.statistics.privacy import key_of
from portal.search.statistics.report import Asker, Choice, Order, report
from tests.factories.directory import organisation
from tests.factories.people import coordination, lead_editor

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/suche/gesucht/"


def counted(words: str, *, days_ago: int = 0, rare: bool = False, **counts: Any) -> SearchCount:
    day = timezone.localdate() - timedelta(days=days_ago)
    shown = "" if rare else words
    return SearchCount.objects.create(day=day, key=key_of(words), words=shown, **counts)


@pytest.fixture
def admin(client: Client) -> Client:
    """A browser of the coordination."""
    client.force_login(coordination())
    return client


def test_days_are_added_up_and_rare_words_only_counted() -> None:
    counted("duldung", searches=3, without_result=1, clicks=2)
    counted("duldung", days_ago=6, searches=2, missed=1, is_staff=True)
    counted("duldung", days_ago=40, searches=50)
    counted("erika beispiel", rare=True, searches=2)
    found = report(Choice(days=7))
    (line,) = found.lines
    assert (line.words, line.searches, line.without_result) == ("duldung", 5, 1)
    assert (line.clicks, line.missed) == (2, 1)
    assert (found.total.searches, found.rare) == (7, 2)
    assert report(Choice(days=7, asker=Asker.STAFF)).total.searches == 2
    assert report(Choice(days=90)).lines[0].searches == 55


def test_what_is_found_least_stands_first() -> None:
    counted("oft", searches=9, clicks=9)
    counted("leer", searches=5, without_result=4, clicks=1)
    counted("vermisst", searches=6, missed=3, clicks=6)

    def first(order: Order) -> str:
        return report(Choice(order=order)).lines[0].words

    assert [first(order) for order in (Order.EMPTY, Order.SEARCHED, Order.MISSED)] == [
        "leer",
        "oft",
        "vermisst",
    ]
    assert first(Order.UNCLICKED) == "leer"


def test_beside_each_word_a_synonym_can_be_made(admin: Client) -> None:
    counted("schwimm & kurs", searches=5)
    group = Synonyms.objects.create(words="Übergabe, Abgabe")
    counted("uebergabe", searches=5)
    shown = admin.get(ADDRESS).content.decode()
    add = reverse("wagtailsnippets_portal_search_synonyms:add")
    assert f"{add}?wort=schwimm%20%26%20kurs" in shown
    assert reverse("wagtailsnippets_portal_search_synonyms:edit", args=[group.pk]) in shown


def test_the_report_is_a_workbook_too(admin: Client) -> None:
    counted("=1+1", searches=6, without_result=2)
    answer = admin.get(ADDRESS, {"export": "xlsx"})
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1] == ("=1+1", 6, 2, 0, 0)
    assert sheet["A2"].data_type == "s"


@pytest.mark.parametrize(
    "asked", [{"tage": "0"}, {"tage": "x" * 9999}, {"zuerst": "'--"}, {"wer": "\u202e"}]
)
def test_whatever_an_address_says_there_is_a_report(admin: Client, asked: dict[str, str]) -> None:
    assert admin.get(ADDRESS, asked).status_code == 200


def test_only_the_coordination_reads_it(client: Client) -> None:
    client.force_login(lead_editor(of=organisation()))
    assert client.get(ADDRESS).status_code == 302
    counted("duldung", searches=5)
    assert "duldung" not in client.get(ADDRESS, follow=True).content.decode()


def test_many_words_cost_no_more_queries(admin: Client) -> None:
    counted("wort", searches=5)
    admin.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        admin.get(ADDRESS)
    for number in range(30):
        counted(f"wort{number}", searches=5)
        Synonyms.objects.create(words=f"wort{number}, anders{number}")
    with CaptureQueriesContext(connection) as many:
        admin.get(ADDRESS)
    assert len(many) == len(few)


def test_rare_words_go_after_a_month_and_everything_after_400_days() -> None:
    counted("alt", days_ago=401, searches=9)
    kept = counted("neu", days_ago=400, searches=9)
    counted("selten", days_ago=31, rare=True, searches=1)
    recent = counted("selten", days_ago=30, rare=True, searches=1)
    said = StringIO()
    call_command("prune_logs", stdout=said)
    assert set(SearchCount.objects.all()) == {kept, recent}
    assert "Deleted 2 rows of what was looked for." in said.getvalue()
