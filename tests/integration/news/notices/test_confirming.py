"""People confirm what they have read, and the writers learn how many have."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from directory.models import OrganisationPage
from news.enums import NoticeAudience
from news.models import Notice, NoticeAcknowledgement
from news.notices import actions
from news.notices.asking import waiting_for, wording_of
from news.notices.mails import NOTICES
from portal.accounts.leaving import delete_account
from portal.accounts.models import Notification, SilencedKind, User
from portal.accounts.notification_sending import send_waiting
from portal.accounts.own_data import own_data
from tests.factories import directory, people
from tests.factories.news import notice
from tests.integration.news.reading import queries, text
from tests.integration.workplace.reading import logged_in

pytestmark = pytest.mark.django_db
PAGE = "/intern/hinweise/"


def told(by: Any, organisation: OrganisationPage | None = None, **fields: Any) -> Notice:
    facts: dict[str, Any] = {
        "audience": NoticeAudience.NETWORK,
        "title": "Neue Regel",
        "text": "Bitte lesen (Beispiel).",
        "asks_acknowledgement": True,
        **fields,
    }
    return actions.write(by, organisation=organisation, **facts)


def rewritten(notice: Notice, by: Any, **fields: Any) -> Notice:
    facts = {
        "seen": wording_of(notice),
        "is_minor": False,
        "audience": notice.audience,
        "title": notice.title,
        "text": "Anderer Text (Beispiel).",
        "asks_acknowledgement": True,
        "until": notice.until,
    }
    return actions.change(notice, by, **{**facts, **fields})


def confirm(person: Any, notice: Notice) -> str:
    sent = {"seen": wording_of(notice)}
    answer = logged_in(person).post(f"{PAGE}{notice.uuid}/", sent, follow=True)
    return text(answer)


def asked_by_mail() -> set[User]:
    return {one.recipient for one in Notification.objects.waiting().filter(kind=NOTICES)}


def test_somebody_confirms_once_and_twice_is_once(coordinator: Any, colleague: Any) -> None:
    asked = told(coordinator)
    assert "Ich habe es gelesen" in text(logged_in(colleague).get(f"{PAGE}{asked.uuid}/"))

    assert "Danke." in confirm(colleague, asked)
    first = NoticeAcknowledgement.objects.get().at
    assert "Sie haben bestätigt" in confirm(colleague, asked)

    assert NoticeAcknowledgement.objects.get().at == first
    assert not waiting_for(colleague).exists()


def test_opening_a_notice_confirms_nothing(coordinator: Any, colleague: Any) -> None:
    logged_in(colleague).get(f"{PAGE}{told(coordinator).uuid}/")

    assert not NoticeAcknowledgement.objects.exists()


def test_who_may_not_see_a_notice_cannot_confirm_it(
    here: OrganisationPage, editor: Any, stranger: Any
) -> None:
    asked = told(editor, here, audience=NoticeAudience.ORGANISATION)

    answer = logged_in(stranger).post(f"{PAGE}{asked.uuid}/", {"seen": wording_of(asked)})

    assert answer.status_code == 404
    assert not NoticeAcknowledgement.objects.exists()


@pytest.mark.parametrize("reader", ["writer", "coordinator", "nobody_is_asked", "over"])
def test_who_is_not_asked_has_nothing_to_confirm(
    here: OrganisationPage, editor: Any, colleague: Any, coordinator: Any, reader: str
) -> None:
    asked = told(editor, here, audience=NoticeAudience.ORGANISATION)
    person = {"writer": editor, "coordinator": coordinator}.get(reader, colleague)
    if reader == "nobody_is_asked":
        Notice.objects.update(asks_acknowledgement=False)
    if reader == "over":
        Notice.objects.update(until=timezone.localdate() - timedelta(days=1))

    assert "Ich habe es gelesen" not in text(logged_in(person).get(f"{PAGE}{asked.uuid}/"))
    assert "Hier ist für Sie nichts zu bestätigen." in confirm(person, asked)
    assert not NoticeAcknowledgement.objects.exists()


def test_a_notice_that_changed_asks_again_and_says_so(coordinator: Any, colleague: Any) -> None:
    asked = told(coordinator)
    confirm(colleague, asked)

    rewritten(asked, coordinator)

    page = text(logged_in(colleague).get(f"{PAGE}{asked.uuid}/"))
    assert "Sie haben die frühere Fassung bestätigt." in page
    assert "Ich habe es gelesen" in page
    confirm(colleague, Notice.objects.get())
    assert not waiting_for(colleague).exists()
    assert NoticeAcknowledgement.objects.count() == 1


def test_a_slip_of_the_pen_asks_nobody_again(coordinator: Any, colleague: Any) -> None:
    asked = told(coordinator)
    confirm(colleague, asked)
    Notification.objects.all().delete()

    rewritten(asked, coordinator, is_minor=True)

    assert not waiting_for(colleague).exists()
    assert asked_by_mail() == set()


def test_what_changed_while_the_page_was_open_is_not_confirmed_unread(
    coordinator: Any, colleague: Any
) -> None:
    asked = told(coordinator)
    rewritten(asked, coordinator)

    assert "Der Hinweis hat sich inzwischen geändert." in confirm(colleague, asked)
    assert not NoticeAcknowledgement.objects.exists()


def test_everybody_who_is_asked_gets_one_mail_and_the_writer_none(
    here: OrganisationPage, editor: Any, colleague: Any, stranger: Any, coordinator: Any
) -> None:
    told(editor, here, audience=NoticeAudience.ORGANISATION)
    assert asked_by_mail() == {colleague}
    told(editor, here)
    assert asked_by_mail() == {colleague, stranger, coordinator}
    told(editor, here, asks_acknowledgement=False, title="Ohne Bitte")
    assert "Ohne Bitte" not in str(list(Notification.objects.values_list("text", flat=True)))


def test_who_does_not_want_these_mails_gets_none(coordinator: Any, colleague: Any) -> None:
    SilencedKind.objects.create(user=colleague, kind=NOTICES)

    told(coordinator)

    assert asked_by_mail() == set()
    assert waiting_for(colleague).exists()


def test_only_who_is_newly_asked_is_told_when_more_are_asked(
    here: OrganisationPage, editor: Any, colleague: Any, stranger: Any
) -> None:
    asked = told(editor, here, audience=NoticeAudience.ORGANISATION)
    Notification.objects.all().delete()

    rewritten(asked, editor, audience=NoticeAudience.NETWORK, text=asked.text)

    assert asked_by_mail() == {stranger}


def test_a_mail_that_waited_is_not_sent_to_who_confirmed_or_once_it_is_taken_back(
    settings: Any, coordinator: Any, colleague: Any, stranger: Any
) -> None:
    settings.NOTIFICATION_DELAY_SECONDS = 0
    asked = told(coordinator)
    confirm(colleague, asked)

    send_waiting()
    assert [one.to for one in mail.outbox] == [[stranger.email]]

    other = told(coordinator, title="Irrtum")
    actions.withdraw(other, coordinator)
    send_waiting()
    assert len(mail.outbox) == 1


def test_the_writers_see_names_of_their_own_people_and_numbers_of_the_others(
    here: OrganisationPage, editor: Any, colleague: Any, stranger: Any, coordinator: Any
) -> None:
    asked = told(editor, here)
    confirm(colleague, asked)
    confirm(stranger, asked)
    address = f"{PAGE}{asked.uuid}/bestaetigungen/"

    page = logged_in(editor).get(address)
    rows = {row.organisation: row for row in page.context["rows"]}
    assert rows["Beispielwerk Hier"].done == (colleague.email,)
    assert (rows["Beispielwerk Dort"].confirmed, rows["Beispielwerk Dort"].asked) == (1, 1)
    assert stranger.email not in text(page)
    assert coordinator.email not in text(page)
    assert stranger.email in text(logged_in(coordinator).get(address))


def test_who_confirms_takes_as_many_queries_however_many_are_asked(
    here: OrganisationPage, editor: Any, colleague: Any
) -> None:
    address = f"{PAGE}{told(editor, here).uuid}/bestaetigungen/"
    client = logged_in(editor)
    few = queries(client, address)
    for _number in range(8):
        people.staff(of=directory.organisation())

    assert queries(client, address) == few


def test_ones_confirmations_are_in_the_export_and_go_with_the_account(
    coordinator: Any, colleague: Any
) -> None:
    asked = told(coordinator)
    confirm(colleague, asked)

    assert own_data(colleague)["notices"]["confirmed"][0]["title"] == "Neue Regel"
    assert own_data(coordinator)["notices"]["written"][0]["title"] == "Neue Regel"
    delete_account(User.objects.get(pk=colleague.pk))
    assert not NoticeAcknowledgement.objects.exists()


def test_what_is_to_confirm_stands_first_in_the_list(colleague: Any) -> None:
    notice(title="Zuerst", asks_acknowledgement=True)
    notice(title="Danach")

    listed = logged_in(colleague).get(PAGE).context["notices"]

    assert [one.notice.title for one in listed] == ["Zuerst", "Danach"]
