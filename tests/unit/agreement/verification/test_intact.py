"""What was not changed is found in order, in every form in which it is given out."""

import ast
import json
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest

from agreement.verification.standalone.assembling import FILE_NAME, assembled
from agreement.verification.standalone.material import ANCHORED, UNANCHORED
from agreement.verification.standalone.notes import read_note
from agreement.verification.standalone.report import main, read_kept
from agreement.verification.standalone.sources import read_content
from agreement.verification.standalone.versions import examine
from agreement.verification.standalone.words import Limits
from tests.unit.agreement.verification.history import (
    History,
    check,
    key,
    packed,
    statuses,
    two_versions,
    vkey,
    words,
)


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_an_intact_history_is_anchored() -> None:
    report = check(two_versions().as_files())
    assert statuses(report) == {1: ANCHORED, 2: ANCHORED}, words(report)
    assert report.exit_code == 0
    assert "Unterzeichnet: Träger p-1, auf Papier" in [f.de for f in report.versions[1].facts]


def test_a_checkpoint_that_a_party_kept_still_fits_after_further_acts() -> None:
    history = History()
    history.whole(history.seal())
    kept = history.checkpoint()
    history.whole(history.seal())
    report = check(history.as_files(), kept)
    assert report.exit_code == 0
    assert report.is_compared


def test_a_version_not_yet_covered_by_a_checkpoint_is_unanchored() -> None:
    history = History()
    history.whole(history.seal())
    size = len(history.entries)
    second = history.seal()
    history.notes = {s: text for s, text in history.notes.items() if s <= size}
    report = check(history.as_files())
    assert statuses(report) == {1: ANCHORED, second: UNANCHORED}
    assert report.exit_code == 3


def test_what_a_visitor_may_not_see_is_checked_by_its_hash() -> None:
    history = History()
    history.whole(history.seal())
    history.hidden = {history.seal("Noch nicht unterzeichnet")}
    report = check(history.as_files(proofs=False))
    assert statuses(report) == {1: ANCHORED}, words(report)
    assert report.exit_code == 0
    assert "Noch nicht" not in str(history.as_files(proofs=False))


def test_a_key_that_hands_over_to_the_next_is_followed() -> None:
    history = History()
    history.whole(history.seal())
    kept = history.checkpoint()
    history.rotate("second")
    history.whole(history.seal())
    history.rotate("third")
    assert check(history.as_files(), kept, history.checkpoint()).exit_code == 0


def test_what_follows_a_lost_key_is_anchored_only_by_a_checkpoint_that_a_party_kept() -> None:
    history = History()
    history.whole(history.seal())
    history.append("key", {"key": vkey(key("new")), "previous": vkey(history.key)})
    history.key = key("new")
    history.whole(history.seal())
    report = check(history.as_files())
    assert statuses(report) == {1: ANCHORED, 2: UNANCHORED}, words(report)
    assert report.exit_code == 3
    assert any("ersetzt, ohne dass der bisherige" in remark.de for remark in report.remarks)
    assert check(history.as_files(), history.checkpoint()).exit_code == 0


def test_withdrawn_signatures_failed_and_legacy_versions_are_in_order() -> None:
    history = History()
    first = history.seal(legacy=True)
    history.commence(first)
    second = history.seal()
    history.sign(second, "p-1")
    history.withdraw(second, "p-1")
    history.sign(second, "p-2")
    history.fail(second)
    third = history.seal()
    history.sign(third, "p-1")
    history.withdraw(third, "p-1")
    history.whole(third)
    report = check(history.as_files())
    assert statuses(report) == {1: ANCHORED, 2: ANCHORED, 3: ANCHORED}, words(report)
    assert "belegt erst ab der Aufnahme" in report.versions[0].facts[0].de


def test_the_text_alone_is_unanchored_and_its_hash_is_told() -> None:
    history = two_versions()
    material = read_content(history.versions[2], Limits())
    [report] = examine([material], [], Limits())
    assert statuses(report) == {2: UNANCHORED}
    assert report.exit_code == 3
    assert "enthält nur den Text" in report.remarks[0].de


