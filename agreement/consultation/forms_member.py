"""The forms of an invited organisation: a comment, and the official answer."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreement.consultation.checking import Words
from agreement.enums import CommentKind, OfficialPosition


class BaseForm(forms.Form):
    """A form that knows which state of the thing was opened, so that nobody overwrites another."""

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def opened(self) -> datetime | None:
        """When the thing had last changed as the form was opened; None if that makes no sense."""
        try:
            return datetime.fromisoformat(self.cleaned_data.get("base", ""))
        except ValueError:
            return None

    def open_anew(self, changed_at: datetime) -> None:
        """Keep what was typed, and let the next try count from how the thing is now."""
        self.data = {**self.data.dict(), "base": changed_at.isoformat()}  # type: ignore[attr-defined]


class CommentForm(BaseForm):
    """A comment; `lines` is the clause in another wording. Both fields about a clause may go."""

    organisation = forms.ChoiceField(
        label=_("Für welche Organisation"),
        error_messages={"invalid_choice": _("Wählen Sie eine Ihrer Organisationen.")},
    )
    kind = forms.ChoiceField(
        label=_("Was möchten Sie sagen?"),
        choices=CommentKind.choices,
        widget=forms.RadioSelect,
        initial=CommentKind.REMARK,
        error_messages={
            "required": _("Wählen Sie, was Sie sagen möchten."),
            "invalid_choice": _("Wählen Sie, was Sie sagen möchten."),
        },
    )
    quote = forms.CharField(
        label=_("Um welche Worte geht es?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kopieren Sie die Worte aus dem Wortlaut oben. Leer heißt: die ganze Klausel."),
    )
    text = forms.CharField(
        label=_("Ihre Anmerkung"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Wer nur zustimmt oder einen Wortlaut vorschlägt, muss hier nichts schreiben."),
    )
    lines = forms.CharField(
        label=_("Anderer Wortlaut"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Hier steht der Wortlaut der Klausel. Schreiben Sie hinein, wie er heißen soll: Jede "
            "Zeile ist ein Absatz, „- “ am Anfang macht einen Punkt einer Liste. Das Portal zeigt "
            "allen, was Sie geändert haben."
        ),
    )

    def __init__(
        self,
        *args: Any,
        organisations: Iterable[tuple[str, str]] = (),
        has_clause: bool = True,
        **more: Any,
    ) -> None:
        """Offer the organisations to speak for; a single one is no question."""
        super().__init__(*args, **more)
        offered = list(organisations)
        if len(offered) > 1:
            self.fields["organisation"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]
        if not has_clause:
            del self.fields["quote"], self.fields["lines"]
            self.fields["kind"].choices = [  # type: ignore[attr-defined]
                choice for choice in CommentKind.choices if choice[0] != CommentKind.PROPOSAL
            ]

    @property
    def words(self) -> Words:
        """What was written; asked of a valid form."""
        given = self.cleaned_data
        return Words(given["kind"], given["text"], given.get("quote", ""), given.get("lines", ""))


class AnswerForm(BaseForm):
    """The official answer of an organisation."""

    position = forms.ChoiceField(
        label=_("Haltung"),
        required=False,
        choices=OfficialPosition.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Wählen Sie eine der drei Haltungen.")},
        help_text=_("Zum Freigeben nötig."),
    )
    answer = forms.CharField(
        label=_("Stellungnahme"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Was Ihre Organisation im Ganzen sagt, in ihren Worten."),
    )
