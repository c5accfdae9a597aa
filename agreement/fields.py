"""A model field of our own: several codes of a closed set."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models


class CodesField(models.JSONField):
    """A list of codes; its form shows a box to tick for each.

    The set is part of the code, not of the database: migrations do not repeat it.
    """

    def __init__(
        self, verbose_name: Any = None, *, codes: Iterable[tuple[str, Any]] = (), **kwargs: Any
    ) -> None:
        self.codes = list(codes)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(verbose_name, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return a multiple choice of the set."""
        return forms.MultipleChoiceField(
            choices=self.codes,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
