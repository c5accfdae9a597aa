"""The synopsis as a workbook: one row a comment, and the official answers."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.comparison.pieces import BlockChange
from agreement.comparison.texts import new_of
from agreement.consultation.synopsis import Entry, Row, Wanted
from agreement.consultation.synopsis_data import Synopsis
from agreement.consultation.synopsis_words import SynopsisWords
from agreement.text.runs import plain_text
from portal.core.spreadsheets import Sheet, workbook

WORDS = SynopsisWords()


def synopsis_workbook(synopsis: Synopsis, wanted: Wanted | None = None) -> bytes:
    """Return the file: what is wanted of the comments, and every answer that may be seen."""
    return workbook([_comments(synopsis.rows(wanted)), _answers(synopsis)])


def _comments(rows: Iterable[Row]) -> Sheet:
    heads = [
        _("Abschnitt"),
        _("Klausel"),
        _("Überschrift"),
        _("Wortlaut der Runde"),
        _("Organisation"),
        _("Art"),
        _("Textstelle"),
        _("Anmerkung"),
        _("Vorgeschlagener Wortlaut"),
        _("Hinweis"),
        _("Behandlung"),
        _("Begründung"),
        _("Wortlaut jetzt"),
    ]
    return Sheet(_("Anmerkungen"), heads, list(_lines(rows)))


def _lines(rows: Iterable[Row]) -> Iterator[list[str]]:
    for row in rows:
        for entry in row.entries:
            yield _line(row, entry)


def _line(row: Row, entry: Entry) -> list[str]:
    said = entry.said
    return [
        row.section_title,
        row.number,
        row.heading or WORDS.place(row),
        plain_text(row.wording),
        said.organisation_name,
        WORDS.kind(entry),
        said.quote,
        said.text,
        _now(entry.proposal),
        " ".join(WORDS.notes(entry)),
        WORDS.result(entry),
        said.reason,
        _outcome(row),
    ]


def _outcome(row: Row) -> str:
    if row.outcome is None:
        return ""
    return WORDS.outcome(row.outcome) or _now(row.outcome.changes)


def _now(changes: Iterable[BlockChange]) -> str:
    return plain_text(new_of(changes))


def _answers(synopsis: Synopsis) -> Sheet:
    rows = []
    for one in synopsis.answers:
        invitation = one.invitation
        released = invitation.released_at if one.is_shown else None
        rows.append(
            [
                invitation.organisation_name,
                WORDS.position(invitation.position) if released else "",
                invitation.answer if released else "",
                timezone.localdate(released) if released else "",
            ]
        )
    heads = [_("Organisation"), _("Haltung"), _("Stellungnahme"), _("Am")]
    return Sheet(_("Stellungnahmen"), heads, rows)
