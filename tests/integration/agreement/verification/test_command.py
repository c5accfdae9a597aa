"""`manage.py verify_agreement`: what was changed in the database behind the portal's back."""

from collections.abc import Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from agreement.enums import EntryKind
from agreement.evidence.checkpoints import issue_checkpoint
from agreement.ledger import append, entry_bytes, lock_ledger
from agreement.models import (
    AgreementVersion,
    Checkpoint,
    LedgerEntry,
    SignatureWithdrawal,
    WorkingTextPage,
)
from agreement.verification.bundle import bundle_files, bundle_zip, evidence_of_all
from portal.core.visibility import viewer_of
from tests.factories import agreement as texts
from tests.factories import directory

pytestmark = pytest.mark.django_db

Versions = list[AgreementVersion]


def verify(*arguments: str) -> tuple[int, str]:
    """Return exit code and output of the command."""
    output = StringIO()
    try:
        call_command("verify_agreement", *arguments, stdout=output)
    except SystemExit as done:
        return int(str(done.code)), output.getvalue()
    except CommandError as error:
        return error.returncode, str(error)
    return 0, output.getvalue()


def tamper(statement: str, values: Sequence[Any] = ()) -> None:
    """Change a sealed table as somebody could who owns the database."""
    table = statement.split()[2 if statement.startswith("DELETE") else 1]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement, values)
        assert cursor.rowcount


def flipped(content: Any, at: int = 100) -> bytes:
    changed = bytearray(bytes(content))
    changed[at] ^= 1
    return bytes(changed)


def test_an_untouched_database_is_anchored(versions: Versions) -> None:
    code, output = verify()
    assert code == 0, output
    assert [f"Fassung {n}: OK anchored" in output for n in (1, 2, 3)] == [True] * 3
    assert "Ohne einen Prüfpunkt, den Sie selbst aufbewahrt haben" in output
    assert "Alles in Ordnung und durch Prüfpunkte gesichert." in output


def test_an_empty_database_has_nothing_to_anchor(db: None) -> None:
    code, _output = verify()
    assert code == 3


def test_the_report_is_there_in_english(versions: Versions) -> None:
    code, output = verify("--english")
    assert code == 0
    assert "Version 3: OK anchored – unchanged" in output


@pytest.mark.parametrize("number", [1, 3])
def test_a_flipped_byte_in_a_text_is_found(versions: Versions, number: int) -> None:
    version = versions[number - 1]
    tamper(
        "UPDATE agreement_agreementversion SET canonical = %s WHERE id = %s",
        [flipped(version.canonical), version.pk],
    )
    code, output = verify()
    assert code == 1
    assert f"Fassung {number}: TAMPERED" in output
    assert f"Der Text (canonical, Nr. {number}) ist nicht der festgeschriebene" in output
    assert output.count(": TAMPERED") == 1


def test_a_text_changed_with_its_hash_is_found(versions: Versions) -> None:
    content = bytes(versions[0].canonical).replace(b"Wortlaut", b"Hortlaut")
    tamper(
        "UPDATE agreement_agreementversion SET canonical = %s, sha256 = %s WHERE id = %s",
        [content, "0" * 64, versions[0].pk],
    )
    code, output = verify()
    assert code == 1
    assert "sha256 nennt eine andere Prüfsumme als das Register" in output


def test_a_flipped_byte_in_an_entry_is_found(versions: Versions) -> None:
    entry = LedgerEntry.objects.get(kind="commencement", version=versions[1])
    tamper(
        "UPDATE agreement_ledgerentry SET canonical = %s WHERE sequence = %s",
        [bytes(entry.canonical).replace(b"2026-06-01", b"2026-06-02"), entry.pk],
    )
    code, output = verify()
    assert code == 1
    assert "Fassung 2: TAMPERED" in output
    name = f"Registereintrag {entry.pk} (Inkrafttreten zu Fassung 2)"
    assert f"{name} wurde verändert" in output


