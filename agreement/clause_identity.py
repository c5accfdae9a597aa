"""Whether the clauses of a section in the editor are what their uids say they are."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page

from agreement.clause_index import clause_entries, working_text_path
from agreement.identity import clause_uids, doubled, is_uid
from agreement.models.sealed import Clause


@dataclass(frozen=True)
class KnownClauses:
    """The clauses of the working texts, as seen from one section."""

    own: frozenset[str]
    """Uids in the section's newest draft."""

    elsewhere: dict[str, str]
    """Uid → number of the clauses in other sections' newest drafts."""

    same_text: frozenset[str]
    """Uids in the section's working text, its own included."""

    had_before: Callable[[], set[str]]
    """Looks up the uids that any revision of the section ever held."""

    def before_moves(self, uids: Iterable[str]) -> "KnownClauses":
        """Return the same as if these clauses still stood in the section."""
        here = frozenset(uids)
        elsewhere = {uid: number for uid, number in self.elsewhere.items() if uid not in here}
        return replace(self, own=self.own | here, elsewhere=elsewhere)


def known_clauses(section: Any, parent: Page | None) -> KnownClauses:
    """Return what is known for a section, saved or new below its parent (one query)."""
    entries = clause_entries()
    path = parent.path if parent else working_text_path(section)
    return KnownClauses(
        own=frozenset(e.uid for e in entries if e.section_pk == section.pk),
        elsewhere={e.uid: e.number for e in entries if e.section_pk != section.pk},
        same_text=frozenset(e.uid for e in entries if e.working_text == path),
        had_before=lambda: _uids_in_revisions(section),
    )


def _uids_in_revisions(section: Any) -> set[str]:
    if not section.pk:
        return set()
    contents = section.revisions.values_list("content", flat=True)
    return {uid for c in contents for uid in clause_uids(json.loads(c.get("clauses") or "[]"))}


def check_identity(stream: Any, known: KnownClauses) -> None:
    """Check the clauses of a section against everything known.

    Raises StreamBlockValidationError with a sentence at each clause that has a malformed, a
    doubled or another section's uid, or a rule that takes precedence over no clause of this
    text. A uid may come back by a revert to an older revision, unless the clause has moved to
    another section since.
    """
    uids = [child.id for child in stream]
    check = _Check(
        known,
        doubled([*uids, *(rule.id for child in stream for rule in _rules(child))]),
        _sealed_elsewhere(set(uids), known),
        known.same_text.union(uids),
    )
    errors = {i: error for i, child in enumerate(stream) if (error := check.clause(child))}
    if errors:
        raise StreamBlockValidationError(block_errors=errors)


def _rules(child: Any) -> list[Any]:
    return list(child.value["rules"].bound_blocks)


def _sealed_elsewhere(uids: set[str], known: KnownClauses) -> set[str]:
    """Return the uids that are registered, but were never this section's."""
    unfamiliar = {uid for uid in uids - known.own - known.elsewhere.keys() if is_uid(uid)}
    registered = Clause.objects.filter(uid__in=unfamiliar).values_list("uid", flat=True)
    sealed = set(map(str, registered))
    return sealed - known.had_before() if sealed else sealed


@dataclass(frozen=True)
class _Check:
    known: KnownClauses
    doubled: set[str]
    sealed_elsewhere: set[str]
    may_override: frozenset[str]

    def clause(self, child: Any) -> StructBlockValidationError | None:
        if sentence := self._uid_problem(child.id):
            return StructBlockValidationError(non_block_errors=[sentence])
        rules = enumerate(_rules(child))
        errors = {i: error for i, rule in rules if (error := self._rule(rule, child.id))}
        if not errors:
            return None
        return StructBlockValidationError(
            block_errors={"rules": ListBlockValidationError(block_errors=errors)}
        )

    def _uid_problem(self, uid: str) -> str | None:
        if not is_uid(uid):
            return _(
                "Die Kennung dieser Klausel ist beschädigt. Kopieren Sie den Text, löschen Sie "
                "die Klausel und legen Sie sie neu an."
            )
        if uid in self.doubled:
            return _(
                "Zwei Klauseln haben dieselbe Kennung. Kopieren Sie den Text der einen, löschen "
                "Sie sie und legen Sie sie neu an."
            )
        if number := self.known.elsewhere.get(uid):
            return _(
                "Diese Klausel steht in einem anderen Abschnitt: %(number)s. Löschen Sie sie hier."
            ) % {"number": number}
        if uid in self.sealed_elsewhere:
            return _(
                "Diese Klausel gehört zu einem anderen Abschnitt. Löschen Sie sie hier und legen "
                "Sie eine neue an."
            )
        return None

    def _rule(self, rule: Any, clause_uid: str) -> StructBlockValidationError | None:
        if not is_uid(rule.id) or rule.id in self.doubled:
            sentence = _(
                "Die Kennung dieser Regel ist beschädigt oder doppelt. Löschen Sie die Regel und "
                "legen Sie sie neu an."
            )
            return StructBlockValidationError(non_block_errors=[sentence])
        overrides = set(rule.value["overrides"])
        if clause_uid in overrides:
            sentence = _("Eine Regel kann ihrer eigenen Klausel nicht vorgehen.")
        elif overrides - self.may_override:
            sentence = _("Wählen Sie nur Klauseln dieser Arbeitsfassung.")
        else:
            return None
        return StructBlockValidationError(block_errors={"overrides": ValidationError(sentence)})
