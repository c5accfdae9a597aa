"""The frozen text of a round, clause by clause, as those who comment read it."""

from collections.abc import Mapping
from functools import cached_property

from django.utils.translation import gettext as _

from agreement.consultation.proposing import as_read
from agreement.consultation.rounds import text_of_round
from agreement.models.consultation import Consultation
from agreement.snapshot import ClauseSnapshot, SectionSnapshot, Snapshot
from agreement.text.runs import TextBlock


class RoundText:
    """What a consultation is about; looks up its text when it is first needed."""

    def __init__(self, consultation: Consultation) -> None:
        self.consultation = consultation

    @cached_property
    def snapshot(self) -> Snapshot:
        """The frozen text."""
        return text_of_round(self.consultation.freeze)

    @cached_property
    def places(self) -> Mapping[str, tuple[SectionSnapshot, ClauseSnapshot]]:
        """Every clause of the round with its section, by uid."""
        return {clause.uid: (section, clause) for section, clause in self.snapshot.clauses()}

    def number_of(self, uid: str) -> str:
        """Return the number of a clause in this round, as its text says it."""
        place = self.places.get(uid)
        return place[1].number if place else _("(Verweis ins Leere)")

    def wording(self, uid: str) -> tuple[TextBlock, ...]:
        """Return the wording of a clause as it is read; raises KeyError for one not there."""
        return as_read(self.places[uid][1].text, self.number_of)
