"""Each act on a version ends with a checkpoint that anybody can check, and that binds the next."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from agreement.enums import EntryKind
from agreement.evidence.checkpoints import LedgerDamaged, issue_checkpoint
from agreement.evidence.key_files import make_key
from agreement.evidence.keys import KeyUnavailable, newest_vkey
from agreement.evidence.notes import read_checkpoint, read_vkey, verify_note
from agreement.evidence.tree import leaf_hash, root_hash
from agreement.ledger import append
from agreement.models import AgreementVersion, Checkpoint, LedgerEntry, WorkingTextPage
from agreement.snapshot import canonical_bytes
from tests.factories.agreement import sealed, signed

pytestmark = pytest.mark.django_db


def leaves() -> list[bytes]:
    return [leaf_hash(bytes(entry.canonical)) for entry in LedgerEntry.objects.order_by("sequence")]


def last_payload() -> dict[str, str]:
    canonical = LedgerEntry.objects.order_by("-sequence").values_list("canonical", flat=True)
    payload: dict[str, str] = json.loads(bytes(canonical[0]))["payload"]
    return payload


def last_note() -> str:
    return Checkpoint.objects.order_by("-size").values_list("note", flat=True)[0]


def entry(kind: EntryKind = EntryKind.FAILURE) -> LedgerEntry:
    now = timezone.now().replace(microsecond=0)
    return append(kind, None, {"reason": "Beispiel"}, now)


def test_sealing_issues_a_checkpoint_over_all_entries_that_the_ledgers_key_signs(
    text: WorkingTextPage,
) -> None:
    sealed(text)
    checkpoint = Checkpoint.objects.last()
    assert checkpoint is not None
    body = read_checkpoint(verify_note(checkpoint.note, str(newest_vkey())).body)
    assert body.origin == "portal.example.org/register"
    assert body.size == checkpoint.size == LedgerEntry.objects.count()
    assert body.root == root_hash(leaves())
    assert body.root.hex() == checkpoint.root


def test_the_first_use_names_the_key_in_the_ledger_and_the_next_one_does_not(
    text: WorkingTextPage,
) -> None:
    version = sealed(text)
    keys = LedgerEntry.objects.filter(kind=EntryKind.KEY)
    payload = json.loads(bytes(keys.get().canonical))["payload"]
    assert payload == {"key": str(newest_vkey())}
    signed(version)
    assert keys.count() == 1
    assert [one.sequence for one in LedgerEntry.objects.order_by("sequence")] == [1, 2, 3, 4, 5]


def test_the_same_entries_give_the_same_checkpoint(text: WorkingTextPage) -> None:
    sealed(text)
    last = Checkpoint.objects.last()
    assert issue_checkpoint() == last
    assert Checkpoint.objects.count() == 1


def test_every_signature_has_its_checkpoint(text: WorkingTextPage) -> None:
    signed(sealed(text))
    assert list(Checkpoint.objects.values_list("size", flat=True)) == [2, 3, 5]


@pytest.mark.parametrize("trouble", ["missing", "damaged", "a folder", "another"])
def test_without_the_key_nothing_is_sealed(
    text: WorkingTextPage, key_path: Path, trouble: str
) -> None:
    issue_checkpoint()
    key_path.unlink()
    if trouble == "damaged":
        key_path.write_text("-----BEGIN PRIVATE KEY-----\n")
    if trouble == "a folder":
        key_path.mkdir()
    if trouble == "another":
        make_key(key_path)
    with pytest.raises(KeyUnavailable, match="Das Register kann nicht unterschrieben werden"):
        sealed(text)
    assert not AgreementVersion.objects.exists()
    assert LedgerEntry.objects.count() == 1


def test_a_ledger_that_names_a_key_is_given_no_other_one(
    text: WorkingTextPage, key_path: Path, capsys: Any
) -> None:
    issue_checkpoint()
    key_path.unlink()
    call_command("provision")
    assert "THE KEY FILE IS MISSING" in capsys.readouterr().out
    assert not key_path.exists()


def test_provision_makes_the_key_of_a_new_ledger(
    db: None, settings: Settings, tmp_path: Path, capsys: Any
) -> None:
    settings.LEDGER_KEY_FILE = tmp_path / "neu" / "ledger.key"
    call_command("provision")
    assert "Ledger: made the key file." in capsys.readouterr().out
    content = settings.LEDGER_KEY_FILE.read_bytes()
    call_command("provision")
    assert "Ledger" not in capsys.readouterr().out
    assert settings.LEDGER_KEY_FILE.read_bytes() == content


def test_a_ledger_that_lost_its_tail_or_was_made_anew_is_signed_no_more(
    text: WorkingTextPage, key_path: Path
) -> None:
    sealed(text)
    last = Checkpoint.objects.get()
    # As if the database had been rebuilt: the checkpoint tells of other entries.
    Checkpoint.objects.create(size=last.size + 1, root="0" * 64, note=last.note)
    with pytest.raises(LedgerDamaged, match="passt nicht zu seinem letzten Prüfpunkt"):
        issue_checkpoint()
    entry()
    with pytest.raises(LedgerDamaged):
        issue_checkpoint()


def test_the_ledger_keeps_its_name_when_the_portal_moves(
    text: WorkingTextPage, settings: Settings
) -> None:
    sealed(text)
    settings.LEDGER_ORIGIN = "neu.example.org/register"
    entry()
    note = issue_checkpoint().note
    assert note.startswith("portal.example.org/register\n")
    verify_note(note, str(newest_vkey()))


def test_issuing_costs_the_same_queries_however_long_the_ledger_is(text: WorkingTextPage) -> None:
    sealed(text)
    counts = []
    for number in (1, 30):
        for _one in range(number):
            entry()
        with CaptureQueriesContext(connection) as queries:
            issue_checkpoint()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_rotation_is_signed_by_the_old_key_and_the_new_one_signs_from_then_on(
    text: WorkingTextPage, key_path: Path, capsys: Any
) -> None:
    sealed(text)
    old = str(newest_vkey())
    call_command("rotate_ledger_key")
    new = str(newest_vkey())
    assert new != old
    assert new in capsys.readouterr().out
    assert key_path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in key_path.parent.iterdir() if one.is_file()] == ["ledger.key"]
    payload = last_payload()
    assert (payload["key"], payload["previous"]) == (new, old)
    assert_handed_over(payload)
    note = last_note()
    verify_note(note, new)
    sealed(text)
    verify_note(last_note(), new)


def assert_handed_over(payload: dict[str, str]) -> None:
    told = {name: payload[name] for name in ("key", "previous")}
    old = Ed25519PublicKey.from_public_bytes(read_vkey(payload["previous"]).public_bytes)
    old.verify(base64.b64decode(payload["signature"]), canonical_bytes(told))


def test_a_rotation_that_broke_off_before_the_files_changed_loses_no_key(
    text: WorkingTextPage, key_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(text)
    target = "agreement.management.commands.rotate_ledger_key.put_in_place"
    monkeypatch.setattr(target, lambda: None)
    call_command("rotate_ledger_key")
    following = key_path.with_name("ledger.key.next")
    assert following.exists()
    entry()
    verify_note(issue_checkpoint().note, str(newest_vkey()))
    call_command("provision", verbosity=0)
    assert not following.exists()
    entry()
    verify_note(issue_checkpoint().note, str(newest_vkey()))


def test_a_rotation_that_broke_off_before_its_entry_changes_nothing(
    text: WorkingTextPage, key_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(text)
    before = newest_vkey()

    def breaks_off(*_args: Any) -> None:
        raise KeyUnavailable("Beispiel")

    monkeypatch.setattr("agreement.evidence.checkpoints._issue", breaks_off)
    with pytest.raises(CommandError):
        call_command("rotate_ledger_key")
    monkeypatch.undo()
    assert newest_vkey() == before
    entry()
    verify_note(issue_checkpoint().note, str(before))


def test_a_lost_key_is_replaced_without_its_signature_and_only_if_it_is_lost(
    text: WorkingTextPage, key_path: Path
) -> None:
    sealed(text)
    old = str(newest_vkey())
    with pytest.raises(CommandError, match="nicht verloren"):
        call_command("rotate_ledger_key", lost=True)
    key_path.unlink()
    with pytest.raises(CommandError, match="Schlüsseldatei fehlt"):
        call_command("rotate_ledger_key")
    call_command("rotate_ledger_key", lost=True)
    payload = last_payload()
    assert payload == {"key": str(newest_vkey()), "previous": old}
    verify_note(last_note(), str(newest_vkey()))


def findings() -> dict[str, str]:
    found = run_checks(tags=[Tags.database], databases=["default"])
    return {str(one.id): str(one.hint) for one in found if str(one.id).startswith("portal.W")}


def test_the_check_of_the_system_reports_a_key_that_is_missing_open_or_another(
    text: WorkingTextPage, key_path: Path
) -> None:
    assert findings() == {}
    key_path.unlink()
    assert "provision" in findings()["portal.W012"]
    call_command("provision", verbosity=0)
    sealed(text)
    assert findings() == {}
    key_path.chmod(0o644)
    assert list(findings()) == ["portal.W013"]
    key_path.unlink()
    assert "backup" in findings()["portal.W012"]
    make_key(key_path)
    assert list(findings()) == ["portal.W012"]
