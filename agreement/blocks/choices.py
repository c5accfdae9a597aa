"""Multiple choices out of closed sets, some of which the directory keeps as data."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django import forms
from django.utils.functional import cached_property
from wagtail.blocks import FieldBlock

Choices = list[tuple[str, str]]
Source = Callable[[], Choices]

_remembered: ContextVar[dict[Source, Choices] | None] = ContextVar("choices", default=None)


@contextmanager
def choices_remembered() -> Iterator[None]:
    """Load every set of choices at most once inside: forty rules ask the same questions."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def _loaded(source: Source) -> Choices:
    memory = _remembered.get()
    if memory is None:
        return source()
    if source not in memory:
        memory[source] = source()
    return memory[source]


class NamedInMigrations:
    """A block that stands in migrations by its name, not by its parts.

    What a StreamField stores is JSON whose shape the database does not know; a frozen copy of
    every label would only make a migration of each change of wording.
    """

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return the block's name in `agreement.blocks`, without arguments."""
        return (f"agreement.blocks.{type(self).__name__}", [], {})

    def deconstruct_with_lookup(self, lookup: Any) -> tuple[str, list[Any], dict[str, Any]]:
        """Return the same as `deconstruct`."""
        return self.deconstruct()

    @classmethod
    def construct_from_lookup(cls, lookup: Any) -> "NamedInMigrations":
        """Return the block as the code has it today."""
        return cls()


class CodesBlock(FieldBlock):
    """Any number of codes out of a set, as a list of texts.

    Unlike Wagtail's own, it looks at the choices only to show and to check them, never to read
    what is stored: a code that has left its set stays readable, and reading costs no query.
    """

    def __init__(self, choices: Source, help_text: Any = "", **kwargs: Any) -> None:
        self.source = choices
        self.field_help = help_text
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> forms.MultipleChoiceField:
        """The form field; its choices are looked up each time they are needed."""
        return forms.MultipleChoiceField(
            choices=lambda: _loaded(self.source),
            required=False,
            help_text=self.field_help,
            widget=forms.CheckboxSelectMultiple,
        )

    def get_default(self) -> list[str]:
        """Return no code."""
        return []

    def to_python(self, value: Any) -> list[str]:
        """Return what is stored."""
        return list(value or [])

    def normalize(self, value: Any) -> list[str]:
        """Return the codes as a list of their own."""
        return list(value or [])

    class Meta:
        icon = "list-ul"


class CodeBlock(FieldBlock):
    """One code out of a set, or none: the empty text."""

    def __init__(
        self,
        choices: Source,
        *,
        required: bool = False,
        help_text: Any = "",
        **kwargs: Any,
    ) -> None:
        self.source = choices
        self.is_required = required
        self.field_help = help_text
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> forms.ChoiceField:
        """The form field; its choices are looked up each time they are needed."""
        return forms.ChoiceField(
            choices=lambda: [("", "–"), *_loaded(self.source)],
            required=self.is_required,
            help_text=self.field_help,
        )

    def get_default(self) -> str:
        """Return no code."""
        return ""

    class Meta:
        icon = "list-ul"