def test_the_embedded_evidence_alone_lacks_the_text() -> None:
    [report] = examine([read_content(two_versions().as_document(1), Limits())], [], Limits())
    assert statuses(report) == {1: "MISSING"}
    assert report.exit_code == 1


@pytest.mark.parametrize("prefix", ["", "nachweis/"])
def test_a_zip_is_read_also_within_a_folder_of_its_own(prefix: str) -> None:
    files = {prefix + name: content for name, content in two_versions().as_files().items()}
    [report] = examine([read_content(packed(files), Limits())], [], Limits())
    assert report.exit_code == 0


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / FILE_NAME
    path.write_bytes(assembled())
    return path


@pytest.mark.parametrize("isolated", [["-I", "-S"], ["-I"]])
def test_the_one_file_runs_without_portal_and_packages(
    program: Path, tmp_path: Path, isolated: list[str]
) -> None:
    history = two_versions()
    folder = write(tmp_path / "nachweis", history.as_files())
    kept = tmp_path / "pruefpunkt.txt"
    kept.write_text(f"Guten Tag,\n\n> {history.checkpoint().replace(chr(10), chr(10) + '> ')}\n")
    done = subprocess.run(
        [sys.executable, *isolated, program, folder, "--checkpoint", kept],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Fassung 2: OK anchored" in done.stdout
    assert "Mit Ihrem aufbewahrten Prüfpunkt verglichen." in done.stdout
    assert not done.stderr


@pytest.mark.parametrize("form", ["attachment", "quoted-printable", "base64", "evidence", "lines"])
def test_a_checkpoint_is_taken_from_whatever_a_party_kept(form: str, tmp_path: Path) -> None:
    history = History()
    history.whole(history.seal())
    note = history.checkpoint()
    mail = EmailMessage()
    if form == "attachment":
        mail.set_content("Anbei der Prüfpunkt.")
        mail.add_attachment(note, filename="pruefpunkt.txt")
    elif form in {"quoted-printable", "base64"}:
        mail.set_content(f"Guten Tag,\n\n{note}\nIhr Portal", cte=form)
    kept = {
        "evidence": packed(history.as_files(proofs=False)),
        "lines": note.replace("\n", "\r\n").encode("utf-16"),
    }.get(form, mail.as_bytes())
    path = tmp_path / "aufbewahrt"
    path.write_bytes(kept)
    [found, *_more] = read_kept([path], Limits())
    assert found in {read_note(text) for text in history.notes.values()}
    history.whole(history.seal())
    (tmp_path / "neu.zip").write_bytes(packed(history.as_files()))
    assert main([str(tmp_path / "neu.zip"), "--checkpoint", str(path)]) == 0


def test_the_report_says_what_it_cannot_notice_without_a_checkpoint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path, two_versions().as_files())
    assert main([str(folder)]) == 0
    assert "das ganze Register neu geschrieben" in capsys.readouterr().out
    assert main([str(folder), "--english"]) == 0
    output = capsys.readouterr().out
    assert "rebuilt the whole ledger" in output
    assert "Version 1: OK anchored – unchanged" in output


def test_the_one_file_defines_no_name_twice_and_is_python_3_9() -> None:
    tree = ast.parse(assembled(), feature_version=(3, 9))
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert len(names) == len(set(names)) > 50
    imported = {
        alias.name if isinstance(node, ast.Import) else str(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    foreign = {name for name in imported if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name.split(".")[0] for name in foreign} == {"cryptography"}


def test_the_same_report_with_and_without_cryptography(monkeypatch: pytest.MonkeyPatch) -> None:
    files = two_versions().as_files()
    by_library = check(files)
    monkeypatch.setattr("agreement.verification.standalone.ed25519.HAS_CRYPTOGRAPHY", False)
    assert check(files) == by_library
    damaged = files | {"checkpoints/2.txt": files["checkpoints/2.txt"].replace(b"A", b"B")}
    assert check(damaged).exit_code == 1


def test_entries_hold_no_more_than_the_hash_of_what_is_hidden() -> None:
    history = History()
    history.hidden = {history.seal("geheim")}
    told = json.dumps(history.ledger())
    assert history.agreement not in told
