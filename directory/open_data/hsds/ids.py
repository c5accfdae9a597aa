"""Identifiers of what has none of its own: the same thing has the same one for ever."""

from uuid import UUID, uuid5

NAMESPACE = UUID("9c4a2f5e-4a53-5f0e-8a36-6f3f6f3f1f0b")
"""Never to change: every identifier below would."""


def made_of(*parts: object) -> UUID:
    """Return the identifier of what these parts name together."""
    return uuid5(NAMESPACE, "/".join(map(str, parts)))


def service_id(organisation: UUID, code: str) -> UUID:
    """Return the id of a kind of advice at an organisation."""
    return made_of("service", organisation, code)


def service_at_location_id(office: UUID, code: str) -> UUID:
    """Return the id of a kind of advice at an office."""
    return made_of("service-at-location", office, code)


def taxonomy_id(name: str) -> UUID:
    """Return the id of a taxonomy by its name."""
    return made_of("taxonomy", name)


def term_id(taxonomy: str, code: str) -> UUID:
    """Return the id of a term by its taxonomy's name and its code."""
    return made_of("term", taxonomy, code)
