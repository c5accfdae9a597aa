"""The published text holds every clause once, whichever of two sections is published first.

A clause that moved stands in two drafts' future: published alone, its new section would show it
twice, its old one not at all. So whoever publishes one of them takes the clause's place along in
the other one's published text: only the place, nothing else that waits there. Where the new
section is not published itself yet, the clause stays published at its old place until it is.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import TaskState

from agreement.clause_index import clause_entries, newest_clauses, working_text_path
from agreement.identity import Stored, clause_uids
from agreement.merging.sections import comparable, stored_clauses
from agreement.merging.threeway import woven
from agreement.models.working_text import SectionPage

ACTION = "portal.clause.carry"


def published_before(page: Any) -> list[Stored]:
    """Return the clauses that a section's row shows the public now; none while it is a draft."""
    row = SectionPage.objects.filter(pk=page.pk, live=True).only("clauses").first()
    return list(row.clauses.raw_data) if row else []


@transaction.atomic
def keep_every_clause_published_once(page: Any, before: Sequence[Stored], by: Any) -> None:
    """Mend the published text after a section of it was published (two queries if all is well).

    `before` are the clauses that it showed until then.
    """
    rows = _published_beside(page)
    homes = _homes()
    shown = {row.pk: list(row.clauses.raw_data) for row in rows}
    place_of = {uid: pk for pk, stored in shown.items() for uid in clause_uids(stored)}
    shown[page.pk] = stored_clauses(page)
    here = set(clause_uids(shown[page.pk]))
    changed: set[int] = set()
    for uid in here & place_of.keys() & homes.keys():
        wrong = place_of[uid] if homes.get(uid) != place_of[uid] else page.pk
        shown[wrong] = [block for block in shown[wrong] if block.get("id") != uid]
        changed.add(wrong)
    for block in before:
        uid = block.get("id") or ""
        if uid in here or uid in place_of or homes.get(uid) in {None, page.pk}:
            continue
        right = homes[uid] if homes[uid] in shown else page.pk
        shown[right] = _placed(shown[right], block, _order_in(right, page, before))
        changed.add(right)
    for pk in sorted(changed):
        _publish_places(pk, shown[pk], by)


def _homes() -> dict[str, int]:
    """Return in which section's newest draft each clause stands.

    Left out are those in two: a program is writing one section after the other.
    """
    entries = clause_entries()
    counts = Counter(entry.uid for entry in entries)
    return {entry.uid: entry.section_pk for entry in entries if counts[entry.uid] == 1}


def _published_beside(page: Any) -> Iterable[Any]:
    text = working_text_path(page)
    rows = SectionPage.objects.filter(live=True, path__startswith=text).exclude(pk=page.pk)
    return rows.only("clauses", "path", "depth")


def _order_in(pk: int, page: Any, before: Sequence[Stored]) -> list[str]:
    """Return in which order a section's clauses are to stand; one kept back as it was before."""
    if pk == page.pk:
        return clause_uids(before)
    return clause_uids(newest_clauses(SectionPage.objects.get(pk=pk)))


def _placed(stored: Sequence[Stored], block: Stored, order: Sequence[str]) -> list[Stored]:
    """Return the clauses with one more, behind the one that it follows in the given order."""
    uid = block.get("id") or ""
    there = clause_uids(stored)
    known = [one for one in order if one in {*there, uid}]
    by_uid = {each.get("id") or "": each for each in [*stored, block]}
    return [by_uid[one] for one in woven(there, known)]


def _publish_places(pk: int, stored: Sequence[Stored], by: Any) -> None:
    """Publish a section's clauses as given, and keep its draft as the draft.

    It is not Wagtail's publishing: that would end a review of the draft that is under way.
    """
    page = SectionPage.objects.select_for_update().get(pk=pk).specific
    waiting = page.latest_revision
    page.clauses = page._meta.get_field("clauses").to_python(list(stored))
    revision = page.save_revision(user=by, changed=False, clean=False)
    page.live_revision, page.last_published_at = revision, timezone.now()
    page.save(clean=False)
    log(instance=page, action=ACTION, user=by, revision=revision, content_changed=True)
    if waiting is None:
        return
    again, draft = revision, waiting.as_object()
    if not _says_the_same(draft, page):
        again = draft.save_revision(user=waiting.user, clean=False)
    elif page.has_unpublished_changes:
        page.has_unpublished_changes = False
        page.save(update_fields=["has_unpublished_changes"], clean=False)
    # An older revision, once approved, would leave the page with changes that are none.
    reviews = TaskState.objects.filter(revision=waiting, status=TaskState.STATUS_IN_PROGRESS)
    reviews.update(revision=again)


def _says_the_same(draft: Any, published: Any) -> bool:
    if stored_clauses(draft) != stored_clauses(published):
        return False
    fields = published.get_edit_handler().get_form_class().base_fields
    names = {field.name for field in published._meta.get_fields()} & fields.keys() - {"clauses"}
    return all(comparable(draft, name) == comparable(published, name) for name in names)
