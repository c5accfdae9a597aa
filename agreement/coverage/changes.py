"""What a change of one section does to the coverage of the published working text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.coverage.computing import Rules
from agreement.coverage.days import days_to_check
from agreement.coverage.identity import acceptance_of
from agreement.coverage.subjects import Subject, working_subject
from agreement.coverage.texts import TextClause, text_with
from agreement.coverage.words import finding_in_words
from agreement.problem_sentences import broken_rule_in_words
from agreement.responsibility.findings import Acceptance, Finding, FindingKind
from agreement.wording import Words


@dataclass(frozen=True)
class Group:
    """Findings that come or go together: what they are, and each in words."""

    title: str
    findings: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """What publishing the section as it stands would change.

    `broken` says why nothing can be told: rules that contradict each other, here or in what is
    published. `unfinished` are the numbers of clauses with a rule that does not count yet.
    """

    groups: tuple[Group, ...] = ()
    broken: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()


def changes_by(section: Any, working_text: Any, clauses: tuple[TextClause, ...]) -> Changes:
    """Return what these clauses would change, if they were published in this section."""
    before = working_subject(working_text.agreement)
    if before is None:
        return Changes()
    text = text_with(working_text, section, clauses)
    numbers = {**before.text.numbers, **text.numbers}
    after = replace(before, text=text, words=replace(before.words, clauses=numbers))
    unfinished = tuple(place.number for place in text.unfinished)
    broken = tuple(dict.fromkeys([*_broken(after), *_published_broken(before)]))
    if broken:
        return Changes(broken=broken, unfinished=unfinished)
    today = timezone.localdate()
    days = days_to_check((*before.text.rules, *after.text.rules), today)
    came = list(_only_in(after.rules, before.rules, days))
    went = list(_only_in(before.rules, after.rules, days))
    groups = [
        _group(_("Neue Lücken"), came, FindingKind.GAP, after.words),
        _group(_("Neue Doppelzuständigkeiten"), came, FindingKind.OVERLAP, after.words),
        _group(_("Geschlossene Lücken"), went, FindingKind.GAP, after.words),
        _group(_("Behobene Doppelzuständigkeiten"), went, FindingKind.OVERLAP, after.words),
    ]
    return Changes(tuple(group for group in groups if group.findings), (), unfinished)


def _broken(subject: Subject) -> list[str]:
    found = subject.text.contradictions
    return [broken_rule_in_words(code, place.number) for code, place in found]


def _published_broken(published: Subject) -> list[str]:
    if not published.text.contradictions:
        return []
    return [
        _("Schon die veröffentlichten Regeln widersprechen sich. Vergleichen geht erst danach.")
    ]


def _only_in(rules: Rules, others: Rules, days: Sequence[date]) -> Iterator[tuple[date, Finding]]:
    """Yield what is open by these rules and not by the others, with the first day of each."""
    known: tuple[Acceptance, ...] = ()
    for day in days:
        elsewhere = tuple(acceptance_of(finding) for finding in others.on(day).open)
        found = rules.on(day, (*rules.acceptances, *elsewhere, *known)).open
        known += tuple(acceptance_of(finding) for finding in found)
        yield from ((day, finding) for finding in found)


def _group(
    title: str, found: Sequence[tuple[date, Finding]], kind: FindingKind, words: Words
) -> Group:
    today = timezone.localdate()
    return Group(
        title,
        tuple(
            finding_in_words(finding, words)
            if day == today
            else _("Ab %(day)s: %(finding)s")
            % {"day": date_format(day), "finding": finding_in_words(finding, words)}
            for day, finding in found
            if finding.kind is kind
        ),
    )
