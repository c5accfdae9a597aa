"""`manage.py import_agreement`: a text, a series of versions, and everything that is refused."""

import json
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from agreement.enums import LineageKind, ProcessState
from agreement.importing.identifiers import clause_uid
from agreement.models import (
    Agreement,
    AgreementVersion,
    CheckpointMail,
    Clause,
    ClauseLineage,
    LedgerEntry,
    SectionPage,
    VersionProcess,
    WorkingTextPage,
)
from agreement.process.actions import back_to_draft, open_process, start_consultation
from agreement.reading import text_of
from tests.factories import agreement as texts
from tests.factories import directory, people
from tests.factories.imports import as_json, clause, docx, section, text
from tests.integration.agreement.importing.conftest import Import

FIRST = text(section(clause("a"), clause("b"), title="Ziele"), in_force="2015-01-01")
SECOND = text(
    section(clause("a", "Geändert."), title="Ziele"),
    section(clause("c"), title="Dauer"),
    in_force="2020-01-01",
)


def refused(run: Import, *versions: Any, **options: Any) -> str:
    """Return why an import is refused; nothing at all may have changed by it."""
    before = state()
    with pytest.raises(CommandError) as error:
        run(*versions, **options)
    assert state() == before
    assert error.value.returncode == 1
    return str(error.value)


def state() -> tuple[int, ...]:
    models = Agreement, AgreementVersion, Clause, LedgerEntry, SectionPage, ClauseLineage
    return tuple(model.objects.count() for model in models)


def test_a_file_becomes_a_working_text_with_its_public_page(
    import_files: Import, client: Client
) -> None:
    said = import_files(text(section(clause("a"), title="Ziele"), reference="AZ 1"))
    agreement = Agreement.objects.get()
    assert (agreement.slug, agreement.reference) == ("vereinbarung", "AZ 1")
    (page,) = WorkingTextPage.objects.get(agreement=agreement).sections()
    assert (page.title, page.slug, page.live) == ("Ziele", "ziele", True)
    assert page.clauses[0].id == clause_uid("a", agreement.uuid)
    assert not AgreementVersion.objects.exists()
    assert "0 Klauseln wie bisher, 1 neu" in said
    assert client.get("/vereinbarung/").status_code == 404


def test_every_type_of_section_gets_its_own_page(import_files: Import) -> None:
    directory.service_named("jmd")
    kinds = ["general", "mbe", "jmd", "im", "interface", "annex"]
    import_files(text(*(section(clause(k), kind=k, title=f"Teil {k}") for k in kinds)))
    pages = WorkingTextPage.objects.get().sections()
    assert [page.kind for page in pages] == kinds
    assert pages[2].service.code == "jmd"


def test_a_series_is_sealed_in_order_and_read_by_day(import_files: Import, client: Client) -> None:
    said = import_files(FIRST, SECOND, seal=True)
    one, two = AgreementVersion.objects.order_by("number")
    assert (one.is_legacy, two.is_legacy) == (True, True)
    assert two.previous == one
    assert one.sha256 in said
    assert "--legacy" in said
    for day, wording, slug in [
        ("2016-05-31", "Wortlaut (Beispiel).", "ziele"),
        ("2020-01-01", "Geändert.", "ziele"),
        ("2021-01-01", "Überschrift c", "dauer"),
    ]:
        answer = client.get(f"/vereinbarung/{slug}/?stand={day}")
        assert wording in answer.content.decode()
    assert client.get("/vereinbarung/?stand=2014-12-31").status_code == 404
    uid = clause_uid("a", one.agreement_id)
    assert client.get(f"/vereinbarung/k/{uid}/?stand=2016-01-01").status_code == 200


def test_clauses_keep_their_identity_and_those_that_went_are_recorded(
    import_files: Import,
) -> None:
    import_files(FIRST, SECOND, seal=True)
    one, two = AgreementVersion.objects.order_by("number")
    uid = clause_uid("a", one.agreement_id)
    assert uid in {c.uid for _s, c in text_of(one).clauses()}
    assert uid in {c.uid for _s, c in text_of(two).clauses()}
    (gone,) = ClauseLineage.objects.all()
    assert (str(gone.clause), gone.kind) == (clause_uid("b", one.agreement_id), LineageKind.ENDED)
    assert [each.clause for each in text_of(two).lineage] == [str(gone.clause)]


