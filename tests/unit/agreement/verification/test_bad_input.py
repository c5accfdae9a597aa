"""What cannot be read is refused in a sentence, within bounds, and never crashes."""

import json
import time
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from agreement.verification.standalone.report import main
from agreement.verification.standalone.sources import read_content
from agreement.verification.standalone.versions import examine
from agreement.verification.standalone.words import Limits, Unreadable
from tests.unit.agreement.verification.history import AGREEMENT, packed, two_versions

SMALL = Limits(most_bytes=1_000_000, most_files=100)
HEAD = b'{"format":"schnittstellenportal/version/1","number":1,"x":'


def refusal(raw: bytes, limits: Limits = SMALL) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(Unreadable) as refused:
        examine([read_content(raw, limits)], [], limits)
    assert refused.value.text.en
    return refused.value.text.de


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        (b"", "leer"),
        (b" \n ", "leer"),
        (b"\0\0\0\0", "weder ein PDF noch"),
        (b"Hallo", "weder ein PDF noch"),
        (b"\xff\xfe{\0}\0", "weder ein PDF noch"),
        (b"[1]", "weder ein PDF noch"),
        (b"{}", "weder der Text einer Fassung"),
        (b"{", "beschädigt"),
        (b'{"a":"\0"}', "weder ein PDF noch"),
        (b'{"a":1,"a":2}', "doppelter Name"),
        (HEAD + b"1.5}", "Kommazahl"),
        (HEAD + b"1e5}", "Kommazahl"),
        (HEAD + b"NaN}", "Kommazahl"),
        (HEAD + b"9" * 100_000 + b"}", "Zahl zu groß"),
        (HEAD + b"[" * 10_000 + b"]" * 10_000 + b"}", "zu tief verschachtelt"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "zu tief verschachtelt"),
        (HEAD + b'"\xff"}', "kein UTF-8"),
        (b"%PDF-1.7\n%%EOF\n", "enthält keinen Nachweis"),
        (b"PK\x03\x04 kaputt", "ZIP ist beschädigt"),
        (b"x" * 1_000_001, "zu groß"),
    ],
)
def test_what_is_no_evidence_is_refused_in_a_sentence(raw: bytes, part: str) -> None:
    assert part in refusal(raw)


@pytest.mark.parametrize(
    "change",
    [
        {"agreement": None},
        {"agreement": {"uuid": 3}},
        {"versions": 5},
        {"versions": [{"number": "1"}]},
        {"versions": [{"number": 1}, {"number": 1}]},
        {"artifacts": [3]},
        {"ledger": None},
        {"ledger": {"entries": [{"sequence": 1}]}},
        {"ledger": {"entries": [[]]}},
        {"checkpoints": {"../x": ""}},
        {"checkpoints": {"1": 2}},
        {"timestamps": []},
        {"keys": None},
    ],
)
def test_evidence_of_another_shape_is_refused(change: dict[str, object]) -> None:
    document = json.loads(two_versions().as_document(1)) | change
    assert "beschädigt" in refusal(json.dumps(document).encode())


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"agreement": [], "version": {}},
        {"party": [], "party_name": {}, "evidence_sha256": [], "signatures": 5},
        {"sha256": {"a": []}},
        {"effective_on": {}, "file_sha256": [], "key": {}, "previous": [], "signature": {}},
    ],
)
@pytest.mark.parametrize(
    "kind", ["seal", "signature", "withdrawal", "signed", "commencement", "scan", "key", "?"]
)
def test_entries_with_nonsense_in_them_do_not_crash(kind: str, payload: dict[str, object]) -> None:
    history = two_versions()
    number = 2 if "agreement" not in payload else None
    history.append(kind, payload, number)
    history.checkpoint()
    [report] = examine([read_content(packed(history.as_files()), Limits())], [], Limits())
    assert report.exit_code in {0, 1}


@pytest.mark.parametrize("value", [1, "x", None, [], {}, [[]], True])
@pytest.mark.parametrize("name", ["parties", "number", "agreement", "previous", "legacy"])
def test_texts_with_nonsense_in_them_do_not_crash(name: str, value: object) -> None:
    history = two_versions()
    history.versions[3] = rfc8785.dumps(json.loads(history.versions[2]) | {name: value})
    history.append("seal", {"legacy": False}, 3)
    history.checkpoint()
    [report] = examine([read_content(packed(history.as_files()), Limits())], [], Limits())
    assert report.versions[2].number == 3


def zip_of(**files: bytes) -> bytes:
    return packed({name.replace("_", "."): content for name, content in files.items()})


def test_a_zip_without_manifest_is_refused() -> None:
    assert "manifest.json fehlt" in refusal(zip_of(ledger_json=b"{}"))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    files = two_versions().as_files() | {"versions/3.json": b" " * 50_000_000}
    raw = packed(files)
    assert len(raw) < SMALL.most_bytes
    assert "zu groß" in refusal(raw)


