"""The reasons against sealing, in the editors' words, each with the place to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.coverage.addresses import coverage_url
from agreement.coverage.identity import finding_key
from agreement.coverage.words import finding_in_words
from agreement.examples.addresses import example_url
from agreement.labels import words_with
from agreement.responsibility.findings import Finding, FindingKind
from agreement.responsibility.rules import ProblemCode as RuleProblem
from agreement.sealing_problems import ProblemCode, SealingProblem
from agreement.wording import Words

if TYPE_CHECKING:
    from agreement.models import WorkingTextPage


@dataclass(frozen=True)
class Reason:
    """A reason as the coordination reads it: a sentence, where to mend it, and words for that."""

    sentence: str
    url: str
    link_text: str


def reasons(problems: Iterable[SealingProblem], working_text: "WorkingTextPage") -> list[Reason]:
    """Return the problems as sentences with the address of the page where to mend them."""
    found = list(problems)
    drafts = working_text.sections(drafts=True)
    sections: dict[str, int] = {section.slug: section.pk for section in drafts}
    has_findings = any(problem.finding for problem in found)
    words = words_with({}) if has_findings else Words()
    coverage = coverage_address(working_text) if has_findings else ""
    return [
        _of_finding(problem.finding, problem.on, words, coverage)
        if problem.finding and problem.on
        else _of_example(problem)
        if problem.example
        else Reason(_sentence(problem), problem.address, _("Anmerkung behandeln"))
        if problem.address
        else _of_the_way(problem, working_text)
        if problem.code in _ABOUT_THE_WAY
        else _of_section(problem, sections.get(problem.section, working_text.pk))
        for problem in found
    ]


_ABOUT_THE_WAY = frozenset(
    {
        ProblemCode.CLAUSE_GONE,
        ProblemCode.BROKEN_LINEAGE,
        ProblemCode.TEXT_CHANGED,
        ProblemCode.PROCESS_UNDER_WAY,
    }
)
"""What is mended by the coordination's acts on the version, not in the text."""


def _of_the_way(problem: SealingProblem, working_text: "WorkingTextPage") -> Reason:
    if problem.code in {ProblemCode.CLAUSE_GONE, ProblemCode.BROKEN_LINEAGE}:
        url = reverse("agreement_lineage_clause", args=[working_text.pk, problem.clause])
        return Reason(_sentence(problem), url, _("Verbleib festhalten"))
    url = f"{reverse('agreement_versions', args=[working_text.pk])}#vorgang"
    return Reason(_sentence(problem), url, _("Zum Vorgang"))


def _of_example(problem: SealingProblem) -> Reason:
    return Reason(_sentence(problem), example_url(problem.example), _("Zum Beispielfall"))


def _of_section(problem: SealingProblem, page: int | None) -> Reason:
    url = reverse("wagtailadmin_pages:edit", args=[page])
    if problem.comment is not None:
        # The editor opens at the comment that the address names.
        url = f"{url}?comment={problem.comment}"
    return Reason(_sentence(problem), url, _("Dort bearbeiten"))


def _of_finding(finding: Finding, day: date, words: Words, coverage: str) -> Reason:
    sentences = {
        FindingKind.GAP: _(
            "Lücke ab %(day)s – %(finding)s. Schließen Sie sie durch eine Regel oder nehmen "
            "Sie sie hin."
        ),
        FindingKind.OVERLAP: _(
            "Doppelzuständigkeit ab %(day)s – %(finding)s. Klären Sie durch eine Regel, wer "
            "zuständig ist, oder nehmen Sie sie hin."
        ),
    }
    values = {"day": date_format(day), "finding": finding_in_words(finding, words)}
    url = f"{coverage}&tag={day.isoformat()}#befund-{finding_key(finding)}"
    return Reason(sentences[finding.kind] % values, url, _("Zur Abdeckung"))


def coverage_address(working_text: "WorkingTextPage") -> str:
    """Return where the coverage of a working text is read."""
    return f"{coverage_url()}?vereinbarung={working_text.agreement.slug}"


