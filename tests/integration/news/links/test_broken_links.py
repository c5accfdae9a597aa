"""Links that lead nowhere are found every day, told to whoever can mend them, and forgotten."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from directory.models import OrganisationPage
from news.links.check import Summary, check_links
from news.models import ArticlePage, BrokenLink
from tests.factories.directory import office, organisation
from tests.factories.files import document
from tests.factories.news import article, heading, news_index, paragraph
from tests.factories.people import editor
from tests.integration.workplace.reading import home_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def verein() -> OrganisationPage:
    """An organisation, on a site with all standing pages."""
    news_index()
    return organisation(slug="verein", title="Verein Beispiel")


def linking(of: OrganisationPage, *hrefs: str, **fields: Any) -> ArticlePage:
    """Return an article whose text has links to these addresses."""
    words = " ".join(f'<a href="{href}">hier</a>' for href in hrefs)
    return article(of, body=[heading("Vorweg"), paragraph(words)], **fields)


def to_page(key: int) -> tuple[str, str]:
    """Return a text with a link that Wagtail's chooser has made."""
    return paragraph(f'<a linktype="page" id="{key}">hier</a>')


def found() -> list[tuple[str, str]]:
    """Return the field and the address of every broken link that is kept."""
    return list(BrokenLink.objects.order_by("pk").values_list("field", "url"))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/partner/verein/",
        "/partner/verein/aktuelles/",
        "/en/partner/verein/",
        "/aktuelles/termine/",
        "/aktuelles/feed/",
        "/aktuelles/archiv/2026/3/",
        "/suche/?q=x",
        "/anlaufstelle-finden/",
        "/partner/verein",
        "https://www.example.com/nirgends/",
        "mailto:info@example.org",
        "#oben",
    ],
)
def test_a_link_that_leads_somewhere_is_not_reported(verein: OrganisationPage, path: str) -> None:
    linking(verein, path)

    check_links()

    assert found() == []


@pytest.mark.parametrize(
    "path",
    [
        "/gibt-es-nicht/",
        "/partner/verein/nicht/",
        "/en/nicht/",
        "/aktuelles/archiv/nie/",
        "/intern/",
    ],
)
def test_an_address_of_the_portal_at_which_there_is_nothing_is_reported(
    verein: OrganisationPage, path: str
) -> None:
    linking(verein, path)

    check_links()

    assert found() == [("Text, Block 2: Text", path)]


def test_the_portals_own_full_address_is_looked_at_as_well(
    verein: OrganisationPage, settings: Any
) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://portal.example.org"
    linking(verein, "https://portal.example.org/nirgends/")

    check_links()

    assert found() == [("Text, Block 2: Text", "/nirgends/")]


def test_nothing_outside_of_the_portal_is_asked(
    verein: OrganisationPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("somebody was asked")

    monkeypatch.setattr("socket.socket.connect", refuse)
    linking(verein, "https://example.com/nirgends/")

    assert check_links().pages >= 1


def test_a_link_to_a_page_that_is_unpublished_closed_or_deleted_is_reported(
    verein: OrganisationPage,
) -> None:
    goals = [article(verein, title) for title in ("Weg", "Zu", "Gelöscht", "Da")]
    article(verein, body=[to_page(goal.pk) for goal in goals])
    gone = goals[2].pk
    goals[0].unpublish()
    PageViewRestriction.objects.create(page=goals[1], restriction_type="groups")
    goals[2].delete()

    check_links()

    assert found() == [
        ("Text, Block 1: Text", "/partner/verein/aktuelles/weg/"),
        ("Text, Block 2: Text", "/partner/verein/aktuelles/zu/"),
        ("Text, Block 3: Text", f"page:{gone}"),
    ]


def test_an_office_that_is_not_published_is_reported_with_its_block(
    verein: OrganisationPage,
) -> None:
    place = office(of=verein, slug="stelle")
    article(verein, body=[heading("Vorweg"), ("office", place)])
    check_links()
    before = found()
    place.unpublish()

    check_links()

    assert before == []
    assert found() == [("Text, Block 2: Zugehörige Stelle", "/partner/verein/stelle/")]


def test_a_document_that_is_gone_is_reported(verein: OrganisationPage) -> None:
    kept, gone = document(), document()
    typed = gone.url
    article(
        verein,
        body=[("attachment", kept), ("attachment", gone), paragraph(f'<a href="{typed}">x</a>')],
    )
    check_links()
    before = found()
    key = gone.pk
    get_document_model().objects.filter(pk=key).delete()

    check_links()

    assert before == []
    assert found() == [("Text, Block 2: Anhang", f"document:{key}"), ("Text, Block 3: Text", typed)]


def test_an_old_address_that_leads_on_is_not_reported(verein: OrganisationPage) -> None:
    linking(verein, "/frueher/")
    Redirect.objects.create(old_path="/frueher", redirect_page=verein)

    check_links()

    assert found() == []


def test_only_what_visitors_see_is_looked_at(verein: OrganisationPage) -> None:
    linking(verein, "/nirgends/", live=False)
    linking(verein, "/nirgends/", expire_at=timezone.now() - timedelta(hours=1))

    check_links()

    assert found() == []


def test_a_broken_link_keeps_its_day_and_is_forgotten_when_it_is_mended(
    verein: OrganisationPage,
) -> None:
    news = linking(verein, "/nirgends/")
    first = check_links()
    BrokenLink.objects.update(found_on=date(2026, 1, 5))

    again = check_links()
    day = BrokenLink.objects.get().found_on
    news.body = [paragraph("Kein Link mehr.")]
    news.save_revision().publish()
    mended = check_links()

    assert (first.new, first.known, first.mended) == (1, 0, 0)
    assert (again.new, again.known, again.mended) == (0, 1, 0)
    assert day == date(2026, 1, 5)
    assert (mended.new, mended.known, mended.mended) == (0, 0, 1)
    assert found() == []


def test_what_a_page_links_is_forgotten_when_the_page_is_taken_from_the_web(
    verein: OrganisationPage,
) -> None:
    news = linking(verein, "/nirgends/")
    check_links()
    news.unpublish()

    assert check_links().mended == 1
    assert found() == []


def test_many_pages_take_no_more_queries_than_few(verein: OrganisationPage) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            check_links()
        BrokenLink.objects.all().delete()
        return len(captured)

    def write() -> None:
        other = article(verein)
        number = other.pk
        linking(verein, f"/nirgends-{number}/", "/partner/verein/", "/aktuelles/feed/")
        article(verein, body=[to_page(number), to_page(10**6 + number)])
        article(verein, body=[("attachment", document())])

    write()
    queries()
    few = queries()
    for _each in range(4):
        write()

    assert queries() == few


def test_an_editor_sees_the_links_of_his_own_organisation_with_field_and_address(
    verein: OrganisationPage,
) -> None:
    linking(verein, "/nirgends/", title="Neue Zeiten")
    elsewhere = organisation()
    linking(elsewhere, "/woanders/", title="Fremd")
    check_links()

    panel = home_of(editor(of=verein))["broken-links"]

    assert "Neue Zeiten" in panel
    assert "Text, Block 2: Text → /nirgends/" in panel
    assert "Fremd" not in panel
    assert "/woanders/" not in panel


def test_who_has_no_broken_link_sees_no_panel(verein: OrganisationPage) -> None:
    linking(verein, "/partner/verein/")
    check_links()

    assert "broken-links" not in home_of(editor(of=verein))


def test_a_summary_adds_up() -> None:
    assert Summary(1, 2, 3, 4) + Summary(10, 20, 30, 40) == Summary(11, 22, 33, 44)
