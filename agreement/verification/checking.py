"""What the public page says about a file: the verifier's report, within bounds, in words."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreement.models import AgreementVersion, Checkpoint
from agreement.verification.standalone.hashes import sha256
from agreement.verification.standalone.material import (
    ANCHORED,
    EXIT_ANCHORED,
    EXIT_TAMPERED,
    MISSING,
    TAMPERED,
    UNANCHORED,
    Material,
    Report,
)
from agreement.verification.standalone.notes import Note
from agreement.verification.standalone.report import COMPARED, RESULTS
from agreement.verification.standalone.sources import read_content
from agreement.verification.standalone.versions import examine
from agreement.verification.standalone.words import Limits, Text
from agreement.verification.words import in_language
from portal.core.visibility import Viewer, visible

MOST_UNPACKED = 100_000_000
MOST_JSON = 8_000_000
MOST_FILES = 2_000
MOST_SECONDS = 5.0


@dataclass(frozen=True)
class CheckedVersion:
    """What was found about one version, in words."""

    number: int
    label: str
    kind: str
    """Of the tag: ok, warning or not."""
    sha256: str
    problems: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """What was found about a file, in words."""

    title: str
    kind: str
    """Of the notice: success, warning or error."""
    result: str
    versions: tuple[CheckedVersion, ...]
    problems: tuple[str, ...]
    remarks: tuple[str, ...]


def check_content(content: bytes, kept: Sequence[Note], who: Viewer) -> Checked:
    """Check the bytes of a file, and compare them with this portal's own ledger.

    Keeps nothing. Raises Unreadable, which says why, also for what is too large or takes too long.
    """
    limits = Limits(MOST_UNPACKED, MOST_FILES, time.monotonic() + MOST_SECONDS, MOST_JSON)
    material = read_content(content, limits)
    [report] = examine([material], kept, limits)
    return Checked(
        title=report.title,
        kind=_kind(report),
        result=in_language(RESULTS[report.exit_code]),
        versions=tuple(
            CheckedVersion(
                number=version.number,
                label=_label(version.status),
                kind=TAGS[version.status],
                sha256=version.sha256,
                problems=tuple(map(in_language, version.problems)),
                facts=tuple(map(in_language, version.facts)),
            )
            for version in report.versions
        ),
        problems=tuple(map(in_language, report.problems)),
        remarks=tuple(_remarks(material, report, who)),
    )


TAGS = {ANCHORED: "ok", UNANCHORED: "warning", TAMPERED: "not", MISSING: "not"}


def _label(status: str) -> str:
    return {
        ANCHORED: _("unverändert, durch einen Prüfpunkt gesichert"),
        UNANCHORED: _("in sich stimmig, aber nicht durch einen Prüfpunkt gesichert"),
        TAMPERED: _("verändert"),
        MISSING: _("fehlt"),
    }[status]


def _kind(report: Report) -> str:
    if report.exit_code == EXIT_TAMPERED:
        return "error"
    return "success" if report.exit_code == EXIT_ANCHORED else "warning"


def _remarks(material: Material, report: Report, who: Viewer) -> Iterable[str]:
    yield _own_word(material, who)
    yield from map(in_language, report.remarks)
    yield in_language(COMPARED) if report.is_compared else in_language(NOT_COMPARED)


NOT_COMPARED = Text(
    "Ohne einen Prüfpunkt, den Sie selbst aufbewahrt haben, kann diese Prüfung nicht bemerken, "
    "wenn jemand das ganze Register neu geschrieben oder sein Ende abgeschnitten hat.",
    "Without a checkpoint that you kept yourself, this check cannot notice that somebody rebuilt "
    "the whole ledger or cut off its end.",
)


def _own_word(material: Material, who: Viewer) -> str:
    """Return whether this portal knows what the file holds."""
    if material.entries is not None:
        notes = list(material.notes.values())
        sizes = Checkpoint.objects.filter(note__in=notes[-100:]).values_list("size", flat=True)
        size = max(sizes, default=0)
        if size:
            return _(
                "Das Portal hat den Prüfpunkt über %(size)s Einträge ausgestellt, der in der "
                "Datei steht."
            ) % {"size": size}
        return _(
            "Achtung: Keinen der Prüfpunkte in der Datei hat dieses Portal ausgestellt. Sie "
            "stammt von anderswo, oder sie ist gefälscht."
        )
    hashes = [sha256(content) for content in material.versions.values()]
    versions = AgreementVersion.objects.filter(sha256__in=hashes).without_bytes()
    for version in visible(versions, who):
        return _("Das Portal kennt diesen Text: Er ist Fassung %(number)s.") % {
            "number": version.number
        }
    return _("Achtung: Dieses Portal zeigt keine Fassung mit diesem Text.")
