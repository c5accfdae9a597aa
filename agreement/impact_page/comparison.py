"""What the page of impact shows of two texts: changed cases, other providers, later days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from agreement.coverage.days import days_to_check
from agreement.coverage.reasons import AnswerReasons, Reasons
from agreement.coverage.subjects import Subject
from agreement.impact_page.forms import View, ViewForm
from agreement.impact_page.network import Network, network_of, organisation_names
from agreement.impact_page.providers import ProviderChange, Touch, touches
from agreement.impact_page.words import leading, places, whom
from agreement.reading import ClosedSets, book_of
from agreement.responsibility.impact import Change, impact, in_municipality
from agreement.responsibility.rules import Rule
from agreement.wording_lists import joined

FILTERS = ("tag", "gemeinde", "organisation")


@dataclass(frozen=True)
class ChangeRow:
    """Changed cases as they are read; `effects` say what they mean for the organisation asked."""

    words: str
    before: AnswerReasons
    after: AnswerReasons
    effects: tuple[str, ...]


@dataclass(frozen=True)
class ChangeGroup:
    """All changes from the same services to the same others."""

    before: str
    after: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True)
class ProviderRow:
    """A service that others provide than before, in words."""

    service: str
    places: str
    before: str
    after: str


@dataclass(frozen=True)
class LaterRow:
    """A later day on which something changes that does not change before."""

    day: date
    changes: tuple[str, ...]
    query: str


@lru_cache(maxsize=64)
def changes_between(
    old: tuple[Rule, ...], new: tuple[Rule, ...], day: date, sets: ClosedSets
) -> tuple[Change, ...]:
    """Return the changed cases between two texts' rules on a day, computed once.

    Raises ValueError for rules that contradict each other.
    """
    return impact(book_of(old, day, sets), book_of(new, day, sets))


class Comparison:
    """Two texts as one reader compares them; raises nothing for what he typed."""

    def __init__(self, old: Subject, new: Subject, asked: Mapping[str, str]) -> None:
        self.old, self.new = old, new
        given = {name: asked[name] for name in FILTERS if asked.get(name)}
        self.organisations = organisation_names()
        self.form = ViewForm(
            {"tag": new.first_day.isoformat(), **given},
            words=new.words,
            organisations=self.organisations,
        )
        self.view: View = self.form.view(new.first_day)
        self._given = {name: text for name, text in given.items() if name not in self.form.errors}

    @property
    def query(self) -> str:
        """The filters as they stand in the address, without a question mark."""
        return urlencode(self._given)

    @property
    def organisation(self) -> str:
        """The name of the organisation asked for, if one is."""
        return self.organisations.get(self.view.organisation or "", "")

    @cached_property
    def contradicting(self) -> list[Subject]:
        """The texts whose rules contradict each other; then nothing can be told."""
        return [each for each in (self.old, self.new) if each.text.contradictions]

    @property
    def is_same(self) -> bool:
        """Whether a text is compared with itself."""
        return self.old.title == self.new.title

    @cached_property
    def all_changes(self) -> tuple[Change, ...]:
        """Every changed case on the day looked at."""
        return self._on(self.view.day)

    @cached_property
    def network(self) -> Network:
        """Who provides what where, by both texts."""
        return network_of(self.old, self.new, self.view.day)

    @cached_property
    def touches(self) -> dict[int, Touch]:
        """What changes mean for the organisation asked for, by the identity of the change."""
        asked = self.view.organisation
        if asked is None:
            return {}
        network = self.network
        found = touches(
            self._here(self.all_changes),
            network.reach_before.get(asked, {}),
            network.reach_after.get(asked, {}),
        )
        return {id(touch.change): touch for touch in found}

    @cached_property
    def changes(self) -> list[Change]:
        """The changed cases that touch what is selected."""
        found = self._here(self.all_changes)
        if self.view.organisation is None:
            return list(found)
        return [change for change in found if id(change) in self.touches]

    @property
    def elsewhere(self) -> int:
        """How many changes the selection leaves out."""
        return len(self.all_changes) - len(self.changes)

    @cached_property
    def groups(self) -> list[ChangeGroup]:
        """The changes by who leads before and after, the largest first."""
        together: dict[tuple[str, str], list[ChangeRow]] = {}
        for change in self.changes:
            key = leading(change.before, self.old.words), leading(change.after, self.new.words)
            together.setdefault(key, []).append(self._row(change))
        return [ChangeGroup(*key, tuple(rows)) for key, rows in together.items()]

    @cached_property
    def providers(self) -> list[ProviderRow]:
        """Where others provide a service than before, as far as it touches what is selected."""
        rows = [
            ProviderRow(
                service=self.new.words.services.get(change.service, change.service),
                places=places(change.municipalities, self.new.words),
                before=self._named(change.before),
                after=self._named(change.after),
            )
            for change in self.network.provider_changes
            if self._is_asked(change)
        ]
        return sorted(rows, key=lambda row: (row.service, row.places))

    @cached_property
    def later(self) -> list[LaterRow]:
        """The days after the one looked at on which more cases change, or others."""
        rules = (*self.old.text.rules, *self.new.text.rules)
        known = {_identity(change) for change in self.all_changes}
        found = []
        for day in days_to_check(rules, self.view.day, self.new.last_day)[1:]:
            new = [one for one in self._on(day) if _identity(one) not in known]
            known.update(_identity(change) for change in new)
            if shown := tuple(self._sentence(change) for change in self._here(new)):
                query = urlencode({**self._given, "tag": day.isoformat()})
                found.append(LaterRow(day, shown, query))
        return found

    def _on(self, day: date) -> tuple[Change, ...]:
        return changes_between(self.old.text.rules, self.new.text.rules, day, self.new.rules.sets)

    def _here(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        place = self.view.municipality
        return in_municipality(changes, place) if place else tuple(changes)

    def _row(self, change: Change) -> ChangeRow:
        return ChangeRow(
            words=whom(change, self.new.words),
            before=self._reasons_before.of(change.before),
            after=self._reasons_after.of(change.after),
            effects=tuple(self._effects(self.touches.get(id(change)))),
        )

    @cached_property
    def _reasons_before(self) -> Reasons:
        return Reasons(self.old.text, self.old.words)

    @cached_property
    def _reasons_after(self) -> Reasons:
        return Reasons(self.new.text, self.new.words)

    def _effects(self, touch: Touch | None) -> Iterable[str]:
        if touch and touch.losing:
            yield _("gibt ab")
        if touch and touch.gaining:
            yield _("übernimmt")

    def _sentence(self, change: Change) -> str:
        before = leading(change.before, self.old.words)
        after = leading(change.after, self.new.words)
        return f"{whom(change, self.new.words)}: {before} → {after}"

    def _named(self, organisations: Iterable[str]) -> str:
        gone = _("eine Organisation, die nicht mehr im Portal steht")
        names = dict.fromkeys(self.organisations.get(uuid, gone) for uuid in organisations)
        return joined(list(names), _("und")) or _("wird nicht genannt")

    def _is_asked(self, change: ProviderChange) -> bool:
        place, organisation = self.view.municipality, self.view.organisation
        here = place is None or place in change.municipalities
        return here and organisation in (None, *change.before, *change.after)


def _identity(change: Change) -> tuple[object, ...]:
    services = (
        tuple(one.service for one in answer.leads) for answer in (change.before, change.after)
    )
    return (change.when, change.parents, *services)