def test_a_changed_column_of_an_entry_is_found(versions: Versions) -> None:
    """The portal computes what is in force from the columns."""
    entry = LedgerEntry.objects.get(kind="commencement", version=versions[1])
    tamper(
        "UPDATE agreement_ledgerentry SET effective_on = %s WHERE sequence = %s",
        [date(2026, 5, 1), entry.pk],
    )
    code, output = verify()
    assert code == 1
    assert f"Registereintrag {entry.pk}: Spalten weichen von den Bytes ab (effective_on)" in output


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ("evidence = '{}'", "wurde verändert"),
        ("party_name = 'Jemand anderes'", "Spalten weichen vom Register ab (party_name)"),
        ("method = 'passkey'", "Spalten weichen vom Register ab (method)"),
        ("evidence_sha256 = 'x'", "fehlt"),
    ],
)
def test_a_changed_signature_is_found(versions: Versions, change: str, part: str) -> None:
    if connection.vendor == "postgresql":
        change = change.replace("'{}'", "'\\x7b7d'::bytea")
    tamper(
        f"UPDATE agreement_signature SET {change} WHERE id = %s",
        [versions[1].signatures.earliest("pk").pk],
    )
    code, output = verify()
    assert code == 1
    assert "Fassung 2: TAMPERED" in output
    assert part in output


def test_compiled_rows_that_differ_from_the_bytes_are_found(versions: Versions) -> None:
    tamper(
        "UPDATE agreement_versionclause SET text = 'Etwas anderes' "
        "WHERE version_id = %s AND position = 1",
        [versions[1].pk],
    )
    code, output = verify()
    assert code == 1
    assert "Fassung 2: TAMPERED" in output
    assert "Klausel an Stelle 1 weicht ab: text." in output


def test_a_state_that_the_ledger_does_not_know_is_found(versions: Versions) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE agreement_versionprocess SET state = 'signed' WHERE version_id = %s",
            [versions[2].pk],
        )
    code, output = verify()
    assert code == 1
    assert "Der Stand des Vorgangs (signed) passt nicht zum Register" in output


def test_a_changed_frozen_round_is_found(versions: Versions) -> None:
    tamper("UPDATE agreement_processfreeze SET sha256 = 'x'")
    assert "Die eingefrorene Runde 1 der Abstimmung wurde verändert" in verify()[1]


def cut_off() -> None:
    """Delete the last entry, with the checkpoint over it and the rows that point to it."""
    last = LedgerEntry.objects.latest("sequence").pk
    Checkpoint.objects.get(pk=last).mails.all().delete()
    tamper("DELETE FROM agreement_checkpoint WHERE size = %s", [last])
    tamper("DELETE FROM agreement_signature WHERE entry_id = %s", [last])
    tamper("DELETE FROM agreement_ledgerentry WHERE sequence = %s", [last])


def test_a_deleted_tail_is_found_with_a_checkpoint_that_somebody_kept(
    versions: Versions, tmp_path: Path
) -> None:
    kept = tmp_path / "note.txt"
    kept.write_text(Checkpoint.objects.latest("size").note)
    assert verify("--checkpoint", str(kept))[0] == 0
    cut_off()
    assert verify()[0] == 0
    code, output = verify("--checkpoint", str(kept))
    assert code == 1
    assert "Das Ende des Registers fehlt" in output


def test_a_version_under_another_number_is_missing_under_its_own(versions: Versions) -> None:
    tamper(
        "UPDATE agreement_agreementversion SET number = 9 WHERE id = %s",
        [versions[2].pk],
    )
    code, output = verify()
    assert code == 1
    assert "Fassung 3: MISSING" in output
    assert "Fassung 9: TAMPERED" in output


def test_an_evidence_file_is_checked_as_the_verifier_does(
    versions: Versions, coordination: Any, tmp_path: Path
) -> None:
    evidence = evidence_of_all(versions[0].agreement, viewer_of(coordination))
    path = tmp_path / "nachweis.zip"
    path.write_bytes(bundle_zip(evidence))
    assert verify(str(path))[0] == 0
    for name, content in bundle_files(evidence).items():
        place = tmp_path / "ordner" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    assert verify(str(tmp_path / "ordner"))[0] == 0
    (tmp_path / "ordner" / "versions" / "2.json").write_bytes(flipped(versions[1].canonical))
    code, output = verify(str(tmp_path / "ordner"))
    assert code == 1
    assert "Fassung 2: TAMPERED" in output


@pytest.mark.parametrize("arguments", [["/fehlt.zip"], ["--checkpoint", "/fehlt.txt"]])
def test_what_cannot_be_read_ends_with_two(db: None, arguments: list[str]) -> None:
    code, message = verify(*arguments)
    assert code == 2
    assert "kann nicht gelesen werden" in message


