"""What can be checked: a folder, a ZIP, a JSON file, a PDF."""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from agreement.verification.standalone.hashes import leaf_hash
from agreement.verification.standalone.material import (
    BUNDLE_FORMAT,
    VERSION_FORMAT,
    Entry,
    FileOfVersion,
    Material,
    is_list_of_objects,
)
from agreement.verification.standalone.notes import Malformed, unbase64
from agreement.verification.standalone.pdf import PdfFile
from agreement.verification.standalone.strict_json import container_json, damaged
from agreement.verification.standalone.words import Limits, Text, Unreadable, shown

KNOWN_NAME = re.compile(
    r"manifest\.json|ledger\.json|keys\.txt|versions/[1-9][0-9]{0,8}\.json"
    r"|checkpoints/[1-9][0-9]{0,14}\.txt|timestamps/[1-9][0-9]{0,14}\.tsr"
    r"|evidence/[0-9a-f]{64}\.json|files/[0-9a-f]{64}|artifacts/[0-9]{1,9}-[0-9]{1,9}\.[a-z]{1,9}"
)


def read_material(path: Path, limits: Limits) -> Material:
    """Return the evidence at a path: a folder, or a file as `read_content` takes it.

    Raises Unreadable.
    """
    try:
        if path.is_dir():
            return material_of_files(_read_folder(path, limits))
        limits.refuse_size(path.stat().st_size)
        return read_content(path.read_bytes(), limits)
    except (OSError, ValueError) as error:
        why = shown(getattr(error, "strerror", None) or error)
        raise Unreadable(
            Text(
                f"{shown(path)} kann nicht gelesen werden: {why}.",
                f"{shown(path)} cannot be read: {why}.",
            )
        ) from None


def _read_folder(path: Path, limits: Limits) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    for folder, _folders, names in os.walk(path):
        for name in names:
            limits.tick()
            file = Path(folder) / name
            place = file.relative_to(path).as_posix()
            if KNOWN_NAME.fullmatch(place) and file.is_file():
                total += file.stat().st_size
                limits.refuse_size(total)
                found[place] = file.read_bytes()
    return found


def read_content(raw: bytes, limits: Limits) -> Material:
    """Return the evidence in a file: PDF, ZIP, evidence as JSON, or the text of a version.

    Raises Unreadable.
    """
    limits.refuse_size(len(raw))
    if raw.startswith(b"%PDF-"):
        return _material_of_pdf(PdfFile(raw, limits))
    if raw.startswith(b"PK"):
        return material_of_files(_read_zip(raw, limits))
    if not raw.strip():
        raise Unreadable(Text("Die Datei ist leer.", "The file is empty."))
    if b"\0" in raw[:4096] or raw.lstrip()[:1] != b"{":
        raise Unreadable(
            Text(
                "Das ist weder ein PDF noch ein ZIP noch eine JSON-Datei des Portals.",
                "This is neither a PDF nor a ZIP nor a JSON file of the portal.",
            )
        )
    limits.refuse_json(raw)
    data = container_json(raw, "JSON")
    if data.get("format") == BUNDLE_FORMAT:
        return material_of_document(data)
    if data.get("format") == VERSION_FORMAT:
        return _material_of_text(raw, data)
    raise Unreadable(
        Text(
            "Diese JSON-Datei ist weder der Text einer Fassung noch ein Nachweis des Portals.",
            "This JSON file is neither the text of a version nor evidence of the portal.",
        )
    )


def _material_of_text(raw: bytes, data: dict[str, Any]) -> Material:
    number = data.get("number")
    if not isinstance(number, int) or isinstance(number, bool):
        raise damaged("JSON", "number")
    return Material(
        agreement=str(data.get("agreement")),
        title=str(data.get("title")),
        versions={number: raw},
    )


