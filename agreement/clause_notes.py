"""Where the text of a clause and its rules do not say the same: hints, never a block. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreement.demands import ServiceNames, missing_from, services_claimed_by
from agreement.enums import Claim
from agreement.responsibility.rules import Rule
from agreement.wording import Words
from agreement.wording_lists import joined, named


@dataclass(frozen=True)
class WrittenClause:
    """What of a clause its hints depend on; `rule_count` counts unfinished rules, too."""

    text: str
    is_binding: bool
    claim: str
    rules: tuple[Rule, ...]
    rule_count: int


def clause_notes(clause: WrittenClause, words: Words, names: ServiceNames) -> tuple[str, ...]:
    """Return a sentence for every way in which text and rules of a clause part.

    A clause with rules must say what they say; a binding clause that calls a service
    “zuständig” must have rules – unless its editors say that it only mentions this.
    """
    if clause.rule_count:
        return tuple(_notes_on_text(clause, words, names))
    return tuple(_notes_on_missing_rules(clause, words, names))


def _notes_on_text(clause: WrittenClause, words: Words, names: ServiceNames) -> Iterator[str]:
    if not clause.text.strip():
        yield _("Die Klausel hat Regeln, aber keinen Text. Schreiben Sie, was die Regeln sagen.")
    elif missing := missing_from(clause.text, clause.rules, words, names):
        yield _("Die Regeln sagen mehr als der Text. Im Text fehlt: %s.") % _listed(missing)
    if clause.claim == Claim.NO:
        yield _(
            "Bei „Regelt die Klausel eine Zuständigkeit?“ steht „Nein“, sie hat aber Regeln. "
            "Ändern Sie die Auswahl oder löschen Sie die Regeln."
        )


def _notes_on_missing_rules(
    clause: WrittenClause, words: Words, names: ServiceNames
) -> Iterator[str]:
    if clause.claim == Claim.YES:
        yield _(
            "Die Klausel regelt eine Zuständigkeit, hat aber keine Regel. Legen Sie sie an, sonst "
            "kennt die Suche nach der Anlaufstelle die Klausel nicht."
        )
    elif claimed := _claimed(clause, names):
        services = joined(named(claimed, words.services), _("und"))
        yield (
            _(
                "Der Text sagt, wer zuständig ist (%s), aber die Klausel hat keine Regel. Legen "
                "Sie sie an, oder wählen Sie „Nein, sie erwähnt sie nur“."
            )
            % services
        )


def _claimed(clause: WrittenClause, names: ServiceNames) -> tuple[str, ...]:
    is_open = clause.claim == Claim.BY_TEXT and clause.is_binding
    return services_claimed_by(clause.text, names) if is_open else ()


def _listed(missing: Sequence[str]) -> str:
    return "; ".join(missing)
