"""The world of cases, cut into cells that nothing under study can tell apart.

Several layers (the rules of a version, those of another, what is accepted) share one row of
bits. Every value of every fact has the mask of the bits that allow it; values that agree in the
bits that matter form a group, and a box is a set of groups on every axis.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from agreement.responsibility.compiled import Compiled, age_masks, bits, masks_of
from agreement.responsibility.facts import (
    AGE_MAX,
    AGE_MIN,
    POSSIBLE_PARENTS,
    SET_DIMENSIONS,
    Ages,
    Dimension,
)
from agreement.responsibility.rules import Condition

# Facts with few values first, so that much is shared before places and topics multiply it.
# What a status says about the arrival needs these two beside each other.
AXES = (
    Dimension.AGE,
    Dimension.PERIOD,
    Dimension.ACCOMMODATION,
    Dimension.STATUS,
    Dimension.ARRIVAL,
    Dimension.MUNICIPALITY,
    Dimension.TOPIC,
    Dimension.PARENT_AGE,
)
_AGE, _STATUS, _ARRIVAL, _PARENTS = (
    AXES.index(one)
    for one in (Dimension.AGE, Dimension.STATUS, Dimension.ARRIVAL, Dimension.PARENT_AGE)
)
_SETS = [(axis, one) for axis, one in enumerate(AXES) if one in SET_DIMENSIONS]

Box = tuple[int, ...]
"""For every axis the groups that are meant, as bits."""

AgeMasks = Sequence[tuple[Ages, int]]


@dataclass(frozen=True, slots=True)
class Layer:
    """Conditions as bits: `unconditional` are those that do not ask for a fact."""

    width: int
    values: Mapping[Dimension, Mapping[str, int]]
    unconditional: Mapping[Dimension, int]
    ages: AgeMasks
    parents: AgeMasks


def rules_layer(compiled: Compiled) -> Layer:
    """The rules of a day; the parents' age is asked for as the own age is."""
    return Layer(
        width=len(compiled.rules),
        values=compiled.values,
        unconditional=_unconditional([rule.when for rule in compiled.rules]),
        ages=compiled.ages,
        parents=compiled.ages,
    )


def conditions_layer(
    conditions: Sequence[Condition],
    parents: Sequence[Ages | None],
    codes: Mapping[Dimension, Iterable[str]],
) -> Layer:
    """Conditions of something else, each with the ages of the parents it is for."""
    return Layer(
        width=len(conditions),
        values={one: masks_of(conditions, one, codes[one]) for one in SET_DIMENSIONS},
        unconditional=_unconditional(conditions),
        ages=age_masks([when.ages for when in conditions]),
        parents=age_masks(parents),
    )


def _unconditional(conditions: Sequence[Condition]) -> dict[Dimension, int]:
    return {
        one: sum(1 << i for i, when in enumerate(conditions) if not when.allowed(one))
        for one in SET_DIMENSIONS
    }


@dataclass(frozen=True, slots=True)
class Group:
    """Values that agree in what matters (`mask`).

    `parts` are their full masks, each once. A group of codes has no `ages`; a group of ages no
    `codes`. `size` counts codes or years. `arrival` is the group of the arrivals that a status
    implies, None if it leaves it open.
    """

    mask: int
    parts: tuple[int, ...]
    codes: tuple[str, ...] = ()
    ages: Ages = POSSIBLE_PARENTS
    size: int = 1
    arrival: int | None = None


