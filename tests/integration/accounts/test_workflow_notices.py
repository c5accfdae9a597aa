"""Whoever has to approve, or waits for an approval, is told in German, with a link that works."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import WorkflowState

from directory.models import OrganisationPage
from news.models import ArticlePage
from portal.accounts.models import User
from portal.accounts.notification_sending import send_waiting
from portal.accounts.notifications import choose_kinds, notify
from tests.factories.directory import organisation
from tests.factories.news import article, article_form
from tests.factories.people import editor, lead_editor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_quiet_time(settings: Settings) -> None:
    settings.NOTIFICATION_DELAY_SECONDS = 0


@pytest.fixture
def verein() -> OrganisationPage:
    """Return an organisation whose articles its lead editors approve."""
    return organisation(articles_need_approval=True)


def handed_in(verein: OrganisationPage, author: User, title: str = "Neues Angebot") -> ArticlePage:
    """Return an article that its author has handed in for approval."""
    news = article(verein, title)
    revision = news.save_revision(user=author)
    news.get_workflow().start(revision.as_object(), author)
    return news


def act(news: ArticlePage, action: str, who: User, **words: Any) -> None:
    """Approve or reject what was handed in."""
    state = WorkflowState.objects.active().get(object_id=str(news.pk)).current_task_state
    state.task.specific.on_action(state, who, action, **words)


def notices(person: User) -> list[str]:
    """Return what a person is told."""
    return [notice.text for notice in person.notifications.all()]


def follow(person: User) -> Any:
    """Open what a person's last notice leads to."""
    client = Client()
    client.force_login(person)
    return client.get(person.notifications.latest("pk").path)


def test_lead_editors_are_told_of_what_waits_and_can_open_it(verein: OrganisationPage) -> None:
    author, lead, elsewhere = editor(of=verein), lead_editor(of=verein), editor(of=organisation())

    handed_in(verein, author)

    assert notices(lead) == [
        f"„Neues Angebot“ wartet auf Ihre Freigabe. Eingereicht von: {author}."
    ]
    assert notices(author) == notices(elsewhere) == []
    answer = follow(lead)
    assert answer.status_code == 200
    assert "Neues Angebot" in answer.content.decode()


def test_the_author_is_told_of_an_approval_and_can_open_it(verein: OrganisationPage) -> None:
    author, lead = editor(of=verein), lead_editor(of=verein)
    news = handed_in(verein, author)

    act(news, "approve", lead)

    assert notices(author) == ["„Neues Angebot“ ist freigegeben und veröffentlicht."]
    assert follow(author).status_code == 200


def test_the_author_reads_why_changes_are_asked_for(verein: OrganisationPage) -> None:
    author, lead = editor(of=verein), lead_editor(of=verein)
    news = handed_in(verein, author)

    act(news, "reject", lead, comment="Bitte die Uhrzeit nennen.")

    assert notices(author) == [
        "„Neues Angebot“ braucht noch Änderungen, bevor es erscheint: Bitte die Uhrzeit nennen."
    ]
    assert follow(author).status_code == 200


def test_the_author_is_told_when_somebody_else_ends_the_approval(verein: OrganisationPage) -> None:
    author, lead = editor(of=verein), lead_editor(of=verein)
    news = handed_in(verein, author)

    WorkflowState.objects.get(object_id=str(news.pk)).cancel(user=lead)

    assert notices(author)[0].startswith("Die Freigabe von „Neues Angebot“ wurde beendet")


def test_nobody_is_told_what_he_has_done_himself(verein: OrganisationPage) -> None:
    lead = lead_editor(of=verein)
    news = handed_in(verein, lead)
    WorkflowState.objects.get(object_id=str(news.pk)).cancel(user=lead)

    assert notices(lead) == []


def test_wagtail_sends_no_mail_of_its_own_and_ours_come_bundled(
    verein: OrganisationPage, django_capture_on_commit_callbacks: Any
) -> None:
    author, lead = editor(of=verein), lead_editor(of=verein)
    with django_capture_on_commit_callbacks(execute=True):
        act(handed_in(verein, author, "Erstens"), "approve", lead)
        handed_in(verein, author, "Zweitens")
    assert mail.outbox == []

    assert send_waiting() == 2

    (to_lead,) = [message for message in mail.outbox if message.to == [lead.email]]
    assert "„Erstens“ wartet" in to_lead.body
    assert "„Zweitens“ wartet" in to_lead.body


def test_whoever_switched_approvals_off_is_not_told(verein: OrganisationPage) -> None:
    lead = lead_editor(of=verein)
    choose_kinds(lead, ["entscheidung", "kommentar"])

    handed_in(verein, editor(of=verein))

    assert notices(lead) == []


def test_whoever_lost_his_rights_in_the_meantime_gets_no_mail(verein: OrganisationPage) -> None:
    author, lead, former = editor(of=verein), lead_editor(of=verein), lead_editor(of=verein)
    handed_in(verein, author)
    assert len(notices(former)) == 1
    former.groups.clear()

    send_waiting()

    assert [message.to for message in mail.outbox] == [[lead.email]]
    assert notices(former) == []


def test_of_a_page_that_is_gone_nobody_gets_a_mail(verein: OrganisationPage) -> None:
    lead = lead_editor(of=verein)
    handed_in(verein, editor(of=verein)).delete()

    assert send_waiting() == 0
    assert notices(lead) == []


def test_a_notice_whose_address_is_gone_stops_no_other(verein: OrganisationPage) -> None:
    lead = lead_editor(of=verein)
    notify([lead], "freigabe", "„Alt“ wartet auf Ihre Freigabe.", "/gibt-es-nicht.mehr")
    handed_in(verein, editor(of=verein))

    assert send_waiting() == 1

    assert "„Neues Angebot“ wartet" in mail.outbox[0].body
    assert "„Alt“" not in mail.outbox[0].body


def comment(news: ArticlePage, who: User, text: str) -> Any:
    """Write a comment at the title of an article, in the admin's form."""
    client = Client()
    client.force_login(who)
    fields = {
        "title": news.title,
        "slug": news.slug,
        "comments-TOTAL_FORMS": "1",
        "comments-0-id": "",
        "comments-0-contentpath": "title",
        "comments-0-text": text,
        "comments-0-position": "",
        "comments-0-resolved": "",
        "comments-0-DELETE": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
        "comment_notifications": "on",
    }
    address = reverse("wagtailadmin_pages:edit", args=[news.pk])
    return client.post(address, article_form(**fields))


def test_comments_are_told_to_who_follows_the_page_and_may_still_edit_it() -> None:
    verein = organisation()
    news = article(verein, "Neues Angebot")
    author, colleague, gone = editor(of=verein), editor(of=verein), editor(of=verein)
    for person in (author, gone):
        news.subscribers.create(user=person, comment_notifications=True)
    gone.groups.clear()

    assert comment(news, colleague, "Stimmt die Uhrzeit?").status_code == 302

    assert notices(author) == [f"Neuer Kommentar von {colleague} an „Neues Angebot“."]
    assert notices(gone) == notices(colleague) == []
    assert mail.outbox == []
    assert follow(author).status_code == 200
