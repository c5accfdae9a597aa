"""Whatever is changed in what is given out, the verifier names the version and the place."""

import base64
import hashlib
import json
from typing import Any

import pytest
import rfc8785

from agreement.verification.standalone.material import ANCHORED, MISSING, TAMPERED
from agreement.verification.standalone.sources import read_content
from agreement.verification.standalone.versions import examine
from agreement.verification.standalone.words import Limits
from tests.unit.agreement.verification.history import (
    AGREEMENT,
    OTHER,
    History,
    check,
    key,
    note,
    packed,
    sha256,
    statuses,
    two_versions,
    vkey,
    words,
)


def flipped(content: bytes, at: int = -10) -> bytes:
    """Return bytes of which one has another value."""
    changed = bytearray(content)
    changed[at] ^= 1
    return bytes(changed)


def with_entries(files: dict[str, bytes], entries: list[bytes]) -> dict[str, bytes]:
    """Return files whose ledger holds these entries."""
    told: list[Any] = [
        {"sequence": n, "canonical": e.decode()} for n, e in enumerate(entries, start=1)
    ]
    return files | {"ledger.json": rfc8785.dumps({"entries": told})}


def rewritten(entry: bytes, **changes: object) -> bytes:
    """Return an entry with other values in its payload."""
    told = json.loads(entry)
    told["payload"] |= changes
    return rfc8785.dumps(told)


def rechained(entries: list[bytes]) -> list[bytes]:
    """Return entries numbered and chained anew, as somebody would who covers his traces."""
    found: list[bytes] = []
    for number, entry in enumerate(entries, start=1):
        before = sha256(found[-1]) if found else "0" * 64
        found.append(rfc8785.dumps(json.loads(entry) | {"sequence": number, "previous": before}))
    return found


def index_of(history: History, kind: str, number: int) -> int:
    """Return where the first entry of a kind on a version stands."""
    for index, entry in enumerate(history.entries):
        told = json.loads(entry)
        if told["kind"] == kind and told["payload"].get("version") == number:
            return index
    raise LookupError(kind)


def test_a_flipped_byte_in_a_text_names_the_version_and_its_file() -> None:
    files = two_versions().as_files()
    files["versions/1.json"] = flipped(files["versions/1.json"])
    report = check(files)
    assert statuses(report) == {1: TAMPERED, 2: ANCHORED}
    assert report.exit_code == 1
    assert "Der Text (versions/1.json) ist nicht der festgeschriebene" in words(report, 1)


def test_a_removed_text_is_missing() -> None:
    files = two_versions().as_files()
    del files["versions/2.json"]
    report = check(files)
    assert statuses(report) == {1: ANCHORED, 2: MISSING}
    assert report.exit_code == 1


def test_swapped_texts_are_found_in_both_versions() -> None:
    files = two_versions().as_files()
    one, two = files["versions/1.json"], files["versions/2.json"]
    report = check(files | {"versions/1.json": two, "versions/2.json": one})
    assert statuses(report) == {1: TAMPERED, 2: TAMPERED}


def test_the_text_of_another_agreement_is_found() -> None:
    history, other = two_versions(), History(OTHER)
    other.seal()
    report = check(history.as_files() | {"versions/1.json": other.versions[1]})
    assert statuses(report) == {1: TAMPERED, 2: ANCHORED}


def test_a_sealed_text_that_names_another_agreement_is_found() -> None:
    """Even where ledger and checkpoint agree on it."""
    history = History()
    other = History(OTHER)
    other.seal()
    history.versions[1] = other.versions[1]
    history.append("seal", {"legacy": False}, 1)
    history.checkpoint()
    report = check(history.as_files())
    assert "gehört zu einer anderen Fassung oder Vereinbarung (agreement)" in words(report, 1)


def test_a_version_that_nobody_sealed_is_found() -> None:
    history = two_versions()
    third = history.versions[2].replace(b'"number":2', b'"number":3')
    report = check(history.as_files() | {"versions/3.json": third})
    assert statuses(report)[3] == TAMPERED
    assert "Das Register kennt diese Fassung nicht" in words(report, 3)


@pytest.mark.parametrize("index", range(9))
def test_a_changed_entry_is_named(index: int) -> None:
    history = two_versions()
    history.entries[index] = history.entries[index].replace(b"2026-03-01", b"2026-03-02")
    report = check(history.as_files())
    assert report.exit_code == 1
    assert f"Registereintrag {index + 1} (" in words(report)
    assert "wurde verändert" in words(report)


def test_a_changed_entry_condemns_its_version_alone() -> None:
    history = two_versions()
    index = index_of(history, "commencement", 1)
    history.entries[index] = rewritten(history.entries[index], effective_on="2020-01-01")
    report = check(history.as_files())
    assert statuses(report)[1] == TAMPERED
    assert f"Registereintrag {index + 1} (Inkrafttreten zu Fassung 1) wurde verändert" in words(
        report, 1
    )


