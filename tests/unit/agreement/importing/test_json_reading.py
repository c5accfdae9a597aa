"""The documented JSON: what is read, and how everything that is wrong is named with its place."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.importing.imported import ImportRefused, SectionKind, from_data, to_data
from agreement.importing.json_reading import read_json
from agreement.responsibility.facts import Ages
from agreement.responsibility.rules import Mode
from agreement.text.runs import plain_text
from tests.factories.imports import as_json, clause, section, text

RULE = {
    "mode": "leads",
    "service": "jmd",
    "when": {"ages": [12, 26], "statuses": ["duldung"]},
    "valid_from": "2024-01-01",
    "overrides": ["b"],
}


def refusal(data: Any) -> str:
    """Return what is said of data that is refused."""
    content = data if isinstance(data, bytes) else as_json(data)
    with pytest.raises(ImportRefused) as refused:
        read_json(content)
    return "\n".join(str(problem) for problem in refused.value.problems)


def test_a_whole_version_is_read() -> None:
    data = text(
        section(clause("a", "Eins.\nZwei.", rules=[RULE], plain="Leicht.", binding=False)),
        section(title="Anlage", kind="annex", summary="Kurz."),
        reference="AZ 1",
        in_force="2024-05-31",
        parties=[{"name": "Haus Beispiel", "role": "Träger", "signatory": "Vorstand"}],
    )
    read = read_json(as_json(data)).text
    assert (read.title, read.reference) == ("Rahmenvereinbarung (Beispiel)", "AZ 1")
    assert read.in_force == date(2024, 5, 31)
    assert read.parties
    assert read.parties[0].signatory == "Vorstand"
    first, annex = read.sections
    assert (annex.kind, annex.summary, annex.clauses) == (SectionKind.ANNEX, "Kurz.", ())
    (one,) = first.clauses
    assert (one.uid, one.heading, one.plain) == ("a", "Überschrift a", "Leicht.")
    assert plain_text(one.text) == "Eins.\nZwei."
    assert one.is_binding is False
    assert one.rules
    (rule,) = one.rules
    assert (rule.mode, rule.service, rule.when.ages) == (Mode.LEADS, "jmd", Ages(12, 26))
    assert rule.overrides == {"b"}


def test_what_the_file_does_not_speak_of_stays_open() -> None:
    (one,) = read_json(as_json(text())).text.sections[0].clauses
    assert (one.rules, one.plain, one.is_binding) == (None, None, None)
    assert read_json(as_json(text())).text.parties is None


def test_text_may_come_as_blocks_with_bold_and_references() -> None:
    runs = [{"text": "Siehe ", "bold": True}, {"text": "§ 2", "clause": "b"}]
    data = text(section(clause("a", [{"kind": "paragraph", "runs": runs}])))
    (block,) = read_json(as_json(data)).text.sections[0].clauses[0].text
    assert [(run.text, run.bold, run.clause) for run in block.runs] == [
        ("Siehe ", True, ""),
        ("§ 2", False, "b"),
    ]


def test_names_that_the_format_does_not_have_are_named() -> None:
    (remark,) = read_json(as_json(text(section(clause("a", nummer=3)), version=7))).remarks
    assert "„nummer“, „version“" in remark


def test_a_byte_order_mark_is_no_problem() -> None:
    assert read_json(b"\xef\xbb\xbf" + as_json(text())).text.title


def test_soft_hyphens_go_with_a_remark_and_other_hidden_characters_are_a_problem() -> None:
    read = read_json(as_json(text(section(clause("a", "Bera\u00adtung")))))
    assert plain_text(read.text.sections[0].clauses[0].text) == "Beratung"
    assert "1 Zeichen" in read.remarks[0]
    said = refusal(text(section(clause("a", "gut \u202e böse"))))
    assert "Abschnitt 1 „Ziele“, Klausel 1 (uid „a“)" in said
    assert "RIGHT-TO-LEFT OVERRIDE" in said


@pytest.mark.parametrize("key", ["plain", "heading", "uid", "text"])
@pytest.mark.parametrize("sign", ["\\u0000", "\\ud800", "\\u202e"])
def test_no_character_that_a_database_or_a_reader_stumbles_over_gets_in(
    key: str, sign: str
) -> None:
    data = text(section({**clause("a"), key: "gut SIGN gut"}))
    said = refusal(as_json(data).replace(b"SIGN", sign.encode()))
    assert f"„{key}“ enthält ein" in said


def test_every_problem_is_named_at_once_with_its_place() -> None:
    said = refusal(
        {
            "title": 5,
            "in_force": "31.05.2024",
            "sections": [
                section(clause("a", ""), clause("b", "x", rules=[{"mode": "rules"}])),
                {"type": "law", "title": "", "clauses": "keine"},
                7,
            ],
        }
    )
    assert "Vereinbarung: „title“ muss ein Text sein" in said
    assert "Vereinbarung: „in_force“ ist kein Datum" in said
    assert "Abschnitt 1 „Ziele“, Klausel 1 (uid „a“): Die Klausel hat keinen Text" in said
    assert "Klausel 2 (uid „b“), Regel 1: „mode“ kann nicht „rules“ sein" in said
    assert "Abschnitt 2: „type“ kann nicht „law“ sein. Möglich sind: general, mbe" in said
    assert "Abschnitt 2: „clauses“ muss eine Liste sein" in said
    assert "Abschnitt 3: „Abschnitt“ muss ein Objekt" in said


def test_a_doubled_uid_names_both_places_whatever_the_case_of_a_uuid() -> None:
    said = refusal(text(section(clause("a"), clause("b")), section(clause("a"), title="Zwei")))
    assert "Abschnitt 2 „Zwei“, Klausel 1: Die uid „a“ hat schon eine andere Klausel" in said
    assert "Abschnitt 1 „Ziele“, Klausel 1." in said
    uuid = "7c2c8f0e-5a4e-4d52-9f4b-0a6b1d1f3f10"
    assert "hat schon" in refusal(text(section(clause(uuid), clause(uuid.upper()))))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"[" * 10_000, "zu tief verschachtelt"),
        (b'{"a":' * 10_000, "zu tief verschachtelt"),
        (b'{"title": 1.5}', "„1.5“ ist keine ganze Zahl"),
        (b'{"title": NaN}', "„NaN“ ist keine ganze Zahl"),
        (b'{"title": "a", "title": "b"}', "„title“ steht zweimal"),
        (b'{"title": "a",}', "Zeile 1"),
        (b"{", "lässt sich nicht als JSON lesen"),
        (b"\xff\xfe\x00", "lässt sich nicht als JSON lesen"),
        (b"1" * 6_000, "lässt sich nicht als JSON lesen"),
        (b"[]", "muss ein Objekt"),
        (b'{"title": "\\ud800", "sections": []}', "beschädigtes Zeichen"),
        (b'{"title": "a", "sections": []}', "hat keinen Abschnitt"),
        (b" " * (50 * 1024 * 1024), "größer als 10 MB"),
    ],
    ids=lambda value: str(value[:20]),
)
def test_what_is_no_agreement_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    assert sentence in refusal(content)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"service": None}, "Es fehlt „service“"),
        ({"mode": "parents"}, "Wenn das Alter der Eltern entscheidet"),
        ({"when": {"ages": [26, 12]}}, "„ages“ braucht zwei ganze Zahlen"),
        ({"when": {"ages": [True, 12]}}, "„ages“ braucht zwei ganze Zahlen"),
        ({"when": {"ages": ["12", "26"]}}, "„ages“ braucht zwei ganze Zahlen"),
        ({"when": {"statuses": "duldung"}}, "„statuses“ muss eine Liste sein"),
        ({"when": []}, "„when“ muss ein Objekt"),
        ({"valid_until": "2020-01-01"}, "„valid_until“ liegt vor „valid_from“"),
        ({"valid_until": 2020}, "„valid_until“ ist kein Datum"),
        ({"valid_until": "20200101"}, "„valid_until“ ist kein Datum"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(change: dict[str, Any], sentence: str) -> None:
    data = text(section(clause("a", rules=[{**RULE, **change}])))
    said = refusal(data)
    assert sentence in said
    assert "Regel 1" in said


NAMES = st.text("abcÄß§-. 1", min_size=1, max_size=12).map(lambda t: f"n{' '.join(t.split())}")
LINES = st.lists(NAMES, min_size=1, max_size=4).map("\n".join)
RULES = st.fixed_dictionaries(
    {"mode": st.sampled_from(["leads", "supports", "refers", "not"]), "service": NAMES},
    optional={
        "when": st.fixed_dictionaries(
            {}, optional={"ages": st.just([12, 26]), "topics": st.lists(NAMES, max_size=2)}
        ),
        "valid_from": st.dates().map(date.isoformat),
    },
)
CLAUSES = st.fixed_dictionaries(
    {"heading": NAMES, "text": LINES},
    optional={"rules": st.lists(RULES, max_size=2), "plain": NAMES, "binding": st.booleans()},
)
TEXTS = st.fixed_dictionaries(
    {
        "title": NAMES,
        "sections": st.lists(
            st.fixed_dictionaries(
                {
                    "type": st.sampled_from(SectionKind).map(str),
                    "title": NAMES,
                    "clauses": st.lists(CLAUSES, max_size=3),
                }
            ),
            min_size=1,
            max_size=3,
        ),
    },
    optional={"reference": NAMES, "in_force": st.dates().map(date.isoformat)},
)


@given(TEXTS)
def test_what_is_read_can_be_kept_and_read_again(data: dict[str, Any]) -> None:
    read = read_json(as_json(data)).text
    assert from_data(json.loads(json.dumps(to_data(read)))) == read
    assert [section["title"].strip() for section in data["sections"]] == [
        section.title for section in read.sections
    ]
    for given_section, section_read in zip(data["sections"], read.sections, strict=True):
        for one, clause_read in zip(given_section["clauses"], section_read.clauses, strict=True):
            assert plain_text(clause_read.text).split() == one["text"].split()


NAMES_OF_THE_FORMAT = (
    *("title", "sections", "type", "clauses", "uid", "heading", "text", "rules", "mode"),
    *("when", "ages", "runs", "kind", "parties", "name"),
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(NAMES_OF_THE_FORMAT), inner, max_size=4)
    ),
    max_leaves=15,
)


def problems(data: Any) -> list[str]:
    """Return the sentences about data; none if it is an agreement."""
    try:
        read_json(json.dumps(data).encode())
    except ImportRefused as refused:
        return [problem.sentence for problem in refused.problems]
    return []


@given(ANYTHING)
def test_no_json_whatsoever_fails_unsaid(data: Any) -> None:
    said = problems(data)
    is_whole = isinstance(data, dict) and {"title", "sections"} <= data.keys()
    assert all(said)
    assert said or is_whole
