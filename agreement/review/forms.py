"""What is written about questions and reviews."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreement.days import DayField
from agreement.review.questions import LONGEST

LONGEST_NOTE = 2000


class TextForm(forms.Form):
    """One text: a question, or an answer."""

    text = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": _("Das ist zu lang. Kürzen Sie es auf %(limit_value)d Zeichen.")
        },
    )


class QuestionForm(TextForm):
    """A question about a clause."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field, and say what does not belong into it."""
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Ihre Frage")
        self.fields["text"].help_text = _(
            "Alle im Netzwerk lesen Frage und Antwort. Nennen Sie keine Namen von Ratsuchenden."
        )
        self.fields["text"].error_messages["required"] = _("Schreiben Sie Ihre Frage.")


class AnswerForm(TextForm):
    """The answer to a question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field."""
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Antwort")
        self.fields["text"].error_messages["required"] = _("Schreiben Sie die Antwort.")


class ReviewForm(forms.Form):
    """When a text is looked at again, and why."""

    due_on = DayField(
        label=_("Überprüfen am"), error_messages={"required": _("Nennen Sie den Tag.")}
    )
    occasion = forms.CharField(
        label=_("Anlass"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OutcomeForm(forms.Form):
    """What came of a review, and when the next one is."""

    outcome = forms.CharField(
        label=_("Ergebnis"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Halten Sie fest, was herauskam: Ein Satz genügt.")},
    )
    next_on = DayField(label=_("Das nächste Mal am"), required=False)
