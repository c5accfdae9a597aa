"""Moves, splits and joins clauses of the newest drafts, each in one transaction.

Publishing stays what it is: a new revision of each section waits for its approval. A clause that
moved is published at its new place and taken from its old one at the same moment, see
`agreement.moving.publishing`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from agreement.clause_index import newest_clauses, working_text_path
from agreement.drafts import clauses_below
from agreement.enums import LineageKind
from agreement.identity import Stored
from agreement.merging.actions import is_locked_for
from agreement.models.process import LineageSuggestion
from agreement.models.working_text import SectionPage, WorkingTextPage
from agreement.moving import rearranging
from agreement.moving.cutting import cut_in_two, cuts, hash_of
from agreement.moving.rearranging import FIRST, NEITHER, NotThere
from agreement.rule_conflicts import denied_outright
from agreement.text.parse import parse_rich_text
from agreement.text.runs import references
from agreement.wording_lists import joined


class MovingRefused(Exception):
    """Something is in the way; the text says what, and what to do."""


@dataclass(frozen=True)
class Done:
    """What became of the clauses: their uids, and who still refers to one that is gone."""

    uids: tuple[str, ...]
    referring: tuple[str, ...] = ()


@transaction.atomic
def move_clause(source: int, uid: str, target: int, after: str, by: Any) -> Done:
    """Move a clause of a section (by key) behind another clause of the same or another section.

    `after` is a uid of the target, or empty for the beginning. Raises PermissionDenied for
    whoever may not edit both, MovingRefused for what is locked, gone or of another text.
    """
    sections = _locked_rows({source, target}, by)
    first, second = sections[source], sections[target]
    if working_text_path(first) != working_text_path(second):
        raise MovingRefused(_("Wählen Sie einen Abschnitt derselben Arbeitsfassung."))
    try:
        clause = rearranging.find(newest_clauses(first), uid)
        rest = rearranging.without(newest_clauses(first), {uid})
        others = rest if source == target else newest_clauses(second)
        moved = rearranging.put_behind(others, clause, after)
    except NotThere:
        raise MovingRefused(_gone()) from None
    if source == target and moved == newest_clauses(first):
        raise MovingRefused(_("Die Klausel steht schon dort. Wählen Sie eine andere Stelle."))
    data = {"clause": uid, "from": source, "to": target}
    if source != target:
        _save(first, rest, by, "portal.clause.move", data)
    _save(second, moved, by, "portal.clause.move", data)
    return Done((uid,))


@transaction.atomic
def split_clause(
    section: int,
    uid: str,
    cut: str,
    headings: tuple[str, str],
    by: Any,
    *,
    seen: str,
    keeps_uid: bool = True,
    rules_to: str = FIRST,
) -> Done:
    """Cut a clause in two; the first keeps the uid, unless both are to be new.

    `seen` is the hash of the text as it was shown (`hash_of`), `cut` the key of a place in it.
    Raises as `move_clause` does.
    """
    page = _locked_rows({section}, by)[section]
    stored = newest_clauses(page)
    try:
        clause = rearranging.find(stored, uid)
    except NotThere:
        raise MovingRefused(_gone()) from None
    html = clause["value"].get("text") or ""
    place = next((one for one in cuts(html) if one.key == cut), None)
    if hash_of(html) != seen or place is None:
        raise MovingRefused(
            _("Der Text hat sich inzwischen geändert. Wählen Sie neu, wo er geteilt wird.")
        )
    if not keeps_uid:
        _refuse_rules_before(page, {uid})
    split, uids = rearranging.in_two(
        stored, uid, cut_in_two(html, place), headings, keeps_uid=keeps_uid, rules_to=rules_to
    )
    data = {"clause": uid, "into": list(uids)}
    _save(page, split, by, "portal.clause.split", data)
    if keeps_uid:
        return Done(uids)
    _suggest(page, uid, LineageKind.SPLIT, uids)
    return Done(uids, _referring(page, {uid}))


@transaction.atomic
def join_clauses(
    section: int, uids: tuple[str, str], heading: str, by: Any, *, kept: str = FIRST
) -> Done:
    """Make one clause of two of the same section; `kept` says whose uid stays.

    Two of different sections are moved together first: published one after the other, half of
    the text would be missing or stand twice. Raises as `move_clause` does.
    """
    page = _locked_rows({section}, by)[section]
    stored = newest_clauses(page)
    if uids[0] == uids[1]:
        raise MovingRefused(_("Wählen Sie eine andere Klausel: Es müssen zwei sein."))
    try:
        first, second = (rearranging.find(stored, uid) for uid in uids)
        whole, uid = rearranging.in_one(stored, uids, heading, kept)
    except NotThere:
        raise MovingRefused(_gone()) from None
    if first["value"].get("kind") != second["value"].get("kind"):
        raise MovingRefused(
            _(
                "Eine bindende Klausel und eine Erläuterung lassen sich nicht zusammenlegen. "
                "Ändern Sie zuerst die Art einer der beiden."
            )
        )
    gone = set(uids) - {uid}
    _refuse_rules_before(page, gone)
    _refuse_denials(page, uids)
    data = {"clauses": list(uids), "into": uid}
    _save(page, whole, by, "portal.clause.join", data)
    kind = LineageKind.REPLACED if kept == NEITHER else LineageKind.MERGED
    for old in sorted(gone):
        _suggest(page, old, kind, [uid])
    return Done((uid,), _referring(page, gone))


def _gone() -> str:
    return _(
        "Die Klausel steht nicht mehr dort: Inzwischen hat jemand den Entwurf geändert. "
        "Laden Sie die Seite neu."
    )


def _locked_rows(keys: set[int], by: Any) -> dict[int, Any]:
    """Return the sections as they are now, kept from others until the end of the transaction.

    They are always taken in the same order, so that two people never wait for each other.
    """
    rows = SectionPage.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    sections = {row.pk: row.specific for row in rows}
    if sections.keys() != keys:
        raise MovingRefused(_("Den Abschnitt gibt es nicht mehr. Wählen Sie einen anderen."))
    for page in sections.values():
        if not page.permissions_for_user(by).can_edit():
            raise PermissionDenied
        if is_locked_for(page, by):
            raise MovingRefused(
                _(
                    "Der Abschnitt „%(title)s“ ist gesperrt: Jemand arbeitet daran oder prüft ihn. "
                    "Warten Sie, bis er frei ist."
                )
                % {"title": page.draft_title}
            )
    return sections


def _save(page: Any, stored: Sequence[Stored], by: Any, action: str, data: Any) -> None:
    draft = page.get_latest_revision_as_object()
    draft.clauses = draft._meta.get_field("clauses").to_python(list(stored))
    if not draft.live:
        draft.save(clean=False)
    revision = draft.save_revision(user=by, clean=False)
    log(instance=draft, action=action, user=by, revision=revision, data=data, content_changed=True)


def _drafts(page: Any) -> Iterable[Any]:
    return clauses_below(working_text_path(page))


def _refuse_rules_before(page: Any, uids: set[str]) -> None:
    """Refuse to let a clause go before which rules of others go."""
    numbers = [
        clause.place.number
        for clause in _drafts(page)
        if any(set(rule.overrides) & uids for rule in clause.rules)
    ]
    if numbers:
        raise MovingRefused(
            _(
                "Regeln an anderer Stelle weichen von dieser Klausel ab: %(numbers)s. Nehmen Sie "
                "sie dort bei „Abweichend von“ heraus, oder behalten Sie die Kennung."
            )
            % {"numbers": joined(list(dict.fromkeys(numbers)), _("und"))}
        )


def _refuse_denials(page: Any, uids: tuple[str, str]) -> None:
    """Refuse rules in one clause of which one takes away all that another gives."""
    rules = [rule for clause in _drafts(page) if clause.uid in uids for rule in clause.rules]
    if list(denied_outright(rules)):
        raise MovingRefused(
            _(
                "Eine Regel der einen Klausel hebt eine der anderen ganz auf. In einer Klausel "
                "können nicht beide stehen: Löschen Sie zuerst eine davon."
            )
        )


def _referring(page: Any, uids: set[str]) -> tuple[str, ...]:
    """Return the numbers of the clauses whose text still refers to what is gone."""
    return tuple(
        clause.place.number
        for clause in _drafts(page)
        if references(parse_rich_text(clause.html)) & uids
    )


def _suggest(page: Any, uid: str, kind: LineageKind, successors: Iterable[str]) -> None:
    """Remember what became of a clause, for whoever decides on its lineage."""
    text = WorkingTextPage.objects.get(path=working_text_path(page))
    LineageSuggestion.objects.update_or_create(
        agreement=text.agreement,
        clause=uid,
        defaults={"kind": kind, "successors": list(successors)},
    )
