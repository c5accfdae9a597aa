"""The questions in their order, one a page, and what comes before and after each. Pure."""

from collections.abc import Collection
from enum import StrEnum

from portal.finder.answers import Field, FieldError


class Step(StrEnum):
    """The pages of the finder by the last part of their address."""

    PLACE = "ort"
    AGE = "alter"
    PARENTS = "eltern"
    TOPIC = "anliegen"
    HOUSING = "wohnen"
    STATUS = "status"
    RESULT = "ergebnis"

    @property
    def field(self) -> Field:
        """The answer this page asks for. The result asks what is left, and has none: KeyError."""
        return Field[self.name]


def order(*, parents: bool) -> tuple[Step, ...]:
    """The steps to take; the parents' age is asked only where it decides."""
    return tuple(step for step in Step if parents or step is not Step.PARENTS)


def after(step: Step, *, parents: bool) -> Step:
    """The next step; nothing comes after the result."""
    steps = order(parents=parents)
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def before(step: Step, *, parents: bool) -> Step | None:
    """The step one came from; None before the first."""
    steps = order(parents=parents)
    at = steps.index(step)
    return steps[at - 1] if at else None


def number(step: Step, *, parents: bool) -> tuple[int, int]:
    """Which question this is, and out of how many."""
    steps = order(parents=parents)
    return steps.index(step) + 1, len(steps) - 1


def step_asking(field: Field) -> Step:
    """The page on which an answer is given; what only follows up is asked with the result."""
    if field is Field.PERSON:
        return Step.AGE
    return Step[field.name] if field.name in Step.__members__ else Step.RESULT


def to_show(requested: Step, errors: Collection[FieldError], *, parents: bool) -> Step:
    """The page to show: the one asked for, or an earlier one whose answer makes no sense.

    Whoever asks for the parents' age where it decides nothing is led to the question after.
    """
    steps = order(parents=parents)
    wanted = requested if requested in steps else Step.TOPIC
    asking = {step_asking(error.field) for error in errors}
    return next((step for step in steps[: steps.index(wanted)] if step in asking), wanted)
