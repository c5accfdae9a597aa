"""The three lists of terms: kinds of advice, kinds of organisations, municipalities."""

from dataclasses import dataclass
from uuid import UUID

from directory.open_data.facts import PublicService, PublicTown
from directory.open_data.hsds.base import Attribute, Taxonomy, TaxonomyTerm
from directory.open_data.hsds.ids import made_of, taxonomy_id, term_id

SERVICES, KINDS, TOWNS = "Dienste", "Arten von Organisationen", "Gemeinden"
_DESCRIPTIONS = {
    SERVICES: "Arten der Beratung, mit ihren Kürzeln.",
    KINDS: "Was eine Organisation ist.",
    TOWNS: "Die Gemeinden des Landkreises Karlsruhe, mit ihren amtlichen Schlüsseln.",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term before it is one of the standard's."""

    taxonomy: str
    code: str
    name: str
    description: str

    @property
    def id(self) -> UUID:
        """Its identifier."""
        return term_id(self.taxonomy, self.code)


def taxonomies() -> list[Taxonomy]:
    """Return all taxonomies."""
    return [
        Taxonomy(id=taxonomy_id(name), name=name, description=text)
        for name, text in _DESCRIPTIONS.items()
    ]


def service_term(service: PublicService) -> Term:
    """Return the term of a kind of advice."""
    return Term(SERVICES, service.code, service.name, service.description or service.name)


def kind_term(code: str, name: str) -> Term:
    """Return the term of a kind of organisation."""
    return Term(KINDS, code, name, name)


def town_term(town: PublicTown) -> Term:
    """Return the term of a municipality."""
    return Term(TOWNS, town.ags, town.name, f"{town.name}, Gemeinde {town.ags}")


def hsds_term(term: Term) -> TaxonomyTerm:
    """Return a term as the standard has it."""
    return TaxonomyTerm(
        id=term.id,
        code=term.code,
        name=term.name,
        description=term.description,
        taxonomy=term.taxonomy,
        taxonomy_id=taxonomy_id(term.taxonomy),
        language="de",
    )


def attribute(term: Term, entity: str, of: UUID) -> Attribute:
    """Return the link that says that a term applies to an object of a kind (`entity`)."""
    return Attribute(
        id=made_of("attribute", entity, of, term.id),
        link_id=of,
        link_entity=entity,
        taxonomy_term_id=term.id,
        taxonomy_term=hsds_term(term),
    )
