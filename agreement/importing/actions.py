"""The acts of an import: taking a text over, and keeping what somebody still corrects."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.enums import LineageKind
from agreement.importing.checking import plan_problems, text_problems
from agreement.importing.composing import PlannedSection, plan_sections, uids_of
from agreement.importing.draft import Draft, draft_to_data
from agreement.importing.imported import (
    ImportedText,
    ImportProblem,
    ImportRefused,
    ReadText,
    place_of_clause,
    place_of_section,
)
from agreement.importing.parties import parties_of
from agreement.importing.target import (
    Target,
    answers_of,
    hindrances,
    matches_of,
    strangers,
    target_of,
)
from agreement.importing.writing import (
    new_agreement,
    working_text_for,
    write_heading,
    write_sections,
)
from agreement.models import Agreement, ClauseLineage, ImportDraft, Party, WorkingTextPage
from agreement.permissions import may_decide_versions
from directory.audit import record


@dataclass(frozen=True)
class Plan:
    """What an import would write, and everything that keeps it from being written."""

    target: Target
    text: ImportedText
    sections: tuple[PlannedSection, ...]
    parties: list[Party] | None
    gone: tuple[str, ...]
    """The uids of clauses that the working text has and the imported text has no more."""
    problems: tuple[ImportProblem, ...]


def plan_import(draft: Draft, target: Target) -> Plan:
    """Return what taking over a draft would do, with every reason against it."""
    text = draft.text
    uids = uids_of(text, draft.answers, target.uuid)
    sections = plan_sections(text, uids, target.sections, target.uuid)
    parties, wrong_parties = parties_of(text.parties)
    gone = tuple(uid for uid in target.values if uid not in set(uids))
    problems = [
        *(ImportProblem("", sentence) for sentence in hindrances(target)),
        *wrong_parties,
        *text_problems(text),
        *_wrong_answers(draft, uids, target),
    ]
    problems += plan_problems(sections, target.values)
    return Plan(target, text, tuple(sections), parties, gone, tuple(problems))


def _wrong_answers(draft: Draft, uids: Sequence[str], target: Target) -> list[ImportProblem]:
    """Return a problem for each clause that is not said to be one that only it can be."""
    foreign = strangers(uids, target)
    times = {uid: uids.count(uid) for uid in set(uids)} if len(set(uids)) < len(uids) else {}
    found = []
    for (place, number, _clause), uid in zip(draft.text.clauses(), uids, strict=True):
        if not uid:
            sentence = _("Hier fehlt die Antwort, ob die Klausel neu ist oder welche sie ist.")
        elif times.get(uid, 1) > 1:
            sentence = _("Zwei Klauseln können nicht dieselbe sein. Wählen Sie für eine „neu“.")
        elif uid in foreign:
            sentence = _("Diese Klausel gehört zu einer anderen Vereinbarung. Ändern Sie die uid.")
        else:
            continue
        section = place_of_section(place + 1, draft.text.sections[place].title)
        found.append(ImportProblem(place_of_clause(section, number + 1), sentence, place, number))
    return found


def take_over(draft: Draft, agreement: Agreement | None, by: Any) -> WorkingTextPage:
    """Make the working text of an agreement say what a draft says, published.

    For None a new agreement is made, with its working text and its public page. Raises
    PermissionDenied for anybody but the coordination, and ImportRefused with every reason; then
    nothing has changed.
    """
    if not may_decide_versions(by):
        raise PermissionDenied
    with transaction.atomic():
        if agreement is not None:
            Agreement.objects.select_for_update().get(pk=agreement.pk)
        plan = plan_import(draft, target_of(agreement))
        if plan.problems:
            raise ImportRefused(plan.problems)
        working_text = _written(plan, by)
        data = {"clauses": sum(len(section.clauses) for section in plan.sections)}
        record(working_text, "portal.agreement.import", user=by, data=data)
    return working_text


def _written(plan: Plan, by: Any) -> WorkingTextPage:
    target = plan.target
    if target.agreement is None:
        made = new_agreement(plan.text, target, by)
        target = replace(target, agreement=made.agreement, working_text=made)
    elif target.working_text is None:
        target = replace(target, working_text=working_text_for(target.agreement, by))
    if target.working_text is None:
        raise ValueError("The working text has just been made.")
    write_heading(target, plan.text, plan.parties, by)
    write_sections(target, plan.sections, by)
    return WorkingTextPage.objects.get(pk=target.working_text.pk)


def note_ends(agreement: Agreement, gone: Collection[str]) -> None:
    """Record of clauses that an imported version has no more that they ended with it.

    What was said of one already stays: it may have been replaced, and somebody knows by what.
    """
    reason = _("In der importierten Fassung steht die Klausel nicht mehr.")
    ClauseLineage.objects.bulk_create(
        (
            ClauseLineage(agreement=agreement, clause=uid, kind=LineageKind.ENDED, reason=reason)
            for uid in gone
        ),
        ignore_conflicts=True,
    )


def keep(read: ReadText, agreement: Agreement | None, file_name: str, by: Any) -> ImportDraft:
    """Keep what was read of a file until somebody takes it over or discards it.

    Raises PermissionDenied for anybody but the coordination.
    """
    if not may_decide_versions(by):
        raise PermissionDenied
    answers = answers_of(read.text, matches_of(read.text, target_of(agreement)))
    kept: ImportDraft = ImportDraft.objects.create(
        agreement=agreement,
        created_by=by,
        file_name=file_name[-255:],
        text=draft_to_data(Draft(read.text, answers)),
        remarks=list(read.remarks),
    )
    return kept


def change(kept: ImportDraft, draft: Draft, revision: int) -> bool:
    """Keep a corrected draft; False if another window changed it since this revision."""
    changed = ImportDraft.objects.filter(pk=kept.pk, revision=revision).update(
        text=draft_to_data(draft), revision=revision + 1, changed_at=timezone.now()
    )
    return bool(changed)
