"""The reasons against sealing, in the editors' words, each with the place to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from agreement.models import WorkingTextPage
from agreement.responsibility.rules import ProblemCode as RuleProblem
from agreement.sealing_problems import ProblemCode, SealingProblem


@dataclass(frozen=True)
class Reason:
    """A reason as the coordination reads it: a sentence, and where to mend it (or empty)."""

    sentence: str
    url: str


def reasons(problems: Iterable[SealingProblem], working_text: WorkingTextPage) -> list[Reason]:
    """Return the problems as sentences with the address of the page to edit."""
    sections = {section.slug: section.pk for section in working_text.sections(drafts=True)}
    return [
        Reason(
            _sentence(problem),
            reverse(
                "wagtailadmin_pages:edit", args=[sections.get(problem.section, working_text.pk)]
            ),
        )
        for problem in problems
    ]


def _sentence(problem: SealingProblem) -> str:
    if problem.code is ProblemCode.BROKEN_RULE:
        return _broken_rule(problem)
    values = {
        "number": problem.clause_number,
        "detail": problem.detail,
    }
    return _sentences()[problem.code] % values


def _sentences() -> Mapping[ProblemCode, str]:
    return {
        ProblemCode.NO_SECTIONS: _("Die Arbeitsfassung hat keinen Abschnitt. Legen Sie einen an."),
        ProblemCode.NO_CLAUSES: _("Kein Abschnitt hat eine Klausel. Schreiben Sie die erste."),
        ProblemCode.TOO_FEW_PARTIES: _(
            "Eine Vereinbarung braucht mindestens zwei Partner. Tragen Sie sie ein."
        ),
        ProblemCode.PARTY_WITHOUT_ORGANISATION: _(
            "Ein Partner nennt keine Organisation. Wählen Sie sie aus oder löschen Sie die Zeile."
        ),
        ProblemCode.EMPTY_CLAUSE: _(
            "%(number)s hat keinen Text. Schreiben Sie ihn oder löschen Sie die Klausel."
        ),
        ProblemCode.MALFORMED_UID: _(
            "%(number)s hat keine gültige Kennung („%(detail)s“). Legen Sie die Klausel neu an."
        ),
        ProblemCode.DOUBLED_UID: _(
            "%(number)s hat dieselbe Kennung wie eine andere Klausel. Löschen Sie eine der beiden."
        ),
        ProblemCode.BROKEN_LINK: _(
            "%(number)s verweist auf eine Klausel, die es nicht gibt. "
            "Setzen Sie den Verweis neu oder entfernen Sie ihn."
        ),
        ProblemCode.INVISIBLE_CHARACTER: _(
            "%(number)s hat ein unsichtbares Zeichen (%(detail)s). Schreiben Sie die Stelle neu."
        ),
        ProblemCode.UNPUBLISHED_CHANGES: _(
            "„%(detail)s“ hat Änderungen, die nicht veröffentlicht sind. "
            "Veröffentlichen oder verwerfen Sie sie."
        ),
        ProblemCode.DOCUMENT_WITHOUT_FILE: _(
            "„%(detail)s“ hat keine Datei mehr. Laden Sie sie neu hoch oder entfernen Sie sie."
        ),
    }


def _broken_rule(problem: SealingProblem) -> str:
    sentences = {
        RuleProblem.DUPLICATE_ID: _("%(number)s hat eine Regel doppelt. Löschen Sie eine davon."),
        RuleProblem.OWN_CLAUSE: _(
            "%(number)s hat eine Regel, die ihrer eigenen Klausel vorgeht. "
            "Nehmen Sie die Klausel aus „Geht vor“ heraus."
        ),
        RuleProblem.CIRCLE: _(
            "%(number)s hat eine Regel, die mit anderen im Kreis vorgeht. "
            "Entscheiden Sie, welche Klausel den Vorrang hat."
        ),
        RuleProblem.UNKNOWN_CLAUSE: _(
            "%(number)s hat eine Regel, die einer Klausel ohne Regeln vorgeht. "
            "Nehmen Sie sie aus „Geht vor“ heraus."
        ),
    }
    return sentences[RuleProblem(problem.detail)] % {"number": problem.clause_number}