def test_a_changed_last_entry_is_found_by_the_checkpoint() -> None:
    history = two_versions()
    history.entries[-1] = rewritten(history.entries[-1], effective_on="2020-01-01")
    report = check(history.as_files())
    assert statuses(report) == {1: ANCHORED, 2: TAMPERED}
    size = len(history.entries)
    assert f"Registereinträge {size} bis {size} passen nicht zu" in words(report, 2)


def test_a_changed_entry_whose_traces_are_covered_is_found_by_the_checkpoint() -> None:
    history = two_versions()
    files = history.as_files()
    index = index_of(history, "commencement", 1)
    entries = list(history.entries)
    entries[index] = rewritten(entries[index], effective_on="2020-01-01")
    report = check(with_entries(files, rechained(entries)))
    assert report.exit_code == 1
    assert statuses(report)[1] == TAMPERED


@pytest.mark.parametrize("traces", ["left", "covered"])
@pytest.mark.parametrize(
    "change", ["swapped", "doubled", "inserted", "removed", "first removed", "all reversed"]
)
def test_reordered_doubled_inserted_and_removed_entries_are_found(change: str, traces: str) -> None:
    history = two_versions()
    entries = list(history.entries)
    if change == "swapped":
        entries[2], entries[3] = entries[3], entries[2]
    elif change == "doubled":
        entries.insert(4, entries[4])
    elif change == "inserted":
        entries.insert(5, rewritten(entries[5], party="p-3"))
    elif change == "removed":
        del entries[4]
    elif change == "first removed":
        del entries[0]
    else:
        entries.reverse()
    if traces == "covered":
        entries = rechained(entries)
    report = check(with_entries(history.as_files(), entries))
    assert report.exit_code == 1
    assert TAMPERED in statuses(report).values()
    if traces == "left":
        assert "fehlen, sind doppelt oder vertauscht" in words(report)


def test_a_tail_that_was_cut_off_is_found_by_the_checkpoint_that_stayed() -> None:
    history = two_versions()
    report = check(with_entries(history.as_files(), history.entries[:-1]))
    assert "Das Ende des Registers fehlt" in words(report)
    assert report.exit_code == 1


def test_a_tail_cut_off_with_its_checkpoints_is_found_by_the_one_a_party_kept() -> None:
    history = two_versions()
    kept = history.checkpoint()
    history.entries.pop()
    history.notes.pop(len(history.entries) + 1)
    assert check(history.as_files()).exit_code == 0
    report = check(history.as_files(), kept)
    assert report.exit_code == 1
    assert "Das Ende des Registers fehlt: der aufbewahrte Prüfpunkt kennt" in words(report)


def test_a_rebuilt_history_is_found_only_by_the_checkpoint_that_a_party_kept() -> None:
    kept = two_versions().checkpoint()
    rebuilt = History()
    rebuilt.whole(rebuilt.seal("Ein anderer Wortlaut"))
    rebuilt.whole(rebuilt.seal())
    alone = check(rebuilt.as_files())
    assert alone.exit_code == 0
    assert not alone.is_compared
    report = check(rebuilt.as_files(), kept)
    assert report.exit_code == 1
    assert statuses(report) == {1: TAMPERED, 2: TAMPERED}
    assert "Das Register wurde neu geschrieben" in words(report)


def test_a_history_rebuilt_with_another_key_is_found_by_the_checkpoint_that_a_party_kept() -> None:
    kept = two_versions().checkpoint()
    rebuilt = History(label="forged")
    rebuilt.whole(rebuilt.seal())
    assert check(rebuilt.as_files()).exit_code == 0
    report = check(rebuilt.as_files(), kept)
    assert report.exit_code == 1
    assert "den dieses Register nicht kennt" in words(report)


def test_a_checkpoint_signed_by_another_key_is_found() -> None:
    history = two_versions()
    size = len(history.entries)
    history.notes[size] = note(history.entries, key("forged"))
    report = check(history.as_files())
    assert report.exit_code == 1
    assert f"checkpoints/{size}.txt: Die Unterschrift des Portals passt nicht" in words(report)


def test_a_key_that_nobody_handed_over_is_found() -> None:
    history = two_versions()
    told = {"key": vkey(key("forged")), "previous": vkey(history.key)}
    signature = base64.b64encode(key("forged").sign(rfc8785.dumps(told))).decode()
    history.append("key", {**told, "signature": signature})
    history.key = key("forged")
    history.checkpoint()
    report = check(history.as_files())
    assert report.exit_code == 1
    assert "wechselt den Schlüssel, ohne dass der bisherige es unterschrieben hat" in words(report)


def test_an_old_key_signs_nothing_after_it_was_replaced() -> None:
    history = two_versions()
    old = history.key
    history.rotate("second")
    history.whole(history.seal())
    size = len(history.entries)
    history.notes[size] = note(history.entries, old)
    assert check(history.as_files()).exit_code == 1


def test_a_strange_key_in_the_list_is_found() -> None:
    files = two_versions().as_files()
    files["keys.txt"] += f"{vkey(key('forged'))}\n".encode()
    assert "keys.txt nennt einen Schlüssel" in words(check(files))


