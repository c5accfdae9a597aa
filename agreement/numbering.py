"""Numbers of sections and clauses: computed from their position, never an identity."""

from collections.abc import Iterable


def section_numbers(annexes: Iterable[bool]) -> list[str]:
    """Number sections in their order; each is given as whether it is an annex.

    `[False, False, True]` gives `["§ 1", "§ 2", "Anlage 1"]`: annexes count on their own.
    """
    counts = {False: 0, True: 0}
    numbers = []
    for is_annex in annexes:
        counts[is_annex] += 1
        numbers.append(f"{'Anlage' if is_annex else '§'} {counts[is_annex]}")
    return numbers


def clause_number(section_number: str, position: int) -> str:
    """Return the full number of a section's clause, counted from 1: `§ 3 Abs. 2`."""
    return f"{section_number} Abs. {position}"
