"""The form of an internal notice."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.days import DayField
from directory.models import OrganisationPage
from news.enums import NoticeAudience
from news.models.notices import Notice
from news.notices.permissions import may_write_for_network, writable_organisations

COORDINATION = "koordination"
"""What the form sends where the coordination tells it."""
LONGEST_TITLE = 150
LONGEST_TEXT = 5000
TOO_LONG = _("Das ist zu lang. Kürzen Sie es auf %(limit_value)d Zeichen.")


class ParagraphsField(forms.CharField):
    """Text of several lines; a line break counts as one character, as the browser counts it."""

    widget = forms.Textarea(attrs={"rows": 10})

    def to_python(self, value: Any) -> str:
        """Return the text with plain line breaks."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class NoticeForm(forms.Form):
    """What is told, to whom, and until when."""

    audience = forms.ChoiceField(
        label=_("Für"),
        choices=NoticeAudience.choices,
        initial=NoticeAudience.NETWORK,
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie, für wen der Hinweis ist.")},
    )
    title = forms.CharField(
        label=_("Überschrift"),
        max_length=LONGEST_TITLE,
        error_messages={
            "required": _("Schreiben Sie in wenigen Worten, worum es geht."),
            "max_length": TOO_LONG,
        },
    )
    text = ParagraphsField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        help_text=_("Eine leere Zeile beginnt einen Absatz. Internetadressen werden zu Links."),
        error_messages={"required": _("Schreiben Sie den Text."), "max_length": TOO_LONG},
    )
    until = DayField(
        label=_("Gilt bis"),
        required=False,
        help_text=_("Danach steht er nur noch im Archiv. Leer heißt: bis auf Weiteres."),
    )
    asks_acknowledgement = forms.BooleanField(
        label=_("Um Bestätigung bitten"),
        required=False,
        help_text=_(
            "Alle, für die der Hinweis ist, bekommen eine Mail und sollen bestätigen, dass sie "
            "ihn gelesen haben."
        ),
    )

    def clean_until(self) -> Any:
        """Refuse a day that is over."""
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise ValidationError(_("Wählen Sie einen Tag, der noch nicht vorbei ist."))
        return until


class NewNoticeForm(NoticeForm):
    """A notice to be written: with who tells it, of those for whom the writer writes."""

    organisation = forms.ChoiceField(
        label=_("Von"),
        error_messages={
            "required": _("Wählen Sie, wer das mitteilt."),
            "invalid_choice": _("Für diese Organisation können Sie keinen Hinweis schreiben."),
        },
    )
    field_order = ("organisation", "audience", "title", "text", "until", "asks_acknowledgement")

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        """Offer the organisations that the user edits, and the coordination if he is of it."""
        super().__init__(*args, **kwargs)
        self._own: dict[str, OrganisationPage | None] = {
            str(one.uuid): one for one in writable_organisations(user)
        }
        choices = [(key, one.title) for key, one in self._own.items() if one]
        if may_write_for_network(user):
            self._own[COORDINATION] = None
            choices.insert(0, (COORDINATION, str(_("Koordination"))))
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse what the coordination tells to no organisation in particular."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "organisation" in cleaned:
            cleaned["organisation"] = self._own[cleaned["organisation"]]
            check_audience(self, cleaned["organisation"])
        return cleaned


class ChangeNoticeForm(NoticeForm):
    """A notice to be changed; who tells it stays."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    is_minor = forms.BooleanField(
        label=_("Nur eine Kleinigkeit, zum Beispiel ein Tippfehler"),
        required=False,
        help_text=_("Dann gilt, was schon bestätigt ist. Sonst wird noch einmal gefragt."),
    )

    def __init__(self, notice: Notice, *args: Any, **kwargs: Any) -> None:
        """Remember which notice it is."""
        super().__init__(*args, **kwargs)
        self._notice = notice

    def clean(self) -> dict[str, Any]:
        """Refuse what the coordination tells to no organisation in particular."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        check_audience(self, self._notice.organisation)
        return cleaned


def check_audience(form: forms.Form, organisation: OrganisationPage | None) -> None:
    """Put an error at the audience if it is an organisation's, and nobody tells which."""
    if organisation is None and form.cleaned_data.get("audience") == NoticeAudience.ORGANISATION:
        form.add_error("audience", _("Ein Hinweis der Koordination ist für alle im Netzwerk."))