def test_a_zip_of_too_many_files_is_refused() -> None:
    files = {f"versions/{number}.json": b"" for number in range(1, 200)}
    assert "zu viele Dateien" in refusal(packed(files))


def test_a_zip_with_two_files_of_one_name_is_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("manifest.json", b"{}")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("manifest.json", b"{}")
    assert "zwei gleichen Namens" in refusal(stream.getvalue())


def test_a_zip_with_a_password_is_refused() -> None:
    raw = bytearray(packed(two_versions().as_files()))
    start = 0
    while (start := raw.find(b"PK\x01\x02", start)) >= 0:
        raw[start + 8] |= 1
        start += 4
    assert "Passwort" in refusal(bytes(raw))


def test_names_that_lead_elsewhere_are_left_aside(tmp_path: Path) -> None:
    files = two_versions().as_files() | {"../böse.json": b"x", "/etc/passwd": b"x", "x.exe": b"x"}
    [report] = examine([read_content(packed(files), Limits())], [], Limits())
    assert report.exit_code == 0
    assert not list(tmp_path.parent.glob("böse*"))


def test_a_check_that_takes_too_long_is_broken_off() -> None:
    limits = Limits(deadline=time.monotonic() - 1)
    assert "dauert zu lange" in refusal(packed(two_versions().as_files()), limits)


def test_titles_cannot_write_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = two_versions()
    manifest = history.manifest()
    manifest["agreement"]["title"] = "\x1b[2J\u202egefälscht\nFassung 1: OK anchored"
    for name, content in (history.as_files() | {"manifest.json": rfc8785.dumps(manifest)}).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert main([str(tmp_path)]) == 0
    output = capsys.readouterr().out
    assert "Vereinbarung: ?[2J?gefälscht?Fassung 1: OK anchored\n" in output


@pytest.mark.parametrize("name", ["fehlt.zip", "nul\0.zip", "x" * 5000])
def test_a_file_that_is_not_there_ends_with_two(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / name)]) == 2
    assert "kann nicht gelesen werden" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "steht kein Prüfpunkt"),
        (b"\0" * 100, "steht kein Prüfpunkt"),
        (b"Guten Tag\n\n\xe2\x80\x94 wer abc\n", "steht kein Prüfpunkt"),
    ],
)
def test_a_file_without_checkpoint_ends_with_two(
    content: bytes, part: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "nachweis.zip").write_bytes(packed(two_versions().as_files()))
    (tmp_path / "note.txt").write_bytes(content)
    arguments = [str(tmp_path / "nachweis.zip"), "--checkpoint", str(tmp_path / "note.txt")]
    assert main(arguments) == 2
    assert part in capsys.readouterr().err


def test_a_kept_checkpoint_that_was_changed_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = two_versions()
    (tmp_path / "nachweis.zip").write_bytes(packed(history.as_files()))
    text = history.checkpoint()
    size = str(len(history.entries))
    (tmp_path / "note.txt").write_text(text.replace(f"\n{size}\n", "\n4\n"))
    arguments = [str(tmp_path / "nachweis.zip"), "--checkpoint", str(tmp_path / "note.txt")]
    assert main(arguments) == 2
    assert "Seine Unterschrift passt nicht" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["seal", "signature", "withdrawal", "signed", "key"])
def test_a_ledger_made_to_take_long_ends_in_time(kind: str) -> None:
    """Thousands of acts that would each have to be compared with all the others."""
    payload = {"agreement": AGREEMENT, "version": 1, "sha256": "a"}
    entries = []
    for number in range(1, 12_000):
        told = {**payload, "version": number} if kind == "seal" else dict(payload)
        told |= {"party": str(number), "evidence_sha256": str(number), "signatures": []}
        entry: dict[str, Any] = {
            "sequence": number,
            "kind": kind if number > 1 else "seal",
            "payload": told,
            "recorded_at": "",
            "previous": "",
        }
        entries.append({"sequence": number, "canonical": rfc8785.dumps(entry).decode()})
    document = json.loads(two_versions().as_document(1)) | {"ledger": {"entries": entries}}
    content = json.dumps(document).encode()
    started = time.process_time()
    with suppress(Unreadable):
        examine([read_content(content, Limits())], [], Limits())
    assert time.process_time() - started < 5.0


def test_a_giant_number_of_a_version_takes_no_memory() -> None:
    history = two_versions()
    history.versions[2**53 - 1] = history.versions[2]
    history.append("seal", {"legacy": False}, 2**53 - 1)
    history.checkpoint()
    [report] = examine([read_content(packed(history.as_files()), Limits())], [], Limits())
    assert "Im Register fehlen Fassungen, als erste Fassung 3." in str(report.problems)
