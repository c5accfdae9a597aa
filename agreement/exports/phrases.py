"""The German words that every format prints around the text of a version. Pure."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format

from agreement.exports.document import PrintClause, PrintDocument, Standing, Table

PLAIN_WORDS = "In einfachen Worten – nicht bindend"
EXPLANATORY = "Erläuterung, nicht bindend"
RESPONSIBILITY = "Zuständigkeit"
PARTIES = "Partner"
CONTENTS = "Inhalt"
SIGNATURES = "Unterschriften"
PROOF = "Nachweis"
CHECKPOINT = "Prüfpunkt des Registers"
ACCEPTED = "Angenommene Lücken und Doppelzuständigkeiten"
LINEAGE = "Was aus Klauseln der vorigen Fassung wurde"
LEGACY = (
    "Diese Fassung wurde unterzeichnet, bevor es das Portal gab, und später in das Portal "
    "übernommen. Nachgewiesen ist sie vom Tag der Übernahme an, nicht vorher: Maßgeblich für "
    "die Zeit davor ist das unterzeichnete Papier."
)
GROUP = 8
GROUPS_A_ROW = 4


def version_words(document: PrintDocument) -> str:
    """Return “Fassung 3”."""
    return f"Fassung {document.number}"


def title_line(document: PrintDocument) -> str:
    """Return title and version in one line."""
    return f"{document.title} – {version_words(document)}"


def facts(document: PrintDocument) -> list[tuple[str, str]]:
    """Return what stands below the title: label and value."""
    standing = document.standing
    found = [
        ("Aktenzeichen", document.reference),
        ("Übernommen am" if document.is_legacy else "Festgeschrieben am", _day(standing.sealed_on)),
        ("Unterzeichnet am", _day(standing.signed_on)),
        ("In Kraft ab", _day(standing.commences_on)),
        ("Im Portal", standing.address),
    ]
    return [(label, value) for label, value in found if value]


def _day(day: date | None) -> str:
    return date_format(day) if day else ""


def hash_groups(sha256: str) -> list[list[str]]:
    """Return a hash in rows of groups, as people compare it."""
    groups = [sha256[start : start + GROUP] for start in range(0, len(sha256), GROUP)]
    return [groups[start : start + GROUPS_A_ROW] for start in range(0, len(groups), GROUPS_A_ROW)]


def parties(document: PrintDocument) -> Table:
    """Return the partners as a table; deputies and successors where there are any."""
    rows = [
        (
            party.name + (f"\nanstelle von: {party.succeeds}" if party.succeeds else ""),
            party.role,
            party.signatory + (f"\nin Vertretung: {party.deputy}" if party.deputy else ""),
        )
        for party in document.parties
    ]
    return Table(PARTIES, ("Partner", "Rolle", "Zeichnet durch"), tuple(rows))


def clause_title(clause: PrintClause) -> str:
    """Return number and heading of a clause."""
    return f"{clause.number} {clause.heading}".strip()


def signature_remarks(document: PrintDocument) -> list[str]:
    """Return how far the signing was when the file was made, in sentences."""
    standing = document.standing
    if document.is_legacy:
        return ["Diese Fassung wurde auf Papier unterzeichnet, bevor es das Portal gab."]
    if standing.signed_on:
        return [
            f"Alle Partner haben die Fassung mit der oben genannten Prüfsumme unterzeichnet, "
            f"zuletzt am {_day(standing.signed_on)}. Wer für den Partner gehandelt hat, weist das "
            f"Portal den Partnern nach; hier steht die Funktion."
        ]
    return [
        "Diese Datei entstand, als die Fassung festgeschrieben wurde. Der Wortlaut steht fest; "
        "unterzeichnet wird er danach."
    ]


def signatures(document: PrintDocument) -> Table:
    """Return who signed how and when; for a party that has not, that it is still open."""
    signed = {one.organisation: one for one in document.standing.signatures}
    rows = []
    for party in document.parties:
        one = signed.get(party.organisation)
        if one:
            function = one.function + (" (in Vertretung)" if one.is_deputy else "")
            rows.append((party.name, function, one.method, _day(one.signed_on)))
        else:
            open_words = "auf Papier" if document.is_legacy else "noch offen"
            rows.append((party.name, party.signatory, open_words, ""))
    return Table(SIGNATURES, ("Partner", "Funktion", "Art", "Tag"), tuple(rows))


def closing(document: PrintDocument) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what else is sealed, after the sections: heading and lines."""
    if document.accepted:
        yield ACCEPTED, document.accepted
    if document.lineage:
        yield LINEAGE, document.lineage


def proof(standing: Standing, number: int, previous: str) -> list[str]:
    """Return how anybody can check the version, in sentences."""
    follows = f" Die Fassung davor hat die Prüfsumme {previous}." if previous else ""
    return [
        f"Festgeschrieben ist die maschinenlesbare Fassung fassung-{number}.json. Sie hat die "
        f"Prüfsumme (SHA-256) {standing.sha256}.{follows}",
        f"Wer prüfen will, lädt sie unter {standing.address} herunter und berechnet ihre "
        "Prüfsumme; ist sie dieselbe, ist kein Zeichen verändert. Wie das geht und womit, steht "
        "im Portal unter „Vereinbarung prüfen“.",
    ]


CHECKPOINT_WORDS = (
    "Das Portal führt ein Register aller Festschreibungen und Unterschriften. Der Prüfpunkt hält "
    "dessen Stand fest; das Portal hat ihn unterschrieben. Heben Sie ihn auf: Mit ihm können Sie "
    "zeigen, dass am Register nichts verändert wurde."
)