def test_the_next_version_can_come_another_day(import_files: Import) -> None:
    import_files({**FIRST, "reference": "AZ"}, seal=True)
    said = import_files({**SECOND, "title": "Neuer Titel", "reference": "AZ"}, seal=True)
    assert "1 Klauseln wie bisher, 1 neu, 1 entfallen" in said
    agreement = Agreement.objects.get()
    assert agreement.title == "Neuer Titel"
    assert agreement.versions.count() == 2


def test_pages_keep_their_address_when_their_title_changes(import_files: Import) -> None:
    import_files(FIRST, seal=True)
    import_files(
        text(
            section(clause("neu"), title="Zuerst"),
            section(clause("a"), clause("b"), title="Zwecke"),
            in_force="2021-01-01",
        ),
        seal=True,
    )
    pages = WorkingTextPage.objects.get().sections()
    assert [(page.title, page.slug) for page in pages] == [
        ("Zuerst", "zuerst"),
        ("Zwecke", "ziele"),
    ]


def test_the_day_on_the_command_line_puts_the_last_file_in_force(import_files: Import) -> None:
    import_files(text(section(clause("a"))), in_force="2019-01-01")
    (entry,) = LedgerEntry.objects.filter(kind="commencement")
    assert str(entry.effective_on) == "2019-01-01"
    assert entry.version is not None
    assert entry.version.is_legacy


def test_legacy_without_a_day_is_sealed_and_not_in_force(import_files: Import) -> None:
    import_files(text(section(clause("a"))), seal=True, legacy=True)
    assert AgreementVersion.objects.get().is_legacy
    assert not LedgerEntry.objects.filter(kind="commencement").exists()


def test_without_legacy_it_is_adopted_by_the_process_and_waits_for_signatures(
    import_files: Import,
) -> None:
    names = [directory.organisation(title=f"Haus {n} (Beispiel)").title for n in (1, 2)]
    parties = [{"name": name, "role": "Träger", "signatory": "Vorstand"} for name in names]
    import_files(text(section(clause("a")), parties=parties), agreement=None)
    made = Agreement.objects.get()
    texts.accepted_finding(of=made)
    said = import_files(text(section(clause("a", "Neu.")), parties=parties), seal=True)
    version = AgreementVersion.objects.get()
    assert not version.is_legacy
    assert VersionProcess.objects.get().state == ProcessState.ADOPTED
    assert [party.name for party in text_of(version).parties] == names
    assert "noch nicht unterzeichnet" in said


def test_without_legacy_it_needs_parties_as_any_other_text(import_files: Import) -> None:
    said = refused(import_files, text(section(clause("a"))), seal=True)
    assert "v1.json: Eine Vereinbarung braucht mindestens zwei Partner" in said


def test_rules_come_along_and_lead_to_the_offices(import_files: Import) -> None:
    directory.service_named("jmd")
    rules = [{"mode": "leads", "service": "jmd", "when": {"ages": [12, 26]}}]
    import_files(text(section(clause("a", rules=rules)), in_force="2020-01-01"), seal=True)
    (rule,) = text_of(AgreementVersion.objects.get()).rules()
    assert (rule.service, rule.when.ages.low if rule.when.ages else None) == ("jmd", 12)


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ([{"mode": "leads", "service": "xyz"}], "„service“ kennt „xyz“ nicht"),
        (
            [{"mode": "leads", "service": "jmd", "when": {"statuses": ["königlich"]}}],
            "„statuses“ kennt „königlich“ nicht. Möglich sind: ae_andere",
        ),
        (
            [
                {
                    "mode": "leads",
                    "service": "jmd",
                    "when": {"statuses": ["eu"], "arrivals": ["flucht"]},
                }
            ],
            "Niemand mit diesem Aufenthaltsstatus ist so gekommen",
        ),
        ([{"mode": "leads", "service": "jmd", "overrides": ["b"]}], "ohne Regeln vorgeht"),
        ([{"mode": "leads", "service": "jmd", "overrides": ["a"]}], "ihrer eigenen Klausel"),
        (
            [{"mode": "leads", "service": "jmd"}, {"mode": "not", "service": "jmd"}],
            "hebt Regel 1 der Klausel ganz auf",
        ),
    ],
)
def test_rules_are_checked_as_the_editor_checks_them(
    import_files: Import, rules: list[Any], sentence: str
) -> None:
    directory.service_named("jmd")
    data = text(section(clause("a", rules=rules), clause("b"), title="Ziele"))
    said = refused(import_files, data)
    assert sentence in said
    assert "Abschnitt 1 „Ziele“, Klausel 1" in said