class Grid:
    """Groups of values on AXES; `relevant` are the bits that matter.

    `arrivals` says as what people of a status came: other combinations are no cases.
    """

    def __init__(self, layers: Sequence[Layer], relevant: int, arrivals: Mapping[str, str]) -> None:
        self._relevant = relevant
        self._everything = (1 << sum(layer.width for layer in layers)) - 1
        self.values = {one: _joined(layers, one) for one in SET_DIMENSIONS}
        self._implied = {
            status: one for status, one in arrivals.items() if one in self.values[Dimension.ARRIVAL]
        }
        by_axis = {one: self._set_groups(self.values[one], {}) for one in SET_DIMENSIONS}
        place = {
            code: number
            for number, group in enumerate(by_axis[Dimension.ARRIVAL])
            for code in group.codes
        }
        implied = {status: place[one] for status, one in self._implied.items()}
        by_axis[Dimension.STATUS] = self._set_groups(self.values[Dimension.STATUS], implied)
        by_axis[Dimension.AGE] = self._age_groups([layer.ages for layer in layers], layers)
        by_axis[Dimension.PARENT_AGE] = self._age_groups(
            [layer.parents for layer in layers], layers, POSSIBLE_PARENTS
        )
        self.axes = tuple(by_axis[one] for one in AXES)
        self._codes: dict[tuple[int, int], frozenset[str]] = {}
        self._sizes: dict[tuple[int, int], int] = {}
        self.whole: Box = tuple((1 << len(groups)) - 1 for groups in self.axes)

    def _set_groups(
        self, masks: Mapping[str, int], implied: Mapping[str, int]
    ) -> tuple[Group, ...]:
        """The values of a set in groups; a set without values has one that asks for nothing."""
        together: dict[tuple[int, int | None], list[str]] = {}
        for code, mask in masks.items():
            together.setdefault((mask & self._relevant, implied.get(code)), []).append(code)
        return tuple(
            Group(
                mask=mask,
                parts=tuple(dict.fromkeys(masks[code] for code in codes)),
                codes=tuple(code for code in codes if code),
                size=len(codes),
                arrival=arrival,
            )
            for (mask, arrival), codes in together.items()
        )

    def _age_groups(
        self, by_layer: Sequence[AgeMasks], layers: Sequence[Layer], within: Ages | None = None
    ) -> tuple[Group, ...]:
        groups: list[Group] = []
        for ages, full in _ages_joined(by_layer, layers):
            shared = ages.shared_with(within) if within else ages
            if shared is None:
                continue
            mask = full & self._relevant
            if groups and groups[-1].mask == mask:
                last = groups.pop()
                shared = Ages(last.ages.low, shared.high)
                parts = tuple(dict.fromkeys((*last.parts, full)))
                groups.append(Group(mask, parts, ages=shared, size=shared.years))
            else:
                groups.append(Group(mask, (full,), ages=shared, size=shared.years))
        return tuple(groups)

    def condition(self, box: Box) -> tuple[Condition, Ages | None]:
        """A box whose ages lie side by side in words, and the ages of the parents."""
        sets = {one: self._codes_in(axis, box[axis]) for axis, one in _SETS}
        when = Condition(
            ages=self._ages_in(_AGE, box[_AGE]),
            statuses=sets[Dimension.STATUS],
            accommodations=sets[Dimension.ACCOMMODATION],
            arrivals=sets[Dimension.ARRIVAL],
            municipalities=sets[Dimension.MUNICIPALITY],
            topics=sets[Dimension.TOPIC],
            periods=sets[Dimension.PERIOD],
        )
        return when, self._ages_in(_PARENTS, box[_PARENTS])

    def _codes_in(self, axis: int, chosen: int) -> frozenset[str]:
        known = self._codes.get((axis, chosen))
        if known is None:
            meant = () if chosen == self.whole[axis] else bits(chosen)
            known = frozenset(code for i in meant for code in self.axes[axis][i].codes)
            self._codes[axis, chosen] = known
        return known

    def _ages_in(self, axis: int, chosen: int) -> Ages | None:
        if chosen == self.whole[axis]:
            return None
        meant = [self.axes[axis][i].ages for i in bits(chosen)]
        return Ages(meant[0].low, meant[-1].high)

    def cells(self, box: Box) -> int:
        """How many possible combinations of an age in years and codes lie in a box."""
        count = 1
        for axis, chosen in enumerate(box):
            if axis not in (_STATUS, _ARRIVAL, _PARENTS):
                count *= self._size(axis, chosen)
        return count * sum(
            self.axes[_STATUS][i].size * self._arrivals(i, box[_ARRIVAL])
            for i in bits(box[_STATUS])
        )

    def _arrivals(self, status: int, chosen: int) -> int:
        implied = self.axes[_STATUS][status].arrival
        return self._size(_ARRIVAL, chosen) if implied is None else chosen >> implied & 1

    def _size(self, axis: int, chosen: int) -> int:
        """How many codes or years these groups have together."""
        known = self._sizes.get((axis, chosen))
        if known is None:
            known = sum(self.axes[axis][i].size for i in bits(chosen))
            self._sizes[axis, chosen] = known
        return known

    def masks(self, box: Box, looks_to_parents: int) -> set[tuple[int, int]]:
        """The full masks that occur in a box: for the own age, and for the parents' age.

        The latter is 0 where none of the bits `looks_to_parents` asks for it.
        """
        statuses = self._statuses_with_arrivals(box[_STATUS], box[_ARRIVAL])
        other_sets = (
            self._union(axis, chosen)
            for axis, chosen in enumerate(box)
            if axis not in (_AGE, _STATUS, _ARRIVAL, _PARENTS)
        )
        bases = self.folded([statuses, *other_sets])
        return self.aged(bases, box[_AGE], box[_PARENTS], looks_to_parents)

    def folded(self, sets: Iterable[Collection[int]]) -> set[int]:
        """Every mask that one value of each set comes to together."""
        masks = {self._everything}
        for parts in sets:
            masks = {mask & part for mask in masks for part in parts}
        return masks

    def aged(
        self, bases: Iterable[int], ages: int, parents: int, looks_to_parents: int
    ) -> set[tuple[int, int]]:
        """The full masks (see `masks`) of known facts for groups of ages and parents' ages."""
        own_parts, parent_parts = self._union(_AGE, ages), self._union(_PARENTS, parents)
        found: set[tuple[int, int]] = set()
        for base in bases:
            for part in own_parts:
                own = base & part
                if own & looks_to_parents:
                    found.update((own, base & other) for other in parent_parts)
                else:
                    found.add((own, 0))
        return found

    def arrival_masks(self, status: str, arrival: str | None) -> Collection[int]:
        """The masks of the arrivals that people of a status can have had, if one is given."""
        implied = self._implied.get(status)
        if implied and arrival and implied != arrival:
            return ()
        one = implied or arrival
        masks = self.values[Dimension.ARRIVAL]
        return (masks[one],) if one else set(masks.values())

    def age_groups(self) -> tuple[Ages, ...]:
        """All ages, split where something that matters begins or ends."""
        return tuple(group.ages for group in self.axes[_AGE])

    def _statuses_with_arrivals(self, statuses: int, arrivals: int) -> set[int]:
        found = set()
        for i in bits(statuses):
            group = self.axes[_STATUS][i]
            possible = arrivals if group.arrival is None else arrivals & 1 << group.arrival
            others = self._union(_ARRIVAL, possible)
            found |= {part & other for part in group.parts for other in others}
        return found

    def _union(self, axis: int, chosen: int) -> set[int]:
        return set(chain.from_iterable(self.axes[axis][i].parts for i in bits(chosen)))


