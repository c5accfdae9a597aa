"""What visitors read of an agreement whose text its partners do not publish."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agreement import reading
from agreement.enums import TextAudience
from agreement.models.sealed import Agreement, AgreementVersion
from directory.audience import is_in_network
from portal.core.languages import localized_path
from portal.core.visibility import Viewer


@dataclass(frozen=True)
class PlainSentence:
    """A clause without its wording: number, plain sentence, and its address for ever."""

    number: str
    plain: str
    url: str


@dataclass(frozen=True)
class PlainVersion:
    """The version in force, as far as visitors may know it."""

    version: AgreementVersion
    sentences: tuple[PlainSentence, ...]

    def sentence(self, uid: str) -> PlainSentence | None:
        """Return the sentence of a clause; None for one that this version lacks."""
        return next((one for one in self.sentences if one.url.endswith(f"/k/{uid}/")), None)


def plain_version(agreement: Agreement, who: Viewer, day: date) -> PlainVersion | None:
    """Return the version in force on a day without its wording.

    None where the reader may read the wording, and where no version is in force.
    """
    if agreement.audience == TextAudience.ALL or is_in_network(who):
        return None
    version = reading.version_in_force(day, agreement.slug)
    return PlainVersion(version, tuple(_sentences(version, agreement))) if version else None


def _sentences(version: AgreementVersion, agreement: Agreement) -> Iterator[PlainSentence]:
    base = f"/{agreement.slug}/k/"
    for _section, clause in reading.text_of(version).clauses():
        yield PlainSentence(clause.number, clause.plain, localized_path(f"{base}{clause.uid}/"))
