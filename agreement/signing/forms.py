"""The forms of signing: what a person confirms, a scan, a reason."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreement.signing.scan import LARGEST, FileKind, Scan, kind_of, read_scan
from portal.accounts.forms import ShallowDecoder


class SignForm(forms.Form):
    """The hash of the version that was shown, and the tick that it was read."""

    sha256 = forms.CharField(widget=forms.HiddenInput)
    has_read = forms.BooleanField(
        label=gettext_lazy("Ich habe den Text gelesen und gebe diese Erklärung ab."),
        error_messages={"required": gettext_lazy("Setzen Sie das Häkchen, wenn Sie zustimmen.")},
    )


class PasskeyForm(forms.Form):
    """The hash of the version that was shown, and what the passkey answered."""

    sha256 = forms.CharField(widget=forms.HiddenInput)
    credential = forms.JSONField(
        decoder=ShallowDecoder,
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Der Passkey hat nicht geantwortet. Versuchen Sie es neu."),
            "invalid": gettext_lazy("Der Passkey hat nicht geantwortet. Versuchen Sie es neu."),
        },
    )

    def clean_credential(self) -> dict[str, Any]:
        """Return the answer; refuses what is no object."""
        credential = self.cleaned_data["credential"]
        if not isinstance(credential, dict):
            raise ValidationError(_("Der Passkey hat nicht geantwortet. Versuchen Sie es neu."))
        return credential


class ScanForm(forms.Form):
    """A scan, whose content decides what it is; `cleaned_data["file"]` is a Scan."""

    file = forms.FileField(
        label=gettext_lazy("Scan"),
        help_text=gettext_lazy("PDF, JPEG oder PNG, höchstens 15 MB."),
        error_messages={
            "required": gettext_lazy("Wählen Sie die Datei mit dem Scan."),
            "empty": gettext_lazy("Die Datei ist leer. Scannen Sie noch einmal."),
        },
    )

    def clean_file(self) -> Scan:
        """Return the scan; no more of a file is read than may be large."""
        return read_scan(self.cleaned_data["file"].read(LARGEST + 1))


class PaperForm(ScanForm):
    """The scan of a signed paper, and the day it was signed."""

    signed_on = forms.DateField(
        label=gettext_lazy("Unterschrieben am"),
        # Browsers take no other form of a date, whatever the language.
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Wählen Sie den Tag, der auf dem Papier steht."),
            "invalid": gettext_lazy("Das ist kein Datum. Schreiben Sie zum Beispiel 2025-01-31."),
        },
    )
    field_order = ["signed_on", "file"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Propose today."""
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].initial = timezone.localdate


class SignedPdfForm(forms.Form):
    """A PDF that was signed elsewhere; `cleaned_data["file"]` is its content."""

    file = forms.FileField(
        label=gettext_lazy("Signiertes PDF"),
        help_text=gettext_lazy("Die Datei, wie sie aus Ihrem Signaturprogramm kommt."),
        error_messages={
            "required": gettext_lazy("Wählen Sie das signierte PDF."),
            "empty": gettext_lazy("Die Datei ist leer. Signieren Sie noch einmal."),
        },
    )

    def clean_file(self) -> bytes:
        """Return the content of a file that looks like a PDF."""
        content: bytes = self.cleaned_data["file"].read(LARGEST + 1)
        if len(content) > LARGEST:
            raise ValidationError(
                _("Die Datei ist zu groß: erlaubt sind %(limit)s MB.")
                % {"limit": LARGEST // 1024 // 1024}
            )
        if kind_of(content) is not FileKind.PDF:
            raise ValidationError(_("Das ist kein PDF."))
        return content


class ConfirmForm(forms.Form):
    """The hash of the file that was looked at."""

    sha256 = forms.CharField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why a scan is rejected, or a signature taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Grund"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Nennen Sie den Grund, damit die anderen ihn kennen."),
            "max_length": gettext_lazy("Bitte kürzer: höchstens %(limit_value)d Zeichen."),
        },
    )
