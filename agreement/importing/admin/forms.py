"""The forms of an import: the file, and what can be corrected before anything is saved."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreement.importing.draft import ASKED, NEW, ClauseEdit, Draft, SectionEdit
from agreement.importing.file_reading import LARGEST_FILE
from agreement.importing.imported import ImportedClause, ImportedSection, ImportedText, SectionKind
from agreement.importing.notation import lines_of_blocks
from agreement.models import Agreement

LONGEST_TEXT = 500_000
DROP, MERGE = "drop", "merge"


class UploadForm(forms.Form):
    """A file and the agreement whose next version it is."""

    file = forms.FileField(
        label=gettext_lazy("Word-Datei (.docx) oder JSON"),
        help_text=gettext_lazy(
            "Höchstens 20 MB. Zuerst sehen Sie, was gelesen wurde, und können es verbessern."
        ),
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie eine Datei."),
            "empty": gettext_lazy("Die Datei ist leer. Bitte wählen Sie eine andere."),
        },
        widget=forms.FileInput(attrs={"accept": ".docx,.json"}),
    )
    agreement = forms.ModelChoiceField(
        Agreement.objects.order_by("title"),
        required=False,
        label=gettext_lazy("Das ist"),
        empty_label=gettext_lazy("eine neue Vereinbarung"),
        help_text=gettext_lazy(
            "Bei einer bestehenden vergleicht das Portal die Klauseln und fragt, wo es unsicher "
            "ist."
        ),
    )

    def clean_file(self) -> Any:
        """Refuse a file by its size, before anything of it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("Die Datei ist größer als 20 MB. So lang ist keine Vereinbarung.")
            )
        return file


class TextForm(forms.Form):
    """What holds for the whole text; `revision` tells an older window from this one."""

    title = forms.CharField(max_length=255, label=gettext_lazy("Titel der Vereinbarung"))
    reference = forms.CharField(max_length=100, required=False, label=gettext_lazy("Aktenzeichen"))
    revision = forms.IntegerField(widget=forms.HiddenInput)


class SectionForm(forms.Form):
    """A section: its title and kind, and whether it stays one."""

    title = forms.CharField(max_length=255, label=gettext_lazy("Überschrift"))
    kind = forms.ChoiceField(
        choices=[
            (SectionKind.GENERAL, gettext_lazy("Allgemein")),
            (SectionKind.MBE, gettext_lazy("Migrationsberatung (MBE)")),
            (SectionKind.JMD, gettext_lazy("Jugendmigrationsdienst (JMD)")),
            (SectionKind.IM, gettext_lazy("Integrationsmanagement (IM)")),
            (SectionKind.INTERFACE, gettext_lazy("Schnittstelle")),
            (SectionKind.ANNEX, gettext_lazy("Anlage")),
        ],
        label=gettext_lazy("Art"),
    )
    act = forms.ChoiceField(
        choices=[
            ("", gettext_lazy("bleibt")),
            (MERGE, gettext_lazy("gehört zum Abschnitt davor")),
            (DROP, gettext_lazy("weglassen")),
        ],
        required=False,
        label=gettext_lazy("Was geschieht"),
    )

    def edit(self) -> SectionEdit:
        """Return what was chosen."""
        data = self.cleaned_data
        return SectionEdit(data["title"], SectionKind(data["kind"]), data["act"])


class ClauseForm(forms.Form):
    """A clause: heading, text in plain lines, which clause it is, and whether it stays one."""

    heading = forms.CharField(max_length=255, required=False, label=gettext_lazy("Überschrift"))
    lines = forms.CharField(
        max_length=LONGEST_TEXT,
        required=False,
        strip=False,
        label=gettext_lazy("Text"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    answer = forms.ChoiceField(required=False, label=gettext_lazy("Welche Klausel ist das?"))
    act = forms.ChoiceField(
        choices=[
            ("", gettext_lazy("bleibt")),
            (MERGE, gettext_lazy("gehört zur Klausel davor")),
            (DROP, gettext_lazy("weglassen")),
        ],
        required=False,
        label=gettext_lazy("Was geschieht"),
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            del self.fields["answer"]

    def edit(self) -> ClauseEdit:
        """Return what was written and chosen."""
        data = self.cleaned_data
        heading = " ".join(data["heading"].split())
        return ClauseEdit(heading, data["lines"], data.get("answer", NEW), data["act"])


def answer_choices(
    labels: Mapping[str, str], likely: Sequence[str], answer: str
) -> list[tuple[str, str]]:
    """Return what a clause can be: new, or one there is, with the likely ones first.

    For a new agreement there is one answer only.
    """
    new = (NEW, str(_("eine neue Klausel")))
    if not labels:
        return [new]
    first = [(uid, _("wohl %(clause)s") % {"clause": labels[uid]}) for uid in likely]
    rest = [(uid, label) for uid, label in labels.items() if uid not in likely]
    asked = [(ASKED, str(_("– bitte wählen –")))] if answer == ASKED else []
    return [*asked, *first, new, *rest]


def text_form(draft: Draft, revision: int, data: Any = None) -> TextForm:
    """Return the form for the whole text."""
    text: ImportedText = draft.text
    initial = {"title": text.title, "reference": text.reference, "revision": revision}
    return TextForm(data, initial=initial, prefix="text")


def section_form(place: int, section: ImportedSection, data: Any = None) -> SectionForm:
    """Return the form for a section."""
    initial = {"title": section.title, "kind": section.kind}
    return SectionForm(data, initial=initial, prefix=f"section-{place}")


def clause_form(
    number: int,
    clause: ImportedClause,
    answer: str,
    choices: Sequence[tuple[str, str]],
    data: Any = None,
) -> ClauseForm:
    """Return the form for a clause of a section."""
    initial = {"heading": clause.heading, "lines": lines_of_blocks(clause.text), "answer": answer}
    return ClauseForm(data, choices=choices, initial=initial, prefix=f"clause-{number}")
