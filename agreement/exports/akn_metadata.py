"""The metadata of an Akoma Ntoso file: what it is (FRBR), who made it, and what rules say."""

from collections.abc import Iterator, Mapping

from lxml import etree

from agreement.exports.akn_names import Element, Place, add
from agreement.exports.document import PrintDocument
from agreement.exports.xml_text import legal_xml

OWN = "urn:schnittstellenportal:akn:1"
"""The namespace of what Akoma Ntoso has no words for."""
SOURCE = "#portal"
COUNTRY = "de"
LANGUAGE = "deu"


def metadata(act: Element, document: PrintDocument, where: Mapping[str, Place]) -> None:
    """Add the metadata: the work is the agreement, the expression its version."""
    meta = add(act, "meta")
    _identification(meta, document)
    lifecycle = add(meta, "lifecycle", source=SOURCE)
    for number, (kind, day) in enumerate(_events(document), start=1):
        kinds = {"type": "generation"} if kind == "sealed" else {}
        add(lifecycle, "eventRef", source=SOURCE, date=day, eId=f"event_{number}", **kinds)
    references = add(meta, "references", source=SOURCE)
    _organisation(references, "portal", document.standing.address, "Schnittstellenportal")
    for number, party in enumerate(document.parties, start=1):
        _organisation(references, f"party_{number}", f"urn:uuid:{party.organisation}", party.name)
    _own(meta, document, where)


def _identification(meta: Element, document: PrintDocument) -> None:
    standing = document.standing
    first = standing.first_sealed_on.isoformat()
    sealed = standing.sealed_on.isoformat()
    work = f"/akn/{COUNTRY}/act/agreement/{first}/{document.agreement}"
    expression = f"{work}/{LANGUAGE}@{sealed}"
    identification = add(meta, "identification", source=SOURCE)

    of_work = add(identification, "FRBRWork")
    _names(of_work, work, f"{work}/!main", {"title": document.title})
    add(of_work, "FRBRdate", date=first, name="sealed")
    add(of_work, "FRBRauthor", href=SOURCE)
    add(of_work, "FRBRcountry", value=COUNTRY)
    add(of_work, "FRBRsubtype", value="agreement")
    add(of_work, "FRBRnumber", value=document.reference or document.agreement)
    add(of_work, "FRBRname", value="agreement")

    version = add(identification, "FRBRExpression")
    _names(version, expression, f"{expression}/!main", {"sha256": standing.sha256})
    add(version, "FRBRdate", date=sealed, name="sealed")
    add(version, "FRBRauthor", href=SOURCE)
    add(version, "FRBRversionNumber", value=str(document.number))
    add(version, "FRBRauthoritative", value="false")
    add(version, "FRBRlanguage", language=LANGUAGE)

    file = add(identification, "FRBRManifestation")
    _names(file, f"{expression}.akn", f"{expression}/!main.akn", {})
    add(file, "FRBRdate", date=sealed, name="made")
    add(file, "FRBRauthor", href=SOURCE)
    add(file, "FRBRformat", value="application/akn+xml")


def _names(parent: Element, uri: str, this: str, aliases: Mapping[str, str]) -> None:
    add(parent, "FRBRthis", value=this)
    add(parent, "FRBRuri", value=uri)
    for name, value in aliases.items():
        add(parent, "FRBRalias", name=name, value=value)


def _events(document: PrintDocument) -> Iterator[tuple[str, str]]:
    standing = document.standing
    yield "sealed", standing.sealed_on.isoformat()
    if standing.signed_on:
        yield "signed", standing.signed_on.isoformat()
    if standing.commences_on:
        yield "commencement", standing.commences_on.isoformat()


def _organisation(references: Element, eid: str, href: str, name: str) -> None:
    add(references, "TLCOrganization", eId=eid, href=href, showAs=name)


def _own(meta: Element, document: PrintDocument, where: Mapping[str, Place]) -> None:
    """Say by clause what follows for responsibility, and the same in plain words."""
    proprietary = add(meta, "proprietary", source=SOURCE)
    version = _say(proprietary, "version", number=str(document.number))
    version.set("sha256", document.standing.sha256)
    if document.previous:
        version.set("previous", document.previous)
    for section in document.sections:
        if section.summary:
            _say(proprietary, "summary", section.summary, section=section.slug)
    for _section, clause in document.clauses():
        eid = where[clause.uid].eid
        for sentence in clause.rules:
            _say(proprietary, "rule", sentence, clause=f"#{eid}")
        if clause.plain:
            _say(proprietary, "plain", clause.plain, clause=f"#{eid}")
    for sentence in document.accepted:
        _say(proprietary, "accepted", sentence)
    for sentence in document.lineage:
        _say(proprietary, "lineage", sentence)
    if document.standing.checkpoint:
        _say(proprietary, "checkpoint", document.standing.checkpoint)


def _say(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    element = etree.SubElement(parent, f"{{{OWN}}}{name}", nsmap={"portal": OWN})
    for key, value in attributes.items():
        element.set(key, legal_xml(value))
    if text:
        element.text = legal_xml(text)
    return element
