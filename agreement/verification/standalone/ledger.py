"""The ledger as a whole: order, chain, keys, checkpoints."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from agreement.verification.standalone.acts import WORDS, replay
from agreement.verification.standalone.ed25519 import ed25519_holds
from agreement.verification.standalone.hashes import roots, sha256
from agreement.verification.standalone.material import Key, Material
from agreement.verification.standalone.notes import (
    Malformed,
    Note,
    VerifierKey,
    read_note,
    unbase64,
)
from agreement.verification.standalone.strict_json import canonical_json, canonical_of
from agreement.verification.standalone.words import Limits, Text, Unreadable, shown

GENESIS = "0" * 64


ENTRY_FIELDS = {"sequence", "kind", "payload", "recorded_at", "previous"}


class Ledger:
    """The ledger, checked as a whole; what is wrong is kept with the version it concerns."""

    def __init__(self, material: Material, kept: Sequence[Note], limits: Limits) -> None:
        self.entries = material.entries or []
        self.is_there = material.entries is not None
        self.limits = limits
        self.problems: list[tuple[Key | None, Text]] = []
        self.keys: list[tuple[int, VerifierKey]] = []
        self.replaced_at = 0
        """The entry that replaced a lost key: no key proves what comes after it."""
        self.fitting: list[int] = []
        self.sizes: list[int] = []
        self.told = [self._told(index) for index in range(len(self.entries))]
        self._check_order()
        self.records, wrong = replay(self.told, self.about)
        for index, text in wrong:
            self.blame(index, text.de, text.en)
        self._read_keys(material.keys)
        self.roots = roots([entry.leaf for entry in self.entries])
        bad = self._check_notes(material)
        self._check_chain()
        self._blame_ranges(bad)
        for note in kept:
            self._compare(note)

    @property
    def anchored(self) -> int:
        """How many entries a signed checkpoint vouches for."""
        return max(self.sizes, default=0)

    @property
    def has_hidden(self) -> bool:
        """Whether some entries are told by their hash alone."""
        return any(entry.canonical is None for entry in self.entries)

    def about(self, index: int) -> Key | None:
        """Return the version an entry is about."""
        told = self.told[index] if index < len(self.told) else None
        payload = told["payload"] if told else {}
        agreement, number = payload.get("agreement"), payload.get("version")
        if isinstance(agreement, str) and isinstance(number, int):
            return (agreement, number)
        return None

    def name(self, index: int) -> Text:
        """Return what an entry is called."""
        told, about = self.told[index], self.about(index)
        kind = WORDS.get(told["kind"]) if told else None
        if not kind:
            return Text(f"Registereintrag {index + 1}", f"Ledger entry {index + 1}")
        de = f" zu Fassung {about[1]}" if about else ""
        en = f" of version {about[1]}" if about else ""
        return Text(
            f"Registereintrag {index + 1} ({kind.de}{de})",
            f"Ledger entry {index + 1} ({kind.en}{en})",
        )

    def blame(self, index: int, de: str, en: str) -> None:
        """Keep what is wrong with an entry."""
        name = self.name(index)
        self.problems.append((self.about(index), Text(f"{name.de} {de}", f"{name.en} {en}")))

    def say(self, de: str, en: str, about: Key | None = None) -> None:
        """Keep what is wrong with the ledger, or with a version."""
        self.problems.append((about, Text(de, en)))

    def _told(self, index: int) -> dict[str, Any] | None:
        """Return what an entry says, None if it is hidden or damaged."""
        self.limits.tick()
        canonical = self.entries[index].canonical
        if canonical is None:
            return None
        try:
            told = canonical_json(canonical)
        except ValueError:
            told = None
        if _is_entry(told):
            return dict(told)
        self.say(
            f"Registereintrag {index + 1} ist beschädigt.",
            f"Ledger entry {index + 1} is damaged.",
        )
        return None

    def _check_order(self) -> None:
        """Find entries that are missing, doubled or in another order."""
        for index, entry in enumerate(self.entries):
            told = self.told[index]
            inner = told["sequence"] if told else entry.sequence
            if entry.sequence != index + 1 or inner != index + 1:
                found = shown(inner)
                self.blame(
                    index,
                    f"trägt die Nummer {found}: Einträge fehlen, sind doppelt oder vertauscht.",
                    f"bears the number {found}: entries are missing, doubled or reordered.",
                )
                return

    def _check_chain(self) -> None:
        """Find where the hash that an entry holds is not that of the entry before."""
        hashes = [entry.canonical and sha256(entry.canonical) for entry in self.entries]

        def is_broken(index: int) -> bool:
            if not 0 <= index < len(hashes):
                return False
            told, before = self.told[index], hashes[index - 1] if index else GENESIS
            return bool(told and before and told["previous"] != before)

        blamed = set()
        for index in range(len(hashes)):
            if is_broken(index):
                is_own = index == 0 or is_broken(index + 1) or index <= max(self.fitting, default=0)
                blamed.add(index if is_own else index - 1)
        for index in sorted(blamed):
            self.blame(
                index,
                "wurde verändert: Die Kette der Prüfsummen reißt hier.",
                "was changed: the chain of hashes breaks here.",
            )

    # -- keys

    def _read_keys(self, listed: Sequence[str]) -> None:
        """Follow the keys through the ledger: each later one is signed by the one before."""
        for index, told in enumerate(self.told):
            if told and told["kind"] == "key":
                self.limits.tick()
                try:
                    self._follow(index, told["payload"])
                except Malformed:
                    self.blame(index, "nennt keinen Schlüssel.", "names no key.")
        known = {key for _sequence, key in self.keys}
        for line in listed:
            try:
                strange = VerifierKey.read(line) not in known
            except Malformed:
                strange = True
            if strange and self.is_there:
                self.say(
                    "keys.txt nennt einen Schlüssel, den das Register nicht nennt.",
                    "keys.txt names a key that the ledger does not name.",
                )

    def _follow(self, index: int, payload: dict[str, Any]) -> None:
        key = VerifierKey.read(payload.get("key"))
        if self.keys:
            before = self.keys[-1][1]
            claimed = VerifierKey.read(payload.get("previous"))
            message = canonical_of({"key": payload["key"], "previous": payload["previous"]})
            if "signature" not in payload:
                self.replaced_at = self.replaced_at or index + 1
            elif claimed != before or not ed25519_holds(
                before.public, message, unbase64(str(payload["signature"]))
            ):
                self.blame(
                    index,
                    "wechselt den Schlüssel, ohne dass der bisherige es unterschrieben hat.",
                    "changes the key without the signature of the one before.",
                )
                return
        self.keys.append((index + 1, key))

    def key_at(self, size: int) -> VerifierKey | None:
        """Return the key that signs a checkpoint over so many entries."""
        found = [key for sequence, key in self.keys if sequence <= size]
        return found[-1] if found else None

    # -- checkpoints

    def _check_notes(self, material: Material) -> list[int]:
        """Check each checkpoint; return the sizes of those that the entries do not fit."""
        bad = []
        for place, text in material.notes.items():
            self.limits.tick()
            try:
                note = read_note(text)
            except Malformed:
                self.say(f"{place} ist beschädigt.", f"{place} is damaged.")
                continue
            self._check_stamp(place, text, material.stamps)
            if not self._is_signed(place, note):
                continue
            if note.size > len(self.entries):
                self._cut_off(place, note.size)
            elif self.roots[note.size] == note.root:
                self.fitting.append(note.size)
            else:
                bad.append(note.size)
        self.sizes += [s for s in self.fitting if not self.replaced_at or s < self.replaced_at]
        return bad

    def _is_signed(self, place: str, note: Note) -> bool:
        key = self.key_at(min(note.size, len(self.entries)))
        is_named = re.sub(r"\D", "", place) == str(note.size)
        if key and is_named and note.origin == key.name and note.signed_by(key):
            return True
        self.say(
            f"{place}: Die Unterschrift des Portals passt nicht zum Prüfpunkt, oder der Schlüssel "
            "wurde ausgetauscht.",
            f"{place}: the portal's signature does not fit the checkpoint, or the key was changed.",
        )
        return False

    def _check_stamp(self, place: str, text: str, stamps: dict[str, bytes]) -> None:
        token, note = stamps.get(place), text.encode("utf-8", "replace")
        digests = [hashlib.new(name, note).digest() for name in ("sha256", "sha384", "sha512")]
        if token is not None and not any(digest in token for digest in digests):
            self.say(
                f"Der Zeitstempel zu {place} gehört zu einem anderen Prüfpunkt oder ist verändert.",
                f"The time stamp of {place} belongs to another checkpoint or was changed.",
            )

    def _cut_off(self, place: str, size: int) -> None:
        self.say(
            f"Das Ende des Registers fehlt: {place} kennt {size} Einträge, hier stehen "
            f"{len(self.entries)}.",
            f"The end of the ledger is missing: {place} knows {size} entries, "
            f"{len(self.entries)} are here.",
        )

    def _blame_ranges(self, bad: Sequence[int]) -> None:
        """Say between which checkpoints entries were changed, unless an entry is named already."""
        for size in sorted(bad)[:1]:
            first = max((s for s in self.fitting if s < size), default=0)
            self._blame_range(
                first, size, f"dem Prüfpunkt über {size} Einträge", f"the checkpoint of size {size}"
            )

    def _blame_range(self, first: int, size: int, de: str, en: str) -> None:
        what = Text(
            f"Die Registereinträge {first + 1} bis {size} passen nicht zu {de}: Mindestens einer "
            "wurde verändert, eingefügt, entfernt oder vertauscht.",
            f"The ledger entries {first + 1} to {size} do not fit {en}: at least one was changed, "
            "inserted, removed or moved.",
        )
        self.problems.append((None, what))
        if any(about for about, _text in self.problems):
            return
        abouts = {self.about(index) for index in range(first, size)}
        self.problems += [(about, what) for about in sorted(filter(None, abouts))]

    def _compare(self, note: Note) -> None:
        """Compare with a checkpoint that a party kept; raises Unreadable if it is damaged."""
        signed = [note.signed_by(key) for _sequence, key in self.keys]
        if False in signed:
            raise Unreadable(
                Text(
                    "Der aufbewahrte Prüfpunkt ist beschädigt: Seine Unterschrift passt nicht.",
                    "The checkpoint that was kept is damaged: its signature does not fit.",
                )
            )
        if not self.is_there:
            return
        name = Text("dem aufbewahrten Prüfpunkt", "the checkpoint that was kept")
        if True not in signed:
            self.say(
                "Der aufbewahrte Prüfpunkt ist mit einem Schlüssel unterschrieben, den dieses "
                "Register nicht kennt: Es wurde neu geschrieben, oder er stammt aus einem anderen.",
                "The checkpoint that was kept is signed by a key that this ledger does not know: "
                "it was rebuilt, or the checkpoint is that of another ledger.",
            )
            self._blame_range(0, min(note.size, len(self.entries)), name.de, name.en)
        elif note.size > len(self.entries):
            self._cut_off("der aufbewahrte Prüfpunkt", note.size)
        elif self.roots[note.size] != note.root:
            self.say(
                "Das Register wurde neu geschrieben: Es ist ein anderes als das, für das der "
                "aufbewahrte Prüfpunkt ausgestellt wurde.",
                "The ledger was rebuilt: it is not the one that the kept checkpoint was issued "
                "for.",
            )
            self._blame_range(0, note.size, name.de, name.en)
        else:
            self.sizes.append(note.size)


def _is_entry(told: Any) -> bool:
    return (
        isinstance(told, dict)
        and set(told) == ENTRY_FIELDS
        and isinstance(told["payload"], dict)
        and isinstance(told["kind"], str)
        and isinstance(told["recorded_at"], str)
    )