def test_a_reference_to_no_clause_is_refused(import_files: Import) -> None:
    runs = [{"text": "§ 9", "clause": "fehlt"}]
    data = text(section(clause("a", [{"kind": "paragraph", "runs": runs}])))
    assert "verweist auf eine Klausel, die es in dieser Fassung nicht gibt" in refused(
        import_files, data
    )


def test_a_bad_file_in_a_series_stops_all_of_it_and_is_named(import_files: Import) -> None:
    bad = text(section(clause("a", ""), clause("a", "x")), in_force="2021-01-01")
    said = refused(import_files, FIRST, SECOND, bad, {"title": 1.5}, seal=True)
    assert "v3.json, Abschnitt 1 „Ziele“, Klausel 1 (uid „a“)" in said
    assert "v4.json: „1.5“ ist keine ganze Zahl" in said


def test_a_version_that_began_before_its_predecessor_stops_the_series(
    import_files: Import,
) -> None:
    said = refused(import_files, SECOND, FIRST, seal=True)
    assert "v2.json, In Kraft ab 1. Januar 2015: Die Fassung kann nicht vor" in said


def test_a_series_without_days_is_sealed_as_signed_before_the_portal(import_files: Import) -> None:
    one, two = text(section(clause("a"))), text(section(clause("a"), clause("b")))
    said = import_files(one, two, seal=True)
    assert "--legacy" in said
    assert [version.is_legacy for version in AgreementVersion.objects.all()] == [True, True]


def test_a_series_leaves_one_checkpoint_to_keep(import_files: Import) -> None:
    one, two = text(section(clause("a"))), text(section(clause("a"), clause("b")))
    import_files(one, two, seal=True)
    kept = CheckpointMail.objects.all()
    assert kept.exists()
    assert {mail.version.number for mail in kept} == {2}


def test_what_contradicts_itself_is_refused_with_the_reason(import_files: Import) -> None:
    one = text(section(clause("a")))
    assert "nur mit --seal" in refused(import_files, one, one)
    assert "Es braucht --seal" in refused(import_files, one, legacy=True)


def test_legacy_after_a_version_of_the_portal_is_refused(import_files: Import) -> None:
    made = texts.agreement(title="Rahmenvereinbarung (Beispiel)")
    working = texts.working_text(
        of=made, parties=[directory.organisation(), directory.organisation()]
    )
    texts.section(texts.clause(), of=working)
    texts.sealed(working)
    said = refused(import_files, FIRST, seal=True)
    assert "Nur was vor dem Portal unterzeichnet wurde" in said


def test_an_unknown_partner_is_named(import_files: Import) -> None:
    data = text(section(clause("a")), parties=[{"name": "Haus Nirgends"}])
    said = refused(import_files, data)
    assert "v1.json, Partner 1: „Haus Nirgends“ steht nicht im Verzeichnis" in said


def test_a_uid_of_another_agreement_is_refused(import_files: Import) -> None:
    stranger = texts.clause()
    texts.section(stranger, of=texts.working_text(of=texts.agreement(slug="andere")))
    said = refused(import_files, text(section(clause(stranger["id"]))))
    assert "gehört zu einer anderen Vereinbarung" in said


def test_a_draft_that_nobody_published_is_not_overwritten(import_files: Import) -> None:
    import_files(text(section(clause("a"), title="Ziele")))
    (page,) = WorkingTextPage.objects.get().sections()
    page.plain_summary = "Angefangen."
    page.save_revision()
    said = refused(import_files, text(section(clause("a", "Neu."), title="Ziele")))
    assert "„Ziele“ hat Änderungen, die nicht veröffentlicht sind" in said


def test_a_text_in_consultation_is_not_changed_under_the_partners(
    import_files: Import, coordination: Any
) -> None:
    made = texts.agreement(title="Rahmenvereinbarung (Beispiel)")
    working = texts.working_text(
        of=made, parties=[directory.organisation(), directory.organisation()]
    )
    texts.section(texts.clause(), of=working)
    process = open_process(working, coordination, "Beispiel")
    start_consultation(process, coordination)
    assert "gerade in der Abstimmung" in refused(import_files, text())
    back_to_draft(process, coordination)
    import_files(text())


def test_doubtful_clauses_are_not_decided_unasked(import_files: Import) -> None:
    words = "Die Partner arbeiten zusammen und treffen sich vier Mal im Jahr an einem Ort."
    half = "Die Partner arbeiten zusammen und treffen sich vier Mal und zahlen dafür an alle."
    import_files(text(section(clause(None, words))))
    again = text(section({**clause(None, half), "heading": "Anders"}))
    assert "ist unklar, ob sie neu sind" in refused(import_files, again)
    assert "0 Klauseln wie bisher, 1 neu, 1 entfallen" in import_files(again, doubtful="new")


