"""The versions of an agreement, checked against the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from agreement.verification.standalone.acts import Record
from agreement.verification.standalone.hashes import sha256
from agreement.verification.standalone.ledger import Ledger
from agreement.verification.standalone.material import (
    ANCHORED,
    MISSING,
    PROOF_FORMAT,
    TAMPERED,
    VERSION_FORMAT,
    FileOfVersion,
    Material,
    Report,
    VersionReport,
    is_list_of_objects,
)
from agreement.verification.standalone.notes import Note
from agreement.verification.standalone.pdf import PdfFile
from agreement.verification.standalone.strict_json import canonical_json
from agreement.verification.standalone.words import Limits, Text, shown, shown_day


class Examination:
    """The versions of one agreement, checked against the ledger."""

    def __init__(self, material: Material, ledger: Ledger, elsewhere: Iterable[str]) -> None:
        self.material = material
        self.ledger = ledger
        self.elsewhere = set(elsewhere)
        self.report = Report(
            title=material.title,
            entries=len(ledger.entries),
            checkpoints=sorted({*ledger.fitting, *ledger.sizes}),
        )

    def run(self) -> Report:
        """Return what was found."""
        material, ledger, report = self.material, self.ledger, self.report
        recorded = {n: r for (a, n), r in ledger.records.items() if a == material.agreement}
        here = set(material.listed) | set(material.versions)
        numbers = here | (set(recorded) if material.is_whole else set())
        blamed = [(about, text) for about, text in ledger.problems if about]
        for number in sorted(numbers):
            ledger.limits.tick()
            found = VersionReport(number)
            self._examine(found, recorded.get(number))
            about = (material.agreement, number)
            found.problems += [text for version, text in blamed if version == about]
            if found.problems and found.status != MISSING:
                found.status = TAMPERED
            report.versions.append(found)
        told = {(material.agreement, number) for number in numbers}
        if len(report.versions) == 1 and material.problems:
            report.versions[0].problems += material.problems
            report.versions[0].status = TAMPERED
        else:
            report.problems += material.problems
        report.problems += [
            text
            for about, text in ledger.problems
            if about is None or (about not in told and about[0] not in self.elsewhere)
        ]
        self._check_gaps(set(recorded))
        self._check_strays(recorded)
        self._remark(sorted(set(recorded) - numbers))
        return report

    def _examine(self, found: VersionReport, record: Record | None) -> None:
        content = self.material.versions.get(found.number)
        place = self.material.place_of(found.number)
        if content is None:
            found.status = MISSING
            found.problems.append(
                Text(f"Der Text fehlt ({place}).", f"The text is missing ({place}).")
            )
            return
        found.sha256 = sha256(content)
        if record is None:
            if self.ledger.is_there:
                found.problems.append(
                    Text(
                        f"Das Register kennt diese Fassung nicht ({place}).",
                        f"The ledger does not know this version ({place}).",
                    )
                )
            self._check_text(found, content, None)
            return
        if found.sha256 != record.sha256:
            found.problems.append(
                Text(
                    f"Der Text ({place}) ist nicht der festgeschriebene: Seine Prüfsumme ist "
                    f"{found.sha256}, im Register steht {shown(record.sha256)}.",
                    f"The text ({place}) is not what was sealed: its hash is {found.sha256}, the "
                    f"ledger has {shown(record.sha256)}.",
                )
            )
        else:
            self._check_text(found, content, record)
        listed = self.material.listed.get(found.number, record.sha256)
        if listed != record.sha256:
            found.problems.append(
                Text(
                    f"{self.material.list_place} nennt eine andere Prüfsumme als das Register.",
                    f"{self.material.list_place} names another hash than the ledger.",
                )
            )
        if record.last <= self.ledger.anchored:
            found.status = ANCHORED
        found.facts += _facts(record)
        self._check_proofs(found, record)
        self._check_files(found, record)

    def _check_text(self, found: VersionReport, content: bytes, record: Record | None) -> None:
        """Check that the bytes are canonical and say what the ledger says."""
        place = self.material.place_of(found.number)
        try:
            data = canonical_json(content)
        except ValueError as error:
            why = shown(error)
            found.problems.append(
                Text(f"{place} ist beschädigt ({why}).", f"{place} is damaged ({why}).")
            )
            return
        data = data if isinstance(data, dict) else {}
        expected = {"format": VERSION_FORMAT, "number": found.number}
        if self.material.agreement:
            expected["agreement"] = self.material.agreement
        before = self.ledger.records.get((self.material.agreement, found.number - 1))
        if found.number == 1:
            expected["previous"] = ""
        elif before:
            expected["previous"] = before.sha256
        if record:
            expected["legacy"] = record.is_legacy
        wrong = [shown(name) for name, value in expected.items() if data.get(name) != value]
        if wrong:
            names = ", ".join(wrong)
            found.problems.append(
                Text(
                    f"{place} gehört zu einer anderen Fassung oder Vereinbarung ({names}).",
                    f"{place} belongs to another version or agreement ({names}).",
                )
            )
        if record:
            self._check_parties(found, data, record)

    def _check_parties(self, found: VersionReport, data: dict[str, Any], record: Record) -> None:
        parties: Any = data.get("parties")
        parties = parties if is_list_of_objects(parties) else []
        known = {str(party.get("organisation")) for party in parties}
        signed = set(record.holding)
        if signed - known or ("signed" in record.days and known - signed):
            found.problems.append(
                Text(
                    "Die Unterschriften im Register passen nicht zu den Parteien im Text.",
                    "The signatures in the ledger do not fit the parties in the text.",
                )
            )

    # -- signatures and files

    def _check_proofs(self, found: VersionReport, record: Record) -> None:
        for proof, payload in record.signatures.items():
            content = self.material.proofs.get(proof)
            if content is None:
                if self.material.has_proofs:
                    self._blame_proof(found, payload, "fehlt", "is missing")
            elif sha256(content) != proof:
                self._blame_proof(found, payload, "wurde verändert", "was changed")
            else:
                self._check_proof(found, record, payload, content)

    def _check_proof(
        self, found: VersionReport, record: Record, payload: dict[str, Any], content: bytes
    ) -> None:
        """Compare what a proof says with the ledger, and the file that it names."""
        try:
            data = canonical_json(content)
        except ValueError:
            data = None
        data = data if isinstance(data, dict) else {}
        if data.get("format") != PROOF_FORMAT:
            found.facts.append(
                Text(
                    "Der Beweis einer Unterschrift hat ein unbekanntes Format; geprüft ist seine "
                    "Prüfsumme.",
                    "The proof of a signature has an unknown format; its hash was checked.",
                )
            )
            return
        statement, proof = data.get("statement"), data.get("proof")
        statement = statement if isinstance(statement, dict) else {}
        said = {
            "agreement": self.material.agreement,
            "version": found.number,
            "sha256": record.sha256,
            **{name: payload.get(name) for name in ("party", "party_name", "function", "deputy")},
        }
        if data.get("method") != payload.get("method") or any(
            statement.get(name) != value for name, value in said.items()
        ):
            self._blame_proof(found, payload, "belegt etwas anderes", "proves something else")
        file_hash = proof.get("file_sha256") if isinstance(proof, dict) else None
        if file_hash is not None:
            self._check_file_of(found, payload, str(file_hash))

    def _check_file_of(self, found: VersionReport, payload: dict[str, Any], file_hash: str) -> None:
        content = self.material.files.get(file_hash)
        place = f"files/{shown(file_hash)}"
        if content is None:
            self._blame_proof(found, payload, f"fehlt ({place})", f"is missing ({place})")
        elif sha256(content) != file_hash:
            self._blame_proof(
                found, payload, f"wurde verändert ({place})", f"was changed ({place})"
            )

    @staticmethod
    def _blame_proof(found: VersionReport, payload: dict[str, Any], de: str, en: str) -> None:
        party = shown(payload.get("party_name"))
        found.problems.append(
            Text(
                f"Der Beweis der Unterschrift von {party} {de}.",
                f"The proof of the signature of {party} {en}.",
            )
        )

    def _check_files(self, found: VersionReport, record: Record) -> None:
        """Check the files made from the version, and the scans that the ledger names."""
        own = [file for file in self.material.artifacts if file.version == found.number]
        for file in own:
            place = shown(file.place)
            if file.content is None:
                found.facts.append(
                    Text(
                        f"Nur genannt, nicht enthalten: {place}",
                        f"Named alone, not included: {place}",
                    )
                )
            elif sha256(file.content) != file.sha256:
                found.problems.append(
                    Text(f"Die Datei {place} wurde verändert.", f"The file {place} was changed.")
                )
            elif file.kind == "pdf":
                self._check_pdf(found, record, file)
            if file.kind == "scan" and record.scans and file.sha256 not in record.scans:
                found.problems.append(
                    Text(
                        f"Das Register kennt den Scan {place} nicht.",
                        f"The ledger does not know the scan {place}.",
                    )
                )

    def _check_pdf(self, found: VersionReport, record: Record, file: FileOfVersion) -> None:
        pdf = PdfFile(file.content or b"", self.ledger.limits)
        text = pdf.text_of_version()
        problems = list(pdf.seal_problems())
        if text is None or sha256(text) != record.sha256:
            problems.append(
                Text("enthält nicht den festgeschriebenen Text", "does not hold the sealed text")
            )
        place = shown(file.place)
        found.problems += [Text(f"{place}: {p.de}", f"{place}: {p.en}") for p in problems]

    # -- the whole

    def _check_gaps(self, recorded: Iterable[int]) -> None:
        numbers = set(recorded)
        if self.ledger.has_hidden or max(numbers, default=0) == len(numbers):
            return
        first = next(number for number in count(1) if number not in numbers)
        self.report.problems.append(
            Text(
                f"Im Register fehlen Fassungen, als erste Fassung {first}.",
                f"The ledger lacks versions, the first of them version {first}.",
            )
        )

    def _check_strays(self, recorded: dict[int, Record]) -> None:
        """Find proofs that no ledger entry names."""
        known = {proof for record in recorded.values() for proof in record.signatures}
        for proof in sorted(set(self.material.proofs) - known):
            self.report.problems.append(
                Text(
                    f"Das Register kennt den Beweis einer Unterschrift nicht: {shown(proof)}.",
                    f"The ledger does not know the proof of a signature: {shown(proof)}.",
                )
            )

    def _remark(self, others: Sequence[int]) -> None:
        remarks = self.report.remarks
        remarks += self.material.remarks
        if others:
            names = ", ".join(map(str, others[:50]))
            remarks.append(
                Text(
                    f"Nicht in dieser Datei und darum nicht geprüft: der Text der Fassung {names}.",
                    f"Not in this file and so not checked: the text of version {names}.",
                )
            )
        if not self.ledger.is_there and not self.material.problems:
            remarks.append(
                Text(
                    "Die Datei enthält nur den Text, kein Register. Vergleichen Sie die "
                    "Prüfsumme mit der gedruckten, oder prüfen Sie das PDF oder den Nachweis.",
                    "The file holds the text alone, no ledger. Compare the hash with the printed "
                    "one, or check the PDF or the evidence.",
                )
            )
        if self.ledger.replaced_at:
            entry = self.ledger.replaced_at
            remarks.append(
                Text(
                    f"Der Schlüssel wurde mit Eintrag {entry} ersetzt, ohne dass der bisherige es "
                    "unterschrieben hat. Was danach kam, sichert nur ein Prüfpunkt, den Sie "
                    "selbst aufbewahrt haben.",
                    f"The key was replaced by entry {entry} without the signature of the one "
                    "before. What came after it is secured only by a checkpoint that you kept.",
                )
            )
        for key in self.ledger.keys[-1:]:
            name, key_id = shown(key[1].name), key[1].id.hex()
            remarks.append(
                Text(
                    f"Schlüssel des Registers: {name}, Kennung {key_id}.",
                    f"Key of the ledger: {name}, id {key_id}.",
                )
            )


METHODS = {
    "paper": Text("auf Papier", "on paper"),
    "account": Text("mit dem Konto", "by account"),
    "passkey": Text("mit einem Passkey", "by passkey"),
    "qualified": Text("qualifiziert elektronisch", "qualified electronic"),
}
DAYS = (
    ("signed", "Vollständig unterzeichnet am", "Signed by all on"),
    ("commencement", "In Kraft ab", "In force from"),
    ("termination", "Endet am", "Ends on"),
    ("failure", "Gescheitert am", "Failed on"),
)


def _facts(record: Record) -> list[Text]:
    """Return what the ledger says about a version."""
    day = shown_day(record.sealed_at[:10])
    found = [Text(f"Festgeschrieben am {day.de}", f"Sealed on {day.en}")]
    if record.is_legacy:
        found = [
            Text(
                f"Aus der Zeit vor dem Portal: belegt erst ab der Aufnahme am {day.de}",
                f"From before the portal: proved from its import on {day.en} on",
            )
        ]
    holding = set(record.active())
    for payload in (told for proof, told in record.signatures.items() if proof in holding):
        method = METHODS.get(str(payload.get("method")), Text("?", "?"))
        party = shown(payload.get("party_name"))
        found.append(Text(f"Unterzeichnet: {party}, {method.de}", f"Signed: {party}, {method.en}"))
    if "commencement" in record.days and "signed" not in record.days and not record.is_legacy:
        found.append(
            Text(
                "Ohne Eintrag, dass alle Parteien unterzeichnet haben",
                "Without an entry that all parties have signed",
            )
        )
    for name, de, en in DAYS:
        if name in record.days:
            when = shown_day(record.days[name])
            found.append(Text(f"{de} {when.de}", f"{en} {when.en}"))
    return found


def examine(materials: Sequence[Material], kept: Sequence[Note], limits: Limits) -> list[Report]:
    """Return the reports on agreements that share one ledger.

    Raises Unreadable if a checkpoint that was kept is damaged, or if it takes too long.
    """
    if not materials:
        return []
    ledger = Ledger(materials[0], kept, limits)
    agreements = {material.agreement for material in materials}
    reports = [
        Examination(material, ledger, agreements - {material.agreement}).run()
        for material in materials
    ]
    for report in reports:
        report.is_compared = bool(kept) and ledger.is_there
    return reports
