"""The page on which the coordination prepares a version: where it stands, what to do, and how."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment

from agreement.enums import EntryKind, ProcessState
from agreement.models import AgreementVersion, LedgerEntry, Party, VersionProcess, WorkingTextPage
from agreement.process.actions import adopt, back_to_draft, discard, fail
from tests.factories import agreement as texts
from tests.factories import directory, people
from tests.factories.site import home
from tests.integration.agreement.process.conftest import rewrite

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate().isoformat()


@pytest.fixture(autouse=True)
def site(db: None) -> None:
    home()


def page(desk: Client, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    return said(answer)


def said(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def do(desk: Client, address: str, act: str, **fields: Any) -> str:
    """Press a button as the page shows it now, and read what comes."""
    process = VersionProcess.objects.exclude(state__in=["discarded", "failed"]).first()
    sent = {"act": act, "process": process.pk if process else "", **fields}
    return said(desk.post(address, sent, follow=True))


def current_step(content: str) -> str:
    found = re.findall(r'<li aria-current="step">([^<]+)', content)
    assert len(found) == 1
    return found[0].strip()


def test_the_page_leads_from_the_first_draft_to_the_version_in_force(
    desk: Client, address: str, text: WorkingTextPage
) -> None:
    assert "keine neue Fassung in Arbeit" in page(desk, address)

    begun = do(desk, address, "open", occasion="Neuer Träger", commencement="decision")
    assert current_step(begun) == "Text vorbereiten"
    assert "Jetzt dran: Die Koordination" in begun
    assert "Runde 1 eingefroren" in begun

    frozen = do(desk, address, "consult")
    assert current_step(frozen) == "Abstimmen"
    assert "für immer Fassung 1" in frozen
    assert "Das lässt sich nicht rückgängig machen" in frozen

    sealed = do(desk, address, "adopt")
    assert "Fassung 1 ist festgeschrieben" in sealed
    assert current_step(sealed) == "Unterzeichnen"
    assert "Jetzt dran: Die Partner" in sealed
    assert "Beispielwerk Nord: <strong>fehlt noch</strong>" in sealed

    version = AgreementVersion.objects.get()
    texts.signed(version)
    signed = page(desk, address)
    assert current_step(signed) == "In Kraft setzen"
    assert "Alle Partner haben unterzeichnet" in signed

    decided = do(desk, address, "commence", version="1", day=TODAY)
    assert "In Kraft seit" in decided
    assert "keine neue Fassung in Arbeit" in decided
    assert AgreementVersion.objects.in_force_on(timezone.localdate()).get() == version


def test_every_reason_in_the_way_leads_to_the_place_to_mend_it(
    desk: Client, address: str, text: WorkingTextPage, draft: VersionProcess
) -> None:
    section = texts.section(of=text)
    stray = texts.link(texts.clause())
    clauses = [texts.clause(text=f"<p>{stray}</p>"), texts.clause(text="<p></p>")]
    texts.set_clauses(section, clauses)
    section.save()
    content = page(desk, address)
    assert "§ 2 Abs. 1 verweist auf eine Klausel, die es nicht gibt" in content
    assert "§ 2 Abs. 2 hat keinen Text" in content
    assert reverse("wagtailadmin_pages:edit", args=[section.pk]) in content
    refused = do(desk, address, "consult")
    assert "was im Weg ist (2 Punkte)" in refused
    assert VersionProcess.objects.get().state == ProcessState.DRAFT


@pytest.mark.parametrize("act", ["adopt", "back", "fail", "commence", "terminate", "SIGNED", ""])
def test_a_step_forced_from_another_state_is_refused_in_a_sentence(
    desk: Client, address: str, draft: VersionProcess, act: str
) -> None:
    sent = {"version": "1", "day": TODAY, "reason": "Beispiel", "state": "signed"}
    content = do(desk, address, act, **sent)
    assert re.search(
        r"Das geht jetzt nicht|erst nach der Abstimmung|Diesen Schritt gibt es nicht|"
        r"Inzwischen hat jemand anderes",
        content,
    )
    assert VersionProcess.objects.get().state == ProcessState.DRAFT
    assert not LedgerEntry.objects.exists()


def test_a_page_that_is_out_of_date_does_nothing_and_says_so(
    desk: Client, address: str, text: WorkingTextPage, draft: VersionProcess, coordination: Any
) -> None:
    discard(draft, coordination, "Beispiel")
    answer = desk.post(address, {"act": "consult", "process": str(draft.pk)})
    assert "Inzwischen hat jemand anderes etwas getan" in said(answer)
    assert "keine neue Fassung in Arbeit" in said(answer)


@pytest.mark.parametrize("process", ["", "x", "0" * 4000, "ä\x00", "00000000-0000-0000-0000-0"])
def test_a_process_that_is_none_is_refused(
    desk: Client, address: str, frozen: VersionProcess, process: str
) -> None:
    content = do(desk, address, "adopt", process=process)
    assert "Inzwischen hat jemand anderes etwas getan" in content
    assert not AgreementVersion.objects.exists()


@pytest.mark.parametrize("number", ["", "7", "-1", "x", "９", "9" * 30])
def test_a_version_that_is_none_is_refused(desk: Client, address: str, number: str) -> None:
    content = do(desk, address, "commence", version=number, day=TODAY)
    assert "Inzwischen hat jemand anderes etwas getan" in content


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "Wählen Sie den Tag"),
        ("gestern", "Das ist kein Datum"),
        ("2023-02-30", "Das ist kein Datum"),
        ("0001-01-01", "Prüfen Sie das Jahr"),
        ("9999-12-31", "Prüfen Sie das Jahr"),
    ],
)
def test_a_day_that_is_none_gets_a_sentence_at_its_field_and_stays(
    desk: Client, address: str, version: AgreementVersion, day: str, sentence: str
) -> None:
    texts.signed(version)
    content = do(desk, address, "commence", version="1", day=day)
    assert sentence in content
    assert f'value="{day}"' in content or not day
    assert not LedgerEntry.objects.filter(kind=EntryKind.COMMENCEMENT).exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"occasion": "", "commencement": "decision"}, "warum es eine neue Fassung gibt"),
        ({"occasion": "x" * 201, "commencement": "decision"}, "Kürzen Sie es auf 200 Zeichen"),
        ({"occasion": "Anlass", "commencement": "day"}, "oder eine andere Möglichkeit"),
        ({"occasion": "Anlass", "commencement": "nie"}, "einen Eintrag aus der Liste"),
        ({"occasion": "Anlass", "commencement": "day", "commences_on": "bald"}, "kein Datum"),
        ({"occasion": "Anlass", "commencement": "decision", "sign_by": "x"}, "kein Datum"),
    ],
)
@pytest.mark.parametrize("act", ["open", "plan"])
def test_a_plan_that_cannot_be_is_refused_at_its_field_and_nothing_typed_is_lost(
    desk: Client,
    address: str,
    coordination: Any,
    text: WorkingTextPage,
    request: Any,
    act: str,
    fields: dict[str, str],
    sentence: str,
) -> None:
    if act == "plan":
        request.getfixturevalue("draft")
    count = VersionProcess.objects.count()
    content = do(desk, address, act, **fields)
    assert sentence in content
    assert all(
        f'value="{value}"' in content for value in fields.values() if value not in {"", "nie"}
    )
    assert VersionProcess.objects.count() == count
    assert not VersionProcess.objects.exclude(occasion="Neuer Träger (Beispiel)").exists()


def test_the_plan_is_changed(desk: Client, address: str, draft: VersionProcess) -> None:
    fields = {"occasion": "Anders", "commencement": "day", "commences_on": "2030-01-31"}
    content = do(desk, address, "plan", **fields, sign_by="2030-01-15")
    assert "Neue Fassung: Anders" in content
    assert "31. Januar 2030" in content
    assert "15. Januar 2030" in content


@pytest.mark.parametrize(
    ("act", "state"), [("discard", ProcessState.DISCARDED), ("fail", ProcessState.FAILED)]
)
def test_a_process_ends_with_a_reason_that_is_asked_for(
    desk: Client, address: str, frozen: VersionProcess, coordination: Any, act: str, state: str
) -> None:
    if act == "fail":
        adopt(frozen, coordination)
    assert "Schreiben Sie den Grund" in do(desk, address, act, reason="")
    content = do(desk, address, act, reason="Es fehlt an Einigkeit (Beispiel).")
    assert VersionProcess.objects.get().state == state
    assert "Es fehlt an Einigkeit (Beispiel)." in content


def test_a_text_that_changed_since_the_round_is_named_with_the_way_back(
    desk: Client, address: str, text: WorkingTextPage, frozen: VersionProcess
) -> None:
    rewrite(text)
    assert "nicht mehr der, über den abgestimmt wurde" in do(desk, address, "adopt")
    assert "kann wieder bearbeitet werden" in do(desk, address, "back")
    assert VersionProcess.objects.get().state == ProcessState.DRAFT


def test_a_second_decision_on_the_day_is_refused_in_words(
    desk: Client, address: str, version: AgreementVersion
) -> None:
    texts.signed(version)
    do(desk, address, "commence", version="1", day="2025-01-01")
    again = do(desk, address, "commence", version="1", day="2025-02-01")
    assert "ist schon festgelegt" in again
    assert LedgerEntry.objects.filter(kind=EntryKind.COMMENCEMENT).count() == 1


def test_the_end_is_decided_and_shown(
    desk: Client, address: str, version: AgreementVersion
) -> None:
    texts.in_force(version, timezone.localdate())
    assert "Schreiben Sie den Grund" in do(desk, address, "terminate", version="1", day=TODAY)
    fields = {"version": "1", "day": "2199-01-01", "reason": "Gekündigt (Beispiel)."}
    content = do(desk, address, "terminate", **fields)
    assert "In Kraft vom" in content
    assert "31. Dezember 2198" in content
    assert "Ende ohne neue Fassung festlegen" not in content


def test_a_legacy_text_is_sealed_without_a_process(
    desk: Client, address: str, text: WorkingTextPage
) -> None:
    assert "Als früher unterzeichneten Text festschreiben" in page(desk, address)
    do(desk, address, "legacy")
    assert AgreementVersion.objects.get().is_legacy
    assert "In Kraft seit" in do(desk, address, "commence", version="1", day="2020-01-01")


def test_parties_that_come_and_go_are_told(
    desk: Client, address: str, text: WorkingTextPage, version: AgreementVersion
) -> None:
    texts.in_force(version, timezone.localdate())
    party = Party.objects.get(organisation__title="Beispielwerk Süd")
    party.succeeds, party.organisation = (
        party.organisation,
        directory.organisation(title="Beispielwerk Neu"),
    )
    party.save()
    content = page(desk, address)
    assert "Beispielwerk Neu tritt an die Stelle von Beispielwerk Süd." in content


def test_an_open_comment_is_in_the_way_and_its_link_opens_it(
    desk: Client, address: str, text: WorkingTextPage, draft: VersionProcess, coordination: Any
) -> None:
    section = text.sections()[0]
    comment = Comment.objects.create(
        page=section, user=coordination, text="Stimmt das?", contentpath="title"
    )
    content = page(desk, address)
    edit = reverse("wagtailadmin_pages:edit", args=[section.pk])
    assert "In „Zielgruppen“ ist ein Kommentar offen" in content
    assert f'href="{edit}?comment={comment.pk}"' in content
    assert "was im Weg ist" in do(desk, address, "consult")
    comment.resolved_at = timezone.now()
    comment.save()
    assert "Kommentar offen" not in page(desk, address)


@pytest.mark.parametrize("role", ["staff", "administrator", "lead_editor", "signatory"])
def test_nobody_else_gets_near_the_page(
    client: Client, address: str, draft: VersionProcess, role: str
) -> None:
    of = {"of": directory.organisation()} if role in {"lead_editor", "signatory"} else {}
    client.force_login(getattr(people, role)(**of))
    for act in ("consult", "discard", "open", "legacy"):
        sent = {"act": act, "process": str(draft.pk), "reason": "x", "occasion": "x"}
        assert client.post(address, sent).status_code in {302, 403}
    assert VersionProcess.objects.get().state == ProcessState.DRAFT
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "agreement/versions" not in menu


def test_the_menu_leads_the_coordination_there(
    desk: Client, address: str, text: WorkingTextPage
) -> None:
    assert "agreement/versions" in desk.get(reverse("wagtailadmin_home")).content.decode()
    assert desk.get(reverse("agreement_versions_start")).url == address  # type: ignore[attr-defined]


def test_what_was_typed_cannot_become_markup(
    desk: Client, address: str, draft: VersionProcess
) -> None:
    content = do(desk, address, "plan", occasion="<b>x</b>", commencement="decision")
    assert "&lt;b&gt;x&lt;/b&gt;" in content
    assert "<b>x</b>" not in content
    assert desk.get(f"{address}?{quote('<script>')}").status_code == 200


def test_many_versions_take_as_many_queries_as_few(
    desk: Client, address: str, text: WorkingTextPage, version: AgreementVersion, coordination: Any
) -> None:
    texts.in_force(version, timezone.localdate())

    def queries() -> int:
        desk.get(address)
        with CaptureQueriesContext(connection) as captured:
            desk.get(address)
        return len(captured)

    few = queries()
    for number in range(3):
        section = text.sections()[0]
        section.plain_summary = f"Beispiel {number}"
        section.save_revision().publish()
        sealed = texts.sealed(text, coordination)
        if number:
            texts.in_force(sealed, timezone.localdate() + timedelta(days=number))
        else:
            fail(sealed.process, coordination, "Beispiel")
    assert queries() == few


def test_a_round_can_be_repeated(
    desk: Client, address: str, frozen: VersionProcess, coordination: Any
) -> None:
    back_to_draft(frozen, coordination)
    assert "Runde 2 eingefroren" in page(desk, address)
    assert "Runde 2 der Abstimmung läuft" in do(desk, address, "consult")


def test_without_the_ledgers_key_nothing_is_sealed_and_the_page_says_why(
    desk: Client, address: str, frozen: VersionProcess, settings: Any, tmp_path: Path
) -> None:
    settings.LEDGER_KEY_FILE = tmp_path / "missing.key"
    content = do(desk, address, "adopt")
    assert "Schlüssel" in content
    assert current_step(content) == "Abstimmen"
    assert not AgreementVersion.objects.exists()
    assert not LedgerEntry.objects.exists()