def test_two_agreements_share_one_ledger_and_are_told_apart(
    versions: Versions, coordination: Any
) -> None:
    other = texts.working_text(
        of=texts.agreement(title="Zweite Vereinbarung (Beispiel)", slug="zweite"),
        parties=[directory.organisation(), directory.organisation()],
        slug="zweite-arbeitsfassung",
    )
    texts.section(texts.clause(), of=other, title="Zweck", slug="zweck")
    second = texts.sealed(other, coordination)
    code, output = verify()
    assert code == 0, output
    tamper(
        "UPDATE agreement_agreementversion SET canonical = %s WHERE id = %s",
        [bytes(versions[0].canonical), second.pk],
    )
    code, output = verify()
    assert code == 1
    assert output.count(": TAMPERED") == 1
    reports = output.split("Vereinbarung: ")
    [damaged] = [report for report in reports if "TAMPERED" in report]
    assert damaged.startswith("Zweite Vereinbarung")


def test_the_number_of_queries_grows_by_two_a_version(
    versions: Versions, django_assert_num_queries: Any, text: WorkingTextPage, coordination: Any
) -> None:
    with django_assert_num_queries(11 + 2 * 3):
        verify()
    texts.sealed(text, coordination)
    with django_assert_num_queries(11 + 2 * 4):
        verify()


@transaction.atomic
def withdrawn(version: AgreementVersion) -> SignatureWithdrawal:
    """Take back the first signature of a version, as rows alone."""
    signature = version.signatures.earliest("pk")
    payload = {"party": str(signature.party), "evidence_sha256": signature.evidence_sha256}
    lock_ledger()
    entry = append(EntryKind.WITHDRAWAL, version, payload, timezone.now())
    issue_checkpoint()
    made: SignatureWithdrawal = SignatureWithdrawal.objects.create(
        signature=signature, entry=entry, reason="Beispiel"
    )
    return made


def test_a_signature_that_was_taken_back_is_in_order(versions: Versions) -> None:
    withdrawn(versions[2])
    code, output = verify()
    assert code == 0, output


def test_a_withdrawal_deleted_from_its_table_is_found(versions: Versions) -> None:
    row = withdrawn(versions[2])
    tamper("DELETE FROM agreement_signaturewithdrawal WHERE id = %s", [row.pk])
    code, output = verify()
    assert code == 1
    assert "Fassung 3: TAMPERED" in output
    assert "doch die Zeile dazu fehlt" in output


def test_a_withdrawal_moved_to_another_signature_is_found(versions: Versions) -> None:
    row = withdrawn(versions[2])
    other = versions[1].signatures.earliest("pk")
    tamper(
        "UPDATE agreement_signaturewithdrawal SET signature_id = %s WHERE id = %s",
        [other.pk, row.pk],
    )
    code, output = verify()
    assert code == 1
    assert "steht so nicht im Register" in output


def test_values_of_another_type_in_the_columns_do_not_crash(versions: Versions) -> None:
    if connection.vendor == "postgresql":
        return  # it takes nothing of another type
    tamper("UPDATE agreement_ledgerentry SET recorded_at = 'gestern', canonical = 'x'")
    tamper("UPDATE agreement_agreementversion SET canonical = 7, sealed_at = 'x'")
    tamper("UPDATE agreement_checkpoint SET note = x'00ff'")
    tamper("UPDATE agreement_signature SET party = 'niemand', evidence = 5")
    tamper("UPDATE agreement_versionrule SET valid_from = '2026-99-99'")
    assert verify()[0] == 1


def test_entries_that_name_nonsense_do_not_crash(versions: Versions) -> None:
    for kind in ("seal", "withdrawal", "signature"):
        entry = LedgerEntry.objects.filter(kind="seal").latest("sequence")
        told: dict[str, Any] = {"agreement": [], "version": {}, "evidence_sha256": []}
        content = entry_bytes(entry.pk, kind, told, entry.recorded_at, entry.previous_hash)
        tamper(
            "UPDATE agreement_ledgerentry SET canonical = %s WHERE sequence = %s",
            [content, entry.pk],
        )
        assert verify()[0] == 1
