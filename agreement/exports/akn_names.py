"""What the parts of an Akoma Ntoso file share: elements, their text, and the places of clauses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from agreement.exports.document import PrintDocument
from agreement.exports.xml_text import legal_xml

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
Element = Any
"""An element of lxml, which has no types of its own."""


@dataclass(frozen=True)
class Place:
    """Where a clause stands in this version."""

    eid: str


def places(document: PrintDocument) -> Mapping[str, Place]:
    """Return the eId of every clause by its uid."""
    found: dict[str, Place] = {}
    for number, section in enumerate(document.sections, start=1):
        above = f"{'hcontainer' if section.is_annex else 'sec'}_{number}"
        for position, clause in enumerate(section.clauses, start=1):
            found[clause.uid] = Place(f"{above}__para_{position}")
    return found


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """Add an element of Akoma Ntoso with this text and return it."""
    element = etree.SubElement(parent, f"{{{AKN}}}{name}")
    for key, value in attributes.items():
        element.set(key, legal_xml(value))
    if text:
        element.text = legal_xml(text)
    return element
