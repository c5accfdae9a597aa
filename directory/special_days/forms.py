"""The form of special days."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from directory.forms.hours import WeeklyHoursField
from directory.opening_hours import line_of, parse_special_days
from directory.permissions import offices_editable_by
from portal.core.visibility import Viewer, visible

LONGEST = timedelta(days=366)
FARTHEST = timedelta(days=3 * 366)


class SpecialDaysForm(WagtailAdminModelForm):
    """Asks which days, at what hours, why, and who helps meanwhile.

    The hours are one line for all of the days; days that already have different hours keep the
    form of a whole week.
    """

    hours = forms.CharField(
        label=gettext_lazy("Zeiten an diesen Tagen"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "Leer heißt: geschlossen. Sonst zum Beispiel „9:00–12:00“. Bei mehreren Tagen gelten "
            "die Zeiten an den Wochentagen, an denen Sie auch sonst geöffnet haben."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer one's own offices, and as substitutes these and whatever everybody sees."""
        super().__init__(*args, **kwargs)
        offices: Any = self.fields["office"]
        own = offices_editable_by(offices.queryset, self.for_user)
        offices.queryset = own.order_by("title")
        substitutes: Any = self.fields["substitute"]
        everybodys = visible(substitutes.queryset.order_by(), Viewer())
        substitutes.queryset = substitutes.queryset.filter(
            pk__in=everybodys.values("pk")
        ) | substitutes.queryset.filter(pk__in=own.order_by().values("pk"))
        substitutes.error_messages["invalid_choice"] = _(
            "Diese Beratungsstelle lässt sich nicht auswählen. Bitte wählen Sie eine andere."
        )
        line = line_of(self.instance.hours)
        if line is None:
            self.fields["hours"] = WeeklyHoursField(label=self.fields["hours"].label)
        else:
            self.initial["hours"] = line

    def clean(self) -> dict[str, Any]:
        """Return the answers with the hours as an expression; raises ValidationError."""
        answers: dict[str, Any] = super().clean() or {}
        first, last = answers.get("first_day"), answers.get("last_day")
        office = answers.get("office")
        today = timezone.localdate()
        days = (today, today)
        if first is not None and last is not None and first <= last:
            days = (first, last)
            # What was saved before may stay, whatever has come beside it since.
            changed = set(self.changed_data)
            if changed & {"first_day", "last_day"}:
                self._check_days(first, last, today)
            if office is not None and changed & {"office", "first_day", "last_day"}:
                self._check_others(office, first, last)
        if not isinstance(self.fields["hours"], WeeklyHoursField):
            answers["hours"] = self._hours(answers.get("hours") or "", office, *days)
        return answers

    def _hours(self, line: str, office: Any, first: date, last: date) -> str:
        try:
            return parse_special_days(line, first, last, office.hours if office else "")
        except ValueError as error:
            self.add_error("hours", str(error))
            return ""

    def _check_days(self, first: date, last: date, today: date) -> None:
        """Refuse days that were most likely typed by mistake."""
        if last < today:
            self.add_error(
                "last_day", _("Diese Tage sind schon vorbei. Bitte prüfen Sie das Datum.")
            )
        elif first > today + FARTHEST:
            self.add_error(
                "first_day",
                _("Dieser Tag liegt mehr als drei Jahre voraus. Bitte prüfen Sie das Jahr."),
            )
        elif last - first > LONGEST:
            self.add_error(
                "last_day",
                _(
                    "Das ist mehr als ein Jahr. Bitte prüfen Sie das Datum, oder ändern Sie die "
                    "Öffnungszeiten der Beratungsstelle."
                ),
            )

    def _check_others(self, office: Any, first: date, last: date) -> None:
        """Refuse a second entry for the same day."""
        others = office.special_days.filter(first_day__lte=last, last_day__gte=first)
        other = others.exclude(pk=self.instance.pk).first()
        if other is None:
            return
        day = max(first, other.first_day)
        words = {
            "day": date_format(day),
            "first": date_format(other.first_day),
            "last": date_format(other.last_day),
            "reason": other.reason or _("ohne Grund"),
        }
        self.add_error(
            "first_day",
            ValidationError(
                _(
                    "Für den %(day)s gibt es schon einen Eintrag (%(first)s bis %(last)s, "
                    "%(reason)s). Ändern Sie diesen, oder wählen Sie andere Tage."
                )
                % words,
                code="overlap",
            ),
        )
