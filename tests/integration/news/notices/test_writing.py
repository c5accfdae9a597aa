"""Who tells the network something, how it is changed and taken back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from directory.models import OrganisationLogEntry, OrganisationPage
from news.enums import NoticeAudience
from news.models import Notice
from news.notices import actions
from news.notices.asking import wording_of
from tests.factories import people
from tests.factories.news import notice
from tests.integration.news.reading import text
from tests.integration.workplace.reading import logged_in

pytestmark = pytest.mark.django_db
PAGE = "/intern/hinweise/"


def form(**fields: Any) -> dict[str, Any]:
    facts = {
        "organisation": "koordination",
        "audience": "network",
        "title": "Neue Telefonnummer",
        "text": "Seit heute gilt die neue Nummer (Beispiel).",
        "until": "",
    }
    return {**facts, **fields}


def changed(of: Notice, **fields: Any) -> dict[str, Any]:
    facts = {"audience": of.audience, "title": of.title, "text": of.text, "seen": wording_of(of)}
    return {**facts, **fields}


def test_an_editor_tells_the_network_something_and_everybody_finds_it(
    here: OrganisationPage, editor: Any, stranger: Any
) -> None:
    sent = form(organisation=str(here.uuid))
    told = logged_in(editor).post(f"{PAGE}neu/", sent, follow=True)

    assert "Der Hinweis steht jetzt auf der Seite." in text(told)
    page = text(logged_in(stranger).get(PAGE))
    assert "Neue Telefonnummer" in page
    assert "Beispielwerk Hier" in page
    assert OrganisationLogEntry.objects.filter(action="portal.notice.write").exists()


def test_the_coordination_writes_for_the_network_and_an_administrator_for_all(
    here: OrganisationPage, coordinator: Any
) -> None:
    logged_in(coordinator).post(f"{PAGE}neu/", form())
    logged_in(people.administrator()).post(f"{PAGE}neu/", form(organisation=str(here.uuid)))

    assert [one.organisation for one in Notice.objects.order_by("pk")] == [None, here]


def test_staff_without_an_organisation_to_edit_may_not_write(colleague: Any) -> None:
    client = logged_in(colleague)

    assert client.get(f"{PAGE}neu/").status_code == 403
    assert client.post(f"{PAGE}neu/", form()).status_code == 403
    assert "Hinweis schreiben" not in text(client.get(PAGE))
    assert not Notice.objects.exists()


@pytest.mark.parametrize("sender", ["there", "koordination"])
def test_a_forged_sender_is_refused_at_its_field_and_nothing_typed_is_lost(
    here: OrganisationPage, there: OrganisationPage, editor: Any, sender: str
) -> None:
    forged = str(there.uuid) if sender == "there" else sender
    answer = logged_in(editor).post(f"{PAGE}neu/", form(organisation=forged))

    assert "Für diese Organisation können Sie keinen Hinweis schreiben." in text(answer)
    assert "Seit heute gilt die neue Nummer (Beispiel)." in text(answer)
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"until": "2020-01-01"}, "Wählen Sie einen Tag, der noch nicht vorbei ist."),
        ({"until": "morgen"}, "Das ist kein Datum."),
        ({"title": "ä" * 151}, "Kürzen Sie es auf 150 Zeichen."),
        ({"title": "  "}, "Schreiben Sie in wenigen Worten, worum es geht."),
        ({"text": "x" * 5001}, "Kürzen Sie es auf 5000 Zeichen."),
        ({"audience": "organisation"}, "Ein Hinweis der Koordination ist für alle im Netzwerk."),
        ({"audience": "alle-welt"}, "alle-welt"),
    ],
)
def test_what_cannot_be_is_told_at_the_field_and_everything_typed_stays(
    coordinator: Any, fields: dict[str, str], told: str
) -> None:
    answer = logged_in(coordinator).post(f"{PAGE}neu/", form(**fields))

    assert answer.status_code == 200
    assert told in text(answer)
    assert fields.get("title", "Neue Telefonnummer").strip() in text(answer)
    assert not Notice.objects.exists()


def test_line_breaks_count_once_as_in_the_browser(coordinator: Any) -> None:
    logged_in(coordinator).post(f"{PAGE}neu/", form(text="a\r\n" * 2499 + "ab"))

    assert len(Notice.objects.get().text) == 5000


def test_what_somebody_else_changed_in_between_is_not_overwritten_unread(
    here: OrganisationPage, editor: Any
) -> None:
    told = notice(of=here, text="Alter Text.")
    sent = changed(told, text="Mein Text.")
    Notice.objects.update(text="Text der Kollegin.")
    client = logged_in(editor)

    refused = client.post(f"{PAGE}{told.uuid}/aendern/", sent)

    assert "Inzwischen hat jemand anderes den Hinweis geändert." in text(refused)
    assert "Mein Text." in text(refused)
    assert Notice.objects.get().text == "Text der Kollegin."
    sent["seen"] = refused.context["form"].data["seen"]
    client.post(f"{PAGE}{told.uuid}/aendern/", sent)
    assert Notice.objects.get().text == "Mein Text."


def test_who_may_not_write_there_can_neither_change_nor_take_back(
    here: OrganisationPage, there: OrganisationPage, colleague: Any
) -> None:
    told = notice(of=here)
    for person in (colleague, people.lead_editor(of=there)):
        client = logged_in(person)
        for act in ("aendern", "zuruecknehmen", "bestaetigungen"):
            assert client.get(f"{PAGE}{told.uuid}/{act}/").status_code == 403
        client.post(f"{PAGE}{told.uuid}/aendern/", changed(told, title="Fremd"))
        client.post(f"{PAGE}{told.uuid}/zuruecknehmen/")
    told.refresh_from_db()
    assert told.title != "Fremd"
    assert told.withdrawn_at is None


def test_a_notice_taken_back_is_gone_for_all_but_its_writers(
    here: OrganisationPage, editor: Any, colleague: Any, coordinator: Any
) -> None:
    told = notice(of=here, title="Irrtum")
    client, address = logged_in(editor), f"{PAGE}{told.uuid}/"
    assert "Behalten" in text(client.get(f"{address}zuruecknehmen/"))

    client.post(f"{address}zuruecknehmen/")

    assert "Irrtum" not in text(client.get(PAGE))
    assert "zurückgenommen" in text(client.get(f"{PAGE}archiv/"))
    assert client.get(address).status_code == 200
    assert logged_in(coordinator).get(address).status_code == 200
    other = logged_in(colleague)
    assert other.get(address).status_code == 404
    assert "Irrtum" not in text(other.get(PAGE)) + text(other.get(f"{PAGE}archiv/"))


def test_the_coordination_takes_back_what_an_organisation_told_the_network_alone(
    here: OrganisationPage, coordinator: Any
) -> None:
    open_to_all = notice(of=here)
    own = notice(of=here, audience=NoticeAudience.ORGANISATION)

    actions.withdraw(open_to_all, coordinator)
    answer = logged_in(coordinator).post(f"{PAGE}{own.uuid}/zuruecknehmen/")

    assert answer.status_code == 403
    assert Notice.objects.get(withdrawn_at=None) == own


def test_a_notice_whose_last_day_is_over_stands_in_the_archive(colleague: Any) -> None:
    today: date = timezone.localdate()
    notice(title="Letzter Tag", until=today)
    notice(title="Vorbei", until=today - timedelta(days=1))
    client = logged_in(colleague)

    current, archive = text(client.get(PAGE)), text(client.get(f"{PAGE}archiv/"))

    assert "Letzter Tag" in current
    assert "Vorbei" not in current
    assert "Vorbei" in archive
    assert "Letzter Tag" not in archive


def test_addresses_become_links_and_markup_stays_text(colleague: Any) -> None:
    told = notice(text="Siehe https://example.org/a?b=1&c=2\n\n<script>alert(1)</script>")

    page = text(logged_in(colleague).get(f"{PAGE}{told.uuid}/"))

    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow">' in page
    assert "<script>alert" not in page
    assert "<p>&lt;script&gt;" in page