def test_doubtful_clauses_can_be_taken_as_the_likely_ones(import_files: Import) -> None:
    words = "Die Partner arbeiten zusammen und treffen sich vier Mal im Jahr an einem Ort."
    half = "Die Partner arbeiten zusammen und treffen sich vier Mal und zahlen dafür an alle."
    import_files(text(section(clause(None, words))))
    again = text(section({**clause(None, half), "heading": "Anders"}))
    assert "1 Klauseln wie bisher, 0 neu" in import_files(again, doubtful="same")


def test_a_word_file_is_read_too(import_files: Import) -> None:
    content = docx(("Heading 1", "§ 1 Ziele"), "(1) Eins.", ("Heading 1", "§ 2 Dauer"), "Zwei.")
    said = import_files(content)
    assert "2 neu" in said
    assert "Hinweis: Die Nummern" in said
    assert [page.title for page in WorkingTextPage.objects.get().sections()] == ["Ziele", "Dauer"]


def test_a_second_agreement_gets_an_address_of_its_own(import_files: Import) -> None:
    import_files(text(section(clause("a"))))
    said = import_files({**text(section(clause("a"))), "title": "Suche"})
    assert "/suche-2/" in said
    assert Agreement.objects.filter(slug="suche-2").exists()


def test_the_agreement_can_be_named_by_its_address(import_files: Import) -> None:
    import_files(text(section(clause("a"))))
    import_files({**text(section(clause("a"))), "title": "Ganz anders"}, agreement="vereinbarung")
    assert Agreement.objects.get().title == "Ganz anders"
    assert "gibt es nicht" in refused(import_files, text(), agreement="fehlt")


def test_it_acts_for_the_coordination_alone(import_files: Import, db: None) -> None:
    outsider = people.staff(of=directory.organisation())
    assert "gehört nicht zur Koordination" in refused(import_files, text(), by=outsider.email)
    assert "gibt es nicht" in refused(import_files, text(), by="niemand@example.org")
    assert "kein Datum" in refused(import_files, text(), in_force="gestern")


def test_without_a_coordination_it_says_so(db: None, tmp_path: Path) -> None:
    path = tmp_path / "v1.json"
    path.write_bytes(as_json(text()))
    with pytest.raises(CommandError, match="noch kein Konto der Koordination"):
        call_command("import_agreement", str(path), stdout=StringIO())


def test_a_file_that_is_not_there_is_named(coordination: Any) -> None:
    with pytest.raises(CommandError, match=r"fehlt\.json: Die Datei lässt sich nicht öffnen"):
        call_command("import_agreement", "fehlt.json", stdout=StringIO())


def test_a_sealed_version_comes_in_again_word_for_word(import_files: Import) -> None:
    directory.service_named("jmd")
    rules = [{"mode": "leads", "service": "jmd", "when": {"ages": [12, 26]}}]
    runs = [{"text": "Siehe "}, {"text": "§ 1", "clause": "a", "bold": True}]
    linked = clause("b", [{"kind": "bullet", "runs": runs}], plain="Leicht.", binding=False)
    first = text(section(clause("a", rules=rules), linked), in_force="2015-01-01")
    import_files(first, seal=True)
    one = AgreementVersion.objects.get()
    said = import_files(json.loads(bytes(one.canonical)), in_force="2016-01-01")
    assert "2 Klauseln wie bisher, 0 neu, 0 entfallen" in said
    assert "Das ist eine festgeschriebene Fassung" in said
    two = AgreementVersion.objects.get(number=2)
    assert text_of(two).sections == text_of(one).sections


def test_what_does_not_change_is_not_written_again(import_files: Import) -> None:
    import_files(text(section(clause("a"), title="Ziele")))
    page = SectionPage.objects.get()
    import_files(text(section(clause("a"), title="Ziele")))
    assert SectionPage.objects.get().latest_revision_id == page.latest_revision_id


def test_a_long_section_is_imported_quickly(import_files: Import) -> None:
    clauses = [clause(f"art-{n}", "Wort " * 500) for n in range(180)]
    started = time.process_time()
    import_files(text(section(*clauses), in_force="2015-01-01"), seal=True)
    assert time.process_time() - started < 10
    assert AgreementVersion.objects.get().clauses.count() == 180