def _sentence(problem: SealingProblem) -> str:
    if problem.code is ProblemCode.BROKEN_RULE:
        return broken_rule_in_words(RuleProblem(problem.detail), problem.clause_number)
    values = {
        "number": problem.clause_number,
        "detail": problem.detail,
    }
    return _sentences(problem)[problem.code] % values


def _sentences(problem: SealingProblem) -> Mapping[ProblemCode, str]:
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
        ProblemCode.LEGACY_AFTER_OTHERS: _(
            "Nur was vor dem Portal unterzeichnet wurde, lässt sich so festschreiben. "
            "Davor steht schon eine Fassung, die im Portal entstanden ist."
        ),
        ProblemCode.FAILED_EXAMPLE: _(
            "Ein Beispielfall kommt anders heraus als vereinbart: %(detail)s Ändern Sie die Regel "
            "oder den Fall."
        ),
        ProblemCode.DOUBLED_PARTY: _(
            "„%(detail)s“ steht zweimal unter den Partnern. Löschen Sie eine der Zeilen."
        ),
        ProblemCode.PARTY_WITHOUT_FUNCTION: _(
            "Bei „%(detail)s“ steht nicht, wer unterzeichnet. Tragen Sie die Funktion ein, zum "
            "Beispiel: Vorstand."
        ),
        ProblemCode.CLAUSE_GONE: _(
            "%(number)s „%(detail)s“ der letzten Fassung fehlt im Text. Halten Sie fest, was aus "
            "der Klausel wurde."
        ),
        ProblemCode.BROKEN_LINEAGE: _(
            "%(number)s „%(detail)s“ der letzten Fassung soll in eine Klausel übergehen, die es im "
            "Text nicht mehr gibt. Entscheiden Sie neu, was aus ihr wurde."
        ),
        ProblemCode.OPEN_COMMENT: _(
            "In „%(detail)s“ ist ein Kommentar offen. Erledigen Sie ihn oder löschen Sie ihn."
        ),
        ProblemCode.OPEN_CONSULTATION_COMMENT: _(
            "Eine Anmerkung von %(detail)s zu %(number)s ist offen. Entscheiden Sie, was aus ihr "
            "wird."
        )
        if problem.clause_number
        else _(
            "Eine Anmerkung von %(detail)s zum ganzen Text ist offen. Entscheiden Sie, was aus ihr "
            "wird."
        ),
        ProblemCode.TEXT_CHANGED: _(
            "Der Text ist nicht mehr der, über den abgestimmt wurde. Überarbeiten Sie ihn wieder "
            "und geben Sie ihn noch einmal in die Abstimmung."
        ),
        ProblemCode.PROCESS_UNDER_WAY: _(
            "Es läuft ein Vorgang für eine neue Fassung. Führen Sie ihn zu Ende oder verwerfen Sie "
            "ihn."
        ),
        ProblemCode.DOCUMENT_WITHOUT_FILE: _(
            "„%(detail)s“ hat keine Datei mehr. Laden Sie sie neu hoch oder entfernen Sie sie."
        ),
    }


def broken_rule_in_words(code: RuleProblem, number: str) -> str:
    """Return what is wrong with a rule on the clause of this number, and what to do."""
    sentences = {
        RuleProblem.DUPLICATE_ID: _("%(number)s hat eine Regel doppelt. Löschen Sie eine davon."),
        RuleProblem.OWN_CLAUSE: _(
            "%(number)s hat eine Regel, die ihrer eigenen Klausel vorgeht. "
            "Nehmen Sie die Klausel aus „Abweichend von“ heraus."
        ),
        RuleProblem.CIRCLE: _(
            "%(number)s hat eine Regel, die mit anderen im Kreis vorgeht. "
            "Entscheiden Sie, welche Klausel den Vorrang hat."
        ),
        RuleProblem.UNKNOWN_CLAUSE: _(
            "%(number)s hat eine Regel, die einer Klausel ohne Regeln vorgeht. "
            "Nehmen Sie sie aus „Abweichend von“ heraus."
        ),
    }
    return sentences[code] % {"number": number}
