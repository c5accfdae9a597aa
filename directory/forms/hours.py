"""The weekly form of opening hours: seven lines in, one OSM expression out."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.hours_in_words import WEEKDAY_NAMES
from directory.opening_hours import HoursError, Weekday, parse_week, week_of
from directory.week_in_words import week_in_words


def _lines(osm: str) -> list[str]:
    """Return what stands in the seven fields for an expression; nothing for unknown hours."""
    week = week_of(osm)
    closed = _("geschlossen")
    return [(", ".join(map(str, week[day])) or closed) if day in week else "" for day in Weekday]


class WeeklyHoursWidget(forms.MultiWidget):
    """Seven text fields, Monday to Sunday, with the week read back below them.

    What cannot be read is said at its day, and stays there as it was typed.
    """

    template_name = "directory/widgets/weekly_hours.html"
    use_fieldset = True

    class Media:
        js = ("directory/week-form.js",)
        css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("directory/week-form.css",)}

    def __init__(self, attrs: dict[str, Any] | None = None, when_empty: Any = "") -> None:
        """Make the fields; `attrs` hold for each of them.

        `when_empty` is what seven empty lines mean, if not that the hours are unknown.
        """
        self.when_empty = when_empty
        line = {"placeholder": "9:00–12:00, 14:00–16:00", "autocomplete": "off"}
        days: dict[str, forms.Widget | type[forms.Widget]]
        days = {day.name.lower(): forms.TextInput({**line, **(attrs or {})}) for day in Weekday}
        super().__init__(days)

    def decompress(self, value: str | None) -> list[str]:
        """Return the seven lines of an OSM expression."""
        return _lines(value or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add each day's name and error, and the week as it would be published."""
        lines = value if isinstance(value, list) else self.decompress(value)
        context: dict[str, Any] = super().get_context(name, lines, attrs)
        widget = context["widget"]
        sentence, errors = read_back(lines)
        for day, field in zip(Weekday, widget["subwidgets"], strict=True):
            field["label"] = _(WEEKDAY_NAMES[day])
            field["error"] = errors[day]
            # Django marks all seven when the whole is invalid.
            field["attrs"].pop("aria-invalid", None)
            if errors[day]:
                field["error_id"] = f"{field['attrs'].get('id', field['name'])}_error"
                described = (field["attrs"].get("aria-describedby"), field["error_id"])
                field["attrs"]["aria-invalid"] = "true"
                field["attrs"]["aria-describedby"] = " ".join(filter(None, described))
        widget["when_empty"] = self.when_empty
        is_empty = not any((line or "").strip() for line in lines)
        widget["sentence"] = self.when_empty if self.when_empty and is_empty else sentence
        widget["sentence_url"] = reverse("hours_sentence")
        return context

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        """Render with the portal's own templates, which Django's form renderer does not see."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


def read_back(lines: Sequence[str]) -> tuple[str, list[str]]:
    """Return how seven lines would be read, and what is wrong with each of them.

    The sentence is empty if any line has a mistake; what is not wrong has an empty text.
    """
    errors = _errors(lines)
    sentence = "" if errors else week_in_words(_osm(lines))
    return sentence, [errors.get(day, "") for day in Weekday]


def _by_day(lines: Sequence[str | None]) -> dict[Weekday, str]:
    return dict(zip(Weekday, (line or "" for line in lines), strict=True))


def _osm(lines: Sequence[str | None]) -> str:
    return parse_week(_by_day(lines))


def _errors(lines: Sequence[str | None]) -> dict[Weekday, str]:
    try:
        _osm(lines)
    except HoursError as error:
        return error.errors
    return {}


class WeeklyHoursField(forms.MultiValueField):
    """Opening hours as an OSM expression; seven empty lines mean that they are unknown."""

    widget = WeeklyHoursWidget

    def __init__(self, when_empty: Any = "", **kwargs: Any) -> None:
        """Make the field; it is never required, since hours may be unknown."""
        kwargs = {
            "widget": WeeklyHoursWidget(when_empty=when_empty),
            "label": gettext_lazy("Öffnungszeiten"),
            "help_text": gettext_lazy(
                "Schreiben Sie zu jedem Tag die Zeiten, zum Beispiel „9:00–12:00, 14:00–16:00“. "
                "Lassen Sie einen Tag leer, wenn geschlossen ist. "
                "Sind alle Tage leer, heißt es: Öffnungszeiten nicht bekannt."
            ),
            **kwargs,
            "required": False,
            "require_all_fields": False,
        }
        fields = [forms.CharField(required=False) for _day in Weekday]
        super().__init__(fields, **kwargs)

    def compress(self, data_list: Sequence[str]) -> str:
        """Return the OSM expression; raises ValidationError that names the days to correct."""
        try:
            return _osm(data_list) if data_list else ""
        except HoursError as error:
            days = ", ".join(_(WEEKDAY_NAMES[day]) for day in error.errors)
            raise ValidationError(
                _("Diese Tage konnten wir nicht lesen: %(days)s. Was fehlt, steht beim Tag."),
                code="hours",
                params={"days": days},
            ) from None
