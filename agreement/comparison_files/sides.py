"""What a file of a comparison must know beside the comparison itself."""

from dataclasses import dataclass
from datetime import date

from agreement.wording import Words


@dataclass(frozen=True)
class Side:
    """One of the two texts: its name (“Fassung 2”, “Arbeitsfassung”), and what it calls things.

    `words.clauses` are the numbers of the clauses in this text.
    """

    name: str
    words: Words


@dataclass(frozen=True)
class Sides:
    """Both texts as the file names them, the day it is made, and where the page stands."""

    old: Side
    new: Side
    made_on: date
    address: str = ""

    @property
    def title(self) -> str:
        """Both names, as a title."""
        return f"Vergleich: {self.old.name} und {self.new.name}"