def test_a_changed_proof_of_a_signature_names_version_and_party() -> None:
    history = two_versions()
    files = history.as_files()
    name = next(n for n in files if n.startswith("evidence/") and b'"version":2' in files[n])
    report = check(files | {name: flipped(files[name])})
    assert statuses(report) == {1: ANCHORED, 2: TAMPERED}
    assert "Der Beweis der Unterschrift von Träger p-" in words(report, 2)


def test_a_missing_and_a_strange_proof_are_found() -> None:
    files = two_versions().as_files()
    name = next(n for n in files if n.startswith("evidence/"))
    content = files.pop(name)
    assert "fehlt" in words(check(files))
    strange = content.replace(b"Vorstand", b"Niemand!")
    report = check(files | {name: content, f"evidence/{sha256(strange)}.json": strange})
    assert "Das Register kennt den Beweis einer Unterschrift nicht" in words(report)


def test_the_proof_for_another_version_proves_nothing() -> None:
    history = two_versions()
    proof = history.sign(1, "p-9")
    history.entries.pop()
    payload = {"party": "p-9", "party_name": "Träger p-9", "function": "Vorstand", "deputy": False}
    third = history.seal()
    history.append("signature", {**payload, "method": "account", "evidence_sha256": proof}, third)
    history.checkpoint()
    assert "belegt etwas anderes" in words(check(history.as_files()), third)


def test_a_changed_scan_is_found() -> None:
    files = two_versions().as_files()
    name = next(n for n in files if n.startswith("files/"))
    report = check(files | {name: flipped(files[name])})
    assert statuses(report) == {1: ANCHORED, 2: TAMPERED}
    assert f"wurde verändert ({name})" in words(report, 2)


def test_a_changed_artifact_is_found() -> None:
    history = two_versions()
    manifest = history.manifest()
    manifest["artifacts"] = [
        {"file": "artifacts/2-1.docx", "version": 2, "kind": "docx", "sha256": sha256(b"Word")}
    ]
    files = history.as_files() | {"manifest.json": rfc8785.dumps(manifest)}
    assert check(files | {"artifacts/2-1.docx": b"Word"}).exit_code == 0
    report = check(files | {"artifacts/2-1.docx": b"Ward"})
    assert "Die Datei artifacts/2-1.docx wurde verändert." in words(report, 2)


def test_acts_that_cannot_have_happened_are_found_though_every_hash_is_right() -> None:
    def told(history: History) -> str:
        return words(check(history.as_files()))

    twice = History()
    number = twice.seal()
    twice.sign(number, "p-1")
    twice.sign(number, "p-1")
    assert "eine Unterschrift zu viel" in told(twice)

    incomplete = History()
    number = incomplete.seal()
    incomplete.sign(number, "p-1")
    incomplete.complete(number)
    assert "passen nicht zu den Parteien" in told(incomplete)

    stranger = History()
    number = stranger.seal()
    stranger.sign(number, "p-9")
    assert "passen nicht zu den Parteien" in told(stranger)

    late = History()
    number = late.seal()
    late.whole(number)
    late.withdraw(number, "p-1")
    assert "nicht mehr zurückgenommen" in told(late)

    again = History()
    number = again.seal()
    again.whole(number)
    again.commence(number, "2026-05-01")
    assert "zum zweiten Mal" in told(again)


def test_a_damaged_checkpoint_is_named() -> None:
    files = two_versions().as_files()
    name = "checkpoints/2.txt"
    assert "checkpoints/2.txt" in words(check(files | {name: flipped(files[name])}))
    assert "checkpoints/2.txt" in words(check(files | {name: files[name].rstrip()}))


def test_a_changed_hash_of_a_hidden_entry_is_found() -> None:
    history = two_versions()
    history.hidden = {2}
    files = history.as_files(proofs=False)
    ledger = json.loads(files["ledger.json"])
    hidden = next(e for e in ledger["entries"] if "leaf" in e)
    hidden["leaf"] = hashlib.sha256(b"").hexdigest()
    report = check(files | {"ledger.json": rfc8785.dumps(ledger)})
    assert report.exit_code == 1
    assert "passen nicht zu" in words(report)


def test_a_flipped_byte_within_a_packed_file_of_a_zip_names_the_version() -> None:
    history = two_versions()
    raw = packed(history.as_files(), method=0)
    place = raw.index(b'"text":"Wortlaut 2"')
    [report] = examine([read_content(flipped(raw, place + 10), Limits())], [], Limits())
    assert statuses(report) == {1: ANCHORED, 2: TAMPERED}


def test_the_manifest_cannot_hide_a_version() -> None:
    history = two_versions()
    manifest = history.manifest()
    manifest["versions"] = manifest["versions"][:1]
    files = history.as_files() | {"manifest.json": rfc8785.dumps(manifest)}
    del files["versions/2.json"]
    assert statuses(check(files)) == {1: ANCHORED, 2: MISSING}


def test_the_manifest_cannot_name_another_hash() -> None:
    history = two_versions()
    manifest = history.manifest()
    manifest["versions"][0]["sha256"] = "0" * 64
    report = check(history.as_files() | {"manifest.json": rfc8785.dumps(manifest)})
    assert "manifest.json nennt eine andere Prüfsumme" in words(report, 1)
    assert manifest["agreement"]["uuid"] == AGREEMENT