def _joined(layers: Sequence[Layer], dimension: Dimension) -> dict[str, int]:
    """The masks of the codes over all layers; raises ValueError if they know others."""
    codes = list(layers[0].values[dimension])
    if any(set(layer.values[dimension]) != set(codes) for layer in layers):
        raise ValueError(f"The closed sets of {dimension} differ.")
    if not codes:
        return {"": _row([(one.unconditional[dimension], one.width) for one in layers])}
    return {
        code: _row([(one.values[dimension][code], one.width) for one in layers]) for code in codes
    }


def _row(masks: Iterable[tuple[int, int]]) -> int:
    """The masks of layers in one row of bits, the first layer lowest."""
    row = shift = 0
    for mask, width in masks:
        row |= mask << shift
        shift += width
    return row


def _ages_joined(
    by_layer: Sequence[AgeMasks], layers: Sequence[Layer]
) -> Iterator[tuple[Ages, int]]:
    lows = sorted({group.low for masks in by_layer for group, _ in masks} | {AGE_MIN})
    highs = [*(low - 1 for low in lows[1:]), AGE_MAX]
    for low, high in zip(lows, highs, strict=True):
        at = [next(m for group, m in masks if group.high >= low) for masks in by_layer]
        yield Ages(low, high), _row(zip(at, (one.width for one in layers), strict=True))
