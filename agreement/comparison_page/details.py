"""Fields and rules of two texts in words, with what came and went."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agreement.comparison.changes import ClauseChange, FieldChange, RowChange, RuleChange
from agreement.comparison.pieces import Fate, Words, has_changed
from agreement.comparison.words import compare_words
from agreement.comparison_page.redline import Redline
from agreement.responsibility.rules import Rule
from agreement.structured import JSONValue, StructuredField
from agreement.structured_words import field_in_words
from agreement.wording import Words as Labels
from agreement.wording import rule_in_words

REDLINE = Redline()


@dataclass(frozen=True)
class Line:
    """A sentence as it was and as it is; `note` says what its words do not show."""

    fate: Fate
    words: tuple[Words, ...]
    note: str = ""

    @property
    def html(self) -> SafeString:
        """Both in one."""
        return REDLINE.words(self.words)

    @property
    def before(self) -> SafeString:
        """How it was; empty for what is new."""
        return REDLINE.words_before(self.words)

    @property
    def after(self) -> SafeString:
        """How it is; empty for what is gone."""
        return REDLINE.words_after(self.words)


@dataclass(frozen=True)
class ShownField:
    """A structured field of a section, row by row."""

    label: str
    fate: Fate
    lines: tuple[Line, ...]
    is_reordered: bool = False

    @property
    def is_same(self) -> bool:
        """Whether both texts say the same in it."""
        return self.fate is Fate.SAME


@dataclass(frozen=True)
class Vocabulary:
    """What both texts call things: the numbers of clauses differ between them."""

    old: Labels
    new: Labels


def shown_field(change: FieldChange, words: Vocabulary) -> ShownField | None:
    """Return a field as it is shown; None where neither text says anything in it."""
    lines = tuple(_rows(change, words)) if change.rows else tuple(_whole(change, words))
    if not lines:
        return None
    kept = all(line.fate is Fate.SAME for line in lines)
    return ShownField(
        change.label,
        change.fate,
        lines,
        is_reordered=kept and change.fate is Fate.CHANGED and bool(change.rows),
    )


def _whole(change: FieldChange, words: Vocabulary) -> Iterator[Line]:
    before = _said(change, change.old.value if change.old else "", words.old)
    after = _said(change, change.new.value if change.new else "", words.new)
    if before or after:
        fate = change.fate
        if fate is Fate.CHANGED and not (before and after):
            fate = Fate.NEW if after else Fate.GONE
        yield Line(fate, compare_words(before, after))


def _rows(change: FieldChange, words: Vocabulary) -> Iterator[Line]:
    for row in change.rows:
        before = "" if row.old is None else _said(change, [row.old], words.old)
        after = "" if row.new is None else _said(change, [row.new], words.new)
        if before or after:
            compared = compare_words(before, after)
            yield Line(row.fate, compared, _unseen(change, row, compared))


def _said(change: FieldChange, value: JSONValue, words: Labels) -> str:
    field = StructuredField(change.key, change.label, value)
    return "\n".join(field_in_words(field, words))


def _unseen(change: FieldChange, row: RowChange, words: tuple[Words, ...]) -> str:
    """Return what of a changed row its words do not show."""
    if row.fate is not Fate.CHANGED or has_changed(words):
        return ""
    if change.key == "documents":
        return _("Die Datei hat einen anderen Inhalt (andere Prüfsumme).")
    return _("Geändert, liest sich aber gleich.")


def shown_rules(change: ClauseChange, words: Vocabulary) -> tuple[Line, ...]:
    """Return the rules of a clause as sentences, those that stayed too."""
    return tuple(_rule(rule, words) for rule in change.rules)


def _rule(change: RuleChange, words: Vocabulary) -> Line:
    before, after = _sentence(change.old, words.old), _sentence(change.new, words.new)
    compared = compare_words(before, after)
    note = ""
    if change.fate is Fate.CHANGED and not has_changed(compared):
        note = _("Geändert, liest sich aber gleich.")
    return Line(change.fate, compared, note)


def _sentence(rule: Rule | None, words: Labels) -> str:
    return rule_in_words(rule, words) if rule else ""