def _read_zip(raw: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the files of a ZIP; what cannot be unpacked is empty, so that its hash tells."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            return _unpack(archive, limits)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise Unreadable(Text("Das ZIP ist beschädigt.", "The ZIP is damaged.")) from None


def _unpack(archive: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    names = [info.filename for info in infos]
    if len(names) > limits.most_files or len(set(names)) != len(names):
        raise Unreadable(
            Text(
                "Das ZIP hat zu viele Dateien oder zwei gleichen Namens.",
                "The ZIP has too many files, or two of the same name.",
            )
        )
    manifest = [name for name in names if re.fullmatch(r"(?:[^/]+/)?manifest\.json", name)]
    prefix = manifest[0][: -len("manifest.json")] if len(manifest) == 1 else ""
    found: dict[str, bytes] = {}
    left = limits.most_bytes
    for info in infos:
        limits.tick()
        place = info.filename[len(prefix) :]
        if info.filename.startswith(prefix) and KNOWN_NAME.fullmatch(place):
            found[place] = _member(archive, info, left + 1)
            left -= len(found[place])
            limits.refuse_size(limits.most_bytes - left)
            if place.endswith(".json"):
                limits.refuse_json(found[place])
    return found


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    if info.flag_bits & 1:
        raise Unreadable(
            Text("Das ZIP ist mit einem Passwort geschützt.", "The ZIP is protected by a password.")
        )
    try:
        with archive.open(info) as file:
            return file.read(most)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
        return b""


def material_of_document(data: dict[str, Any]) -> Material:
    """Return the evidence in one JSON document; raises Unreadable."""
    place = "nachweis.json"
    files: dict[str, bytes] = {
        f"checkpoints/{size}.txt": note.encode("utf-8", "replace")
        for size, note in _texts(data.get("checkpoints"), place)
    }
    for size, token in _texts(data.get("timestamps"), place):
        try:
            files[f"timestamps/{size}.tsr"] = unbase64(token)
        except Malformed:
            files[f"timestamps/{size}.tsr"] = b""
    keys = data.get("keys")
    if not isinstance(keys, list):
        raise damaged(place, "keys")
    files["keys.txt"] = "".join(f"{key}\n" for key in keys).encode("utf-8", "replace")
    material = _material(data, data.get("ledger"), files, place)
    # The text stands beside this document, not within.
    material.versions = {}
    return material


def _texts(value: Any, place: str) -> list[tuple[str, str]]:
    if not isinstance(value, dict) or not all(
        re.fullmatch(r"[1-9][0-9]{0,14}", key) and isinstance(item, str)
        for key, item in value.items()
    ):
        raise damaged(place, "checkpoints, timestamps")
    return list(value.items())


def material_of_files(files: dict[str, bytes]) -> Material:
    """Return the evidence in files by their names; raises Unreadable."""
    for name in ("manifest.json", "ledger.json"):
        if name not in files:
            raise Unreadable(
                Text(
                    f"Das ist kein Nachweis des Portals: {name} fehlt.",
                    f"This is no evidence of the portal: {name} is missing.",
                )
            )
    manifest = container_json(files["manifest.json"], "manifest.json")
    if manifest.get("format") != BUNDLE_FORMAT:
        raise damaged("manifest.json", "format")
    ledger = container_json(files["ledger.json"], "ledger.json")
    return _material(manifest, ledger, files, "manifest.json")


def _material(
    manifest: dict[str, Any], ledger: Any, files: dict[str, bytes], place: str
) -> Material:
    agreement = manifest.get("agreement")
    if not isinstance(agreement, dict) or not isinstance(agreement.get("uuid"), str):
        raise damaged(place, "agreement")
    material = Material(
        agreement=agreement["uuid"],
        title=str(agreement.get("title")),
        is_whole=manifest.get("scope") == "agreement",
        has_proofs=manifest.get("evidence") is True,
        listed=_listed(manifest.get("versions"), place),
        entries=_entries(ledger),
        artifacts=_artifacts(manifest.get("artifacts"), files, place),
    )
    for name, content in files.items():
        folder, _slash, rest = name.partition("/")
        stem = rest.partition(".")[0]
        if folder == "versions":
            material.versions[int(stem)] = content
        elif folder == "checkpoints":
            material.notes[name] = content.decode("utf-8", "replace")
        elif folder == "timestamps":
            material.stamps[f"checkpoints/{stem}.txt"] = content
        elif folder == "evidence":
            material.proofs[stem] = content
        elif folder == "files":
            material.files[stem] = content
    material.keys = files.get("keys.txt", b"").decode("utf-8", "replace").split("\n")
    material.keys = [line for line in material.keys if line]
    return material


def _listed(value: Any, place: str) -> dict[int, str]:
    if not is_list_of_objects(value):
        raise damaged(place, "versions")
    found: dict[int, str] = {}
    for one in value:
        number = one.get("number")
        if not isinstance(number, int) or isinstance(number, bool) or number in found:
            raise damaged(place, "versions")
        found[number] = str(one.get("sha256"))
    return found


def _artifacts(value: Any, files: dict[str, bytes], place: str) -> list[FileOfVersion]:
    if not is_list_of_objects(value):
        raise damaged(place, "artifacts")
    return [
        FileOfVersion(
            str(one.get("file")),
            one["version"] if isinstance(one.get("version"), int) else 0,
            str(one.get("kind")),
            str(one.get("sha256")),
            files.get(str(one.get("file"))),
        )
        for one in value
    ]


def _entries(ledger: Any) -> list[Entry]:
    place = "ledger.json"
    entries = ledger.get("entries") if isinstance(ledger, dict) else None
    if not is_list_of_objects(entries):
        raise damaged(place, "entries")
    found = []
    for one in entries or ():
        canonical, leaf = one.get("canonical"), str(one.get("leaf"))
        if isinstance(canonical, str):
            raw = canonical.encode("utf-8", "replace")
            found.append(Entry(one.get("sequence"), raw, leaf_hash(raw)))
        elif re.fullmatch(r"[0-9a-f]{64}", leaf):
            found.append(Entry(one.get("sequence"), None, bytes.fromhex(leaf)))
        else:
            raise damaged(place, f"entry {shown(one.get('sequence'))}")
    return found


def _material_of_pdf(pdf: PdfFile) -> Material:
    evidence, text = pdf.evidence(), pdf.text_of_version()
    if evidence is None:
        raise Unreadable(
            Text(
                "Dieses PDF enthält keinen Nachweis des Portals. Prüfen Sie das PDF, wie das "
                "Portal es ausgibt; beim Drucken oder Umwandeln gehen die Anlagen verloren.",
                "This PDF holds no evidence of the portal. Check the PDF as the portal gives it "
                "out; printing or converting drops what is attached.",
            )
        )
    problems = [Text(f"Das PDF {p.de}.", f"The PDF {p.en}.") for p in pdf.seal_problems()]
    number = re.search(rb'"versions":\[\{"number":([1-9][0-9]{0,8}),"sha256"', evidence)
    try:
        material = material_of_document(container_json(evidence, "nachweis.json"))
    except Unreadable as error:
        # It is ours, and damaged: with the number alone, the version can still be named.
        material = Material(is_whole=False, entries=None, problems=[error.text])
        material.listed = {int(number[1]): ""} if number else {}
    numbers = sorted(material.listed)
    if text is not None and numbers:
        material.versions = {numbers[0]: text}
    material.problems += problems
    material.remarks.append(
        Text(
            "Geprüft ist der eingebettete Text. Was auf den Seiten steht, sichert allein das "
            "Siegel des PDF.",
            "What was checked is the embedded text. What the pages show is secured by the seal "
            "of the PDF alone.",
        )
    )
    return material
