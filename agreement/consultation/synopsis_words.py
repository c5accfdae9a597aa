"""What the synopsis says about a comment and a clause, for the page and the files alike."""

from django.utils.translation import gettext as _

from agreement.consultation.synopsis import Entry, Outcome, Row
from agreement.enums import CommentKind, DispositionResult, OfficialPosition


class SynopsisWords:
    """Puts rows into words."""

    @staticmethod
    def place(row: Row) -> str:
        """Return a clause's number and heading."""
        return f"{row.number} {row.heading}" if row.uid else _("Zum ganzen Text")

    @staticmethod
    def kind(entry: Entry) -> str:
        """Return what kind of comment it is."""
        return str(CommentKind(entry.said.kind).label)

    @staticmethod
    def result(entry: Entry) -> str:
        """Return what was made of a comment."""
        if entry.said.result:
            return str(DispositionResult(entry.said.result).label)
        if entry.said.is_asked_again:
            return _("In der nächsten Runde wieder gestellt")
        return _("Noch offen")

    @staticmethod
    def notes(entry: Entry) -> list[str]:
        """Return what to know about where a comment comes from."""
        found = []
        if entry.said.is_carried:
            found.append(_("Aus einer früheren Runde übernommen."))
        if entry.said.is_moved:
            found.append(_("Die Klausel, zu der das gesagt wurde, gibt es nicht mehr."))
        if entry.quote_is_gone:
            found.append(_("Die zitierte Stelle steht so nicht im Text dieser Runde."))
        return found

    @staticmethod
    def outcome(outcome: Outcome) -> str:
        """Return in a sentence what became of a clause; empty where the changes say it."""
        if outcome.is_gone:
            return _("Die Klausel steht nicht mehr im Text.")
        return _("Der Wortlaut ist unverändert.") if outcome.is_same else ""

    @staticmethod
    def position(position: str) -> str:
        """Return an organisation's official position."""
        return str(OfficialPosition(position).label) if position else ""
