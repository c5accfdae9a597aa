"""What a comment must say to be kept, and what it may not claim."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from agreement.consultation.proposing import proposed_blocks
from agreement.consultation.quotes import quote_stands
from agreement.consultation.refusals import ConsultationRefused
from agreement.consultation.round_text import RoundText
from agreement.enums import CommentKind

LONGEST_TEXT, LONGEST_QUOTE, LONGEST_PROPOSAL = 20_000, 5_000, 1_000_000


@dataclass(frozen=True)
class Words:
    """A comment as somebody writes it; `lines` is the whole clause in another wording."""

    kind: str
    text: str = ""
    quote: str = ""
    lines: str = ""


@dataclass(frozen=True)
class CheckedWords:
    """A comment that can be kept; `proposal` is JSON data of text blocks, empty without one."""

    kind: str
    text: str
    quote: str
    proposal: list[dict[str, Any]] = field(default_factory=list)


class WordsRefused(ConsultationRefused):
    """A comment cannot be kept as it is; `errors` has a sentence for each field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


def checked(
    words: Words, text: RoundText, clause: str | None, before: CheckedWords | None = None
) -> CheckedWords:
    """Return a comment on a clause (None: on the whole text) ready to be kept.

    `before` is what it says so far: a quote that stays needs no second look, for it may come from
    an earlier round. Raises WordsRefused with every error at once.
    """
    proposal = _proposal(words, text, clause, before)
    is_kept = before is not None and words.quote.strip() == before.quote
    errors = {
        "kind": _error_of_kind(words, proposal, clause),
        "quote": "" if is_kept else _error_of_quote(words, text, clause),
        "text": _error_of_text(words, proposal),
        "lines": _error_of_lines(words, proposal, clause),
    }
    if found := {name: error for name, error in errors.items() if error}:
        raise WordsRefused(found)
    return CheckedWords(words.kind, words.text.strip(), words.quote.strip(), proposal)


def _proposal(
    words: Words, text: RoundText, clause: str | None, before: CheckedWords | None
) -> list[dict[str, Any]]:
    """Return the other wording; none where it says the same as the round.

    What was proposed for a clause that this round has no more stays as it is.
    """
    if clause is None:
        return before.proposal if before else []
    if not words.lines.strip():
        return []
    old = text.wording(clause)
    new = proposed_blocks(old, words.lines[:LONGEST_PROPOSAL])
    return [] if new == old else [block.to_data() for block in new]


def _error_of_kind(words: Words, proposal: list[dict[str, Any]], clause: str | None) -> str:
    if words.kind not in CommentKind.values:
        return _("Wählen Sie, was Sie sagen möchten.")
    if words.kind == CommentKind.PROPOSAL and clause is None and not proposal:
        return _("Einen anderen Wortlaut schlagen Sie bei der Klausel vor, die er ändert.")
    if words.kind == CommentKind.AGREEMENT and proposal:
        return _(
            "Sie stimmen zu und haben zugleich den Wortlaut geändert. Wählen Sie „Anderer "
            "Wortlaut“, oder setzen Sie den Wortlaut zurück."
        )
    return ""


def _error_of_quote(words: Words, text: RoundText, clause: str | None) -> str:
    if not words.quote.strip():
        return ""
    if clause is None:
        return _("Eine Textstelle nennen Sie bei der Klausel, in der sie steht.")
    if len(words.quote) > LONGEST_QUOTE:
        return _too_long(LONGEST_QUOTE)
    heading = text.places[clause][1].heading
    if quote_stands(words.quote, heading, text.wording(clause)):
        return ""
    return _(
        "Diese Worte stehen so nicht in der Klausel. Kopieren Sie die Textstelle aus dem Wortlaut "
        "oben, oder lassen Sie das Feld leer."
    )


def _error_of_text(words: Words, proposal: list[dict[str, Any]]) -> str:
    if len(words.text) > LONGEST_TEXT:
        return _too_long(LONGEST_TEXT)
    needs_text = words.kind in {CommentKind.REMARK, CommentKind.OBJECTION}
    if needs_text and not words.text.strip() and not proposal:
        return _("Schreiben Sie, was Sie dazu sagen möchten.")
    return ""


def _error_of_lines(words: Words, proposal: list[dict[str, Any]], clause: str | None) -> str:
    if len(words.lines) > LONGEST_PROPOSAL:
        return _too_long(LONGEST_PROPOSAL)
    if words.kind != CommentKind.PROPOSAL or clause is None or proposal:
        return ""
    if not words.lines.strip():
        return _(
            "Hier steht kein Wortlaut mehr. Soll die Klausel entfallen, wählen Sie „Einwand“ und "
            "schreiben Sie das in die Anmerkung."
        )
    return _("Der Wortlaut ist noch derselbe. Ändern Sie ihn, oder wählen Sie eine andere Art.")


def _too_long(limit: int) -> str:
    return _("Bitte kürzer: höchstens %(limit)d Zeichen.") % {"limit": limit}
