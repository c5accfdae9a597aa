"""All versions of an agreement on one line of time: what holds, what comes, what was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from django.utils.translation import gettext as _

from agreement.reading import Period
from agreement.trail import ShortTrail, short_trails

IN_FORCE, DECIDED, PAST, FAILED, WAITING = "in_force", "decided", "past", "failed", "waiting"


@dataclass(frozen=True)
class Stop:
    """A version on the line of time."""

    period: Period
    state: str
    trail: ShortTrail
    before: int | None
    """The number of the version before it, if the reader sees one: they can be compared."""

    @property
    def label(self) -> str:
        """The state in a word or two."""
        return {
            IN_FORCE: _("heute in Kraft"),
            DECIDED: _("beschlossen"),
            PAST: _("früher"),
            FAILED: _("gescheitert"),
            WAITING: _("noch nicht in Kraft"),
        }[self.state]

    @property
    def tag(self) -> str:
        """The colour of the label; the word says the same."""
        return {IN_FORCE: "ok", PAST: "past", FAILED: "not"}.get(self.state, "warning")


def timeline(periods: Sequence[Period], current: object, today: date) -> list[Stop]:
    """Return the versions that somebody may see, the newest first (two queries).

    `periods` come in that order, `current` is the version in force today.
    """
    trails = short_trails(periods)
    older = [period.version.number for period in periods[1:]]
    return [
        Stop(period, _state(period, current, today), trails[period.version.pk], before)
        for period, before in zip_longest(periods, older)
    ]


def _state(period: Period, current: object, today: date) -> str:
    if period.has_failed:
        return FAILED
    if period.version == current:
        return IN_FORCE
    if period.starts is None:
        return WAITING
    return DECIDED if period.starts > today else PAST
