"""What the page shows of two texts: every conflict, and what was taken without asking."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agreement.blocks.clauses import ClauseBlock
from agreement.blocks.rules import RuleBlock
from agreement.comparison.texts import compare_blocks
from agreement.comparison.words import compare_words
from agreement.comparison_page.redline import redline_html, redline_words
from agreement.identity import Stored
from agreement.labels import words_with
from agreement.merging.choices import ORDER, THERE
from agreement.merging.forms import FIELD, OWN, MergeForm, name_of
from agreement.merging.sections import SectionMerge, title_of
from agreement.merging.threeway import PARTS, ClauseMerge, PartMerge, Side
from agreement.rules_of_blocks import rule_of
from agreement.structured_words import field_in_words
from agreement.text.parse import parse_rich_text
from agreement.wording import Words, rule_in_words

_RULE = RuleBlock()
_CLAUSE = ClauseBlock()


@dataclass(frozen=True)
class Question:
    """One conflict: what it is about, the sides as HTML, and the fields that decide it."""

    label: str
    sides: tuple[tuple[str, SafeString], ...]
    choice: BoundField
    own: BoundField | None = None


@dataclass(frozen=True)
class ClauseShown:
    """A clause with conflicts (`questions`), or one with changes that need no decision."""

    title: str
    note: str
    questions: tuple[Question, ...] = ()
    taken: tuple[tuple[str, SafeString], ...] = ()


@dataclass(frozen=True)
class MergeShown:
    """All that the page shows."""

    fields: tuple[Question, ...]
    order: Question | None
    conflicts: tuple[ClauseShown, ...]
    taken: tuple[ClauseShown, ...]
    taken_fields: tuple[tuple[str, str], ...]


def shown(merge: SectionMerge, form: MergeForm) -> MergeShown:
    """Return a merge for the page (two queries, for the words of rules and fields)."""
    view = _View(merge, form, words_with({}))
    changed = [one for one in merge.clauses.clauses if _says_something(one)]
    return MergeShown(
        tuple(view.field(field.name, field.label) for field in merge.conflicting_fields),
        view.order(),
        tuple(view.clause(one) for one in changed if one.needs_decision),
        tuple(view.clause(one) for one in changed if not one.needs_decision),
        tuple(
            (field.label, _whose(field.side))
            for field in merge.fields
            if field.side is not Side.CONFLICT
        ),
    )


def _says_something(clause: ClauseMerge) -> bool:
    return not clause.parts or any(part.side is not Side.SAME for part in clause.parts)


@dataclass(frozen=True)
class _View:
    merge: SectionMerge
    form: MergeForm
    words: Words

    def field(self, name: str, label: str) -> Question:
        """Return the question about a field of the section."""
        pages = ((_("Andere Person"), self.merge.theirs), (_("Sie"), self.merge.mine))
        sides = tuple((who, self._field_lines(page, name)) for who, page in pages)
        return Question(label, sides, self.form[name_of(FIELD, name)])

    def order(self) -> Question | None:
        """Return the question about the order of the clauses, if there is one."""
        if self.merge.clauses.order is not Side.CONFLICT:
            return None
        titles = {one.uid: title_of(one.any_version) for one in self.merge.clauses.clauses}
        orders = (
            (_("Andere Person"), self.merge.clauses.theirs_order),
            (_("Sie"), self.merge.clauses.mine_order),
        )
        sides = tuple((who, _lines([titles.get(u, "") for u in uids])) for who, uids in orders)
        return Question(_("Reihenfolge der Klauseln"), sides, self.form[name_of("", ORDER)])

    def clause(self, clause: ClauseMerge) -> ClauseShown:
        """Return a clause with its questions, and with what was taken."""
        questions = [self._part(clause.uid, part) for part in clause.conflicts]
        if clause.side is Side.CONFLICT:
            questions.insert(0, self._there(clause))
        taken = tuple(
            (f"{_label(part.name)} – {_whose(part.side)}", self._redline(part.name, part.base, new))
            for part in clause.parts
            if part.side in {Side.THEIRS, Side.MINE}
            for new in [part.value()]
        )
        return ClauseShown(
            title_of(clause.any_version), self._note(clause), tuple(questions), taken
        )

    def _note(self, clause: ClauseMerge) -> str:
        if clause.uid in self.merge.moved:
            place = {"place": self.merge.moved[clause.uid]}
            if clause.side is Side.CONFLICT:
                return _("Die Klausel steht jetzt in einem anderen Abschnitt: %(place)s.") % place
            return _("Verschoben in einen anderen Abschnitt: %(place)s.") % place
        if clause.parts:
            return ""
        if clause.side is Side.CONFLICT:
            return self._half_there(clause)
        is_there = clause.theirs if clause.side is Side.THEIRS else clause.mine
        deed = _("Neu") if is_there else _("Gelöscht")
        return f"{deed} – {_whose(clause.side)}"

    @staticmethod
    def _half_there(clause: ClauseMerge) -> str:
        if clause.base is None:
            return _("Nur eine der beiden Fassungen hat diese Klausel.")
        if clause.mine:
            return _("Die andere Person hat diese Klausel gelöscht, Sie haben sie geändert.")
        return _("Sie haben diese Klausel gelöscht, die andere Person hat sie geändert.")

    def _there(self, clause: ClauseMerge) -> Question:
        who = _("Sie") if clause.mine else _("Andere Person")
        both = [
            self._redline(name, _of(clause.base, name), _of(clause.any_version, name))
            for name in ("heading", "text")
        ]
        html = format_html_join("", "{}", ((part,) for part in both))
        choice = self.form[name_of(clause.uid, THERE)]
        return Question(_("Behalten oder löschen"), ((who, html),), choice)

    def _part(self, uid: str, part: PartMerge) -> Question:
        name = name_of(uid, part.name)
        sides = [
            (_("Andere Person"), self._redline(part.name, part.base, part.theirs)),
            (_("Sie"), self._redline(part.name, part.base, part.mine)),
        ]
        if part.base is not None:
            sides.insert(0, (_("Vorher"), self._redline(part.name, part.base, part.base)))
        own = f"{name}-{OWN}"
        field = self.form[own] if own in self.form.fields else None
        return Question(_label(part.name), tuple(sides), self.form[name], field)

    def _redline(self, name: str, old: Any, new: Any) -> SafeString:
        """Return a part with its changes; without a known base as it is."""
        if name == "text":
            blocks = [parse_rich_text(one or "") for one in (old, new)]
            return redline_html(compare_blocks(blocks[1] if old is None else blocks[0], blocks[1]))
        before, after = (self._in_words(name, one) for one in (old, new))
        words = compare_words(after if old is None else before, after)
        return format_html("<p>{}</p>", redline_words(words))

    def _in_words(self, name: str, value: Any) -> str:
        if name == "rules":
            return "\n".join(self._rule(rule) for rule in value or []) or _("keine")
        choices = getattr(_CLAUSE.child_blocks[name].field, "choices", None)
        return str(dict(choices).get(value, value)) if choices else str(value or "")

    def _rule(self, rule: Stored) -> str:
        try:
            found = rule_of(str(rule.get("id")), "", _RULE.to_python(rule["value"]))
            return rule_in_words(found, self.words)
        except ValueError:
            return _("Diese Regel ist noch unvollständig.")

    def _field_lines(self, page: Any, name: str) -> SafeString:
        structured = {field.key: field for field in page.structured_fields()}
        if name in structured:
            return _lines(field_in_words(structured[name], self.words) or [_("leer")])
        value = getattr(page, name)
        return _lines(str(value).splitlines() if value not in (None, "") else [_("leer")])


def _of(clause: Stored | None, name: str) -> Any:
    return clause["value"].get(name) if clause else None


def _label(name: str) -> str:
    if name not in PARTS:
        raise LookupError(f"A clause has no part “{name}”")
    return str(_CLAUSE.child_blocks[name].label)


def _whose(side: Side) -> str:
    return _("von Ihnen") if side is Side.MINE else _("von der anderen Person")


def _lines(lines: Sequence[str] | Iterator[str]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))
