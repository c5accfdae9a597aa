"""Fields of the directory's tables that are asked for in a form of their own."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import Promise

from directory.forms.hours import WeeklyHoursField
from directory.validators import validate_hours

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class HoursField(_Text):
    """Hours of a week as an OSM expression, asked for day by day; empty means not known.

    In the database it is text like any other, so migrations know it as such.
    """

    def __init__(self, *args: Any, when_empty: Any = "", **kwargs: Any) -> None:
        """Refuse what the weekly form could not show again; see there for `when_empty`."""
        self.when_empty = when_empty
        kwargs.setdefault("max_length", 500)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("validators", [validate_hours])
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Return the field as the text it is stored as."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """Return the weekly form; what the table says of the field helps there, too."""
        words: dict[str, str | Promise] = {"label": self.verbose_name}
        if self.help_text:
            words["help_text"] = self.help_text
        return WeeklyHoursField(self.when_empty, **words)
