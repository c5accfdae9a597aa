"""The form of the page that brings two texts together: one question for each conflict."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreement.importing.notation import blocks_of_lines, lines_of_blocks, rich_text_of
from agreement.merging.choices import ORDER, THERE, Choice
from agreement.merging.sections import SectionMerge
from agreement.merging.threeway import ClauseMerge, PartMerge, Side
from agreement.text.parse import parse_rich_text

OWN = "own"
MOST_CHARACTERS = {"heading": 255, "text": 200_000}
WRITTEN = frozenset({"heading", "text", "plain", "change_reason"})
"""The parts for which somebody may write something new instead of choosing."""
FIELD = "field"
UNDECIDED = {"required": gettext_lazy("Wählen Sie, was gelten soll.")}


class MergeForm(forms.Form):
    """Asks of every conflict which side stands, and offers to write it anew."""

    def __init__(self, data: Any, merge: SectionMerge) -> None:
        """Make the questions of a merge."""
        super().__init__(data, auto_id="merge-%s")
        self.merge = merge
        for field in merge.conflicting_fields:
            self._ask(name_of(FIELD, field.name), _sides(_("Ihre Angabe")))
        if merge.clauses.order is Side.CONFLICT:
            self._ask(name_of("", ORDER), _sides(_("Ihre Reihenfolge")))
        for clause in merge.clauses.clauses:
            if clause.side is Side.CONFLICT:
                self._ask(name_of(clause.uid, THERE), self._stay_or_go(clause))
            for part in clause.conflicts:
                self._ask_part(clause.uid, part)

    def _ask(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=_("Was soll gelten?"),
            choices=choices,
            widget=forms.RadioSelect,
            error_messages=UNDECIDED,
        )

    def _ask_part(self, uid: str, part: PartMerge) -> None:
        name = name_of(uid, part.name)
        choices = _sides(_("Ihre Fassung"))
        if part.name in WRITTEN:
            choices.append((OWN, _("Eigene Fassung, wie unten geschrieben")))
            is_line = part.name == "heading"
            self.fields[f"{name}-{OWN}"] = forms.CharField(
                label=_("Eigene Fassung"),
                required=False,
                max_length=MOST_CHARACTERS.get(part.name, 20_000),
                widget=forms.TextInput if is_line else forms.Textarea(attrs={"rows": 8}),
                initial=_as_lines(part.name, part.mine),
                help_text=_OWN_HELP if part.name == "text" else "",
            )
        self._ask(name, choices)

    def _stay_or_go(self, clause: ClauseMerge) -> list[tuple[str, Any]]:
        if clause.uid in self.merge.moved:
            return [
                (Side.MINE.value, _("Meinen Text hier als neue Klausel behalten")),
                (Side.THEIRS.value, _("Meinen Text nicht übernehmen")),
            ]
        keep = (Side.MINE if clause.mine else Side.THEIRS).value
        drop = (Side.THEIRS if clause.mine else Side.MINE).value
        return [(keep, _("Klausel behalten")), (drop, _("Klausel löschen"))]

    def clean(self) -> dict[str, Any]:
        """Refuse an own wording that says nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, value in list(cleaned.items()):
            is_needed = name.endswith(("heading", "text"))
            if value == OWN and is_needed and not cleaned.get(f"{name}-{OWN}", "").strip():
                sentence = _("Schreiben Sie, was gelten soll, oder wählen Sie eine der Fassungen.")
                self.add_error(f"{name}-{OWN}", sentence)
        return cleaned

    def choices(self) -> Mapping[tuple[str, str], Choice]:
        """Return what was decided on the clauses, once the form is valid."""
        return dict(self._choices())

    def _choices(self) -> Iterator[tuple[tuple[str, str], Choice]]:
        if self.merge.clauses.order is Side.CONFLICT:
            yield ("", ORDER), Choice(Side(self.cleaned_data[name_of("", ORDER)]))
        for clause in self.merge.clauses.clauses:
            if clause.side is Side.CONFLICT:
                chosen = self.cleaned_data[name_of(clause.uid, THERE)]
                yield (clause.uid, THERE), Choice(Side(chosen))
            for part in clause.conflicts:
                yield (clause.uid, part.name), self._choice(clause.uid, part)

    def _choice(self, uid: str, part: PartMerge) -> Choice:
        name = name_of(uid, part.name)
        chosen = self.cleaned_data[name]
        if chosen != OWN:
            return Choice(Side(chosen))
        own = self.cleaned_data[f"{name}-{OWN}"]
        return Choice(Side.MINE, rich_text_of(blocks_of_lines(own)) if part.name == "text" else own)

    def fields_of_mine(self) -> list[str]:
        """Return the names of the fields of the section that are taken from one's own text."""
        return [
            field.name
            for field in self.merge.fields
            if field.side is Side.MINE
            or self.cleaned_data.get(name_of(FIELD, field.name)) == Side.MINE
        ]


_OWN_HELP = gettext_lazy(
    "Eine Zeile ist ein Absatz; „- “ am Anfang macht einen Listenpunkt, „#. “ einen nummerierten. "
    "Fett, kursiv und Verweise gehen dabei verloren."
)


def name_of(uid: str, part: str) -> str:
    """Return the name of the question about a part of a clause, or of a field."""
    return f"{uid}-{part}"


def _sides(mine: str) -> list[tuple[str, Any]]:
    return [(Side.THEIRS.value, _("Die Fassung der anderen Person")), (Side.MINE.value, mine)]


def _as_lines(name: str, value: Any) -> str:
    return lines_of_blocks(parse_rich_text(value or "")) if name == "text" else value or ""
