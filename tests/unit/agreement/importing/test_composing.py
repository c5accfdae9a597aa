"""From an imported text to what pages store."""

from uuid import UUID

from agreement.identity import is_uid
from agreement.importing.composing import KnownSection, plan_sections, uids_of
from agreement.importing.draft import NEW
from agreement.importing.identifiers import clause_uid, rule_uid
from agreement.importing.imported import ImportedText
from agreement.importing.json_reading import read_json
from tests.factories import agreement as texts
from tests.factories.imports import Data, as_json, clause, section, text

AGREEMENT = UUID("11111111-1111-4111-8111-111111111111")
CLAUSE = "7c2c8f0e-5a4e-4d52-9f4b-0a6b1d1f3f10"
RULE = {"mode": "leads", "service": "jmd", "overrides": ["b"], "when": {"ages": [12, 26]}}


def read(*sections: Data) -> ImportedText:
    return read_json(as_json(text(*sections))).text


def all_new(found: ImportedText) -> list[str]:
    answers = [[NEW] * len(each.clauses) for each in found.sections]
    return uids_of(found, answers, AGREEMENT)


def test_a_name_is_always_the_same_uid_within_an_agreement_and_another_in_another() -> None:
    assert clause_uid("art-1", AGREEMENT) == clause_uid("art-1", AGREEMENT)
    assert is_uid(clause_uid("art-1", AGREEMENT))
    assert clause_uid("art-1", AGREEMENT) != clause_uid("art-2", AGREEMENT)
    assert clause_uid("art-1", AGREEMENT) != clause_uid("art-1", UUID(CLAUSE))


def test_a_uuid_stays_itself_in_its_one_written_form() -> None:
    assert clause_uid(CLAUSE.upper(), AGREEMENT) == CLAUSE
    assert rule_uid(CLAUSE.upper(), CLAUSE) == CLAUSE
    assert is_uid(rule_uid("1", CLAUSE))


def test_references_and_precedence_follow_the_names_of_the_file() -> None:
    runs = [{"text": "nach § 2", "clause": "b"}]
    blocks = [{"kind": "paragraph", "runs": runs}]
    found = read(section(clause("a", blocks, rules=[RULE]), clause("b", rules=[])))
    a, b = all_new(found)
    (planned,) = plan_sections(found, [a, b], [], AGREEMENT)
    first = planned.clauses[0]
    assert f'uid="{b}"' in first["value"]["text"]
    (rule,) = first["value"]["rules"]
    assert rule["value"]["overrides"] == [b]
    assert (rule["value"]["age_from"], rule["value"]["age_to"]) == (12, 26)


def test_references_follow_a_clause_to_whatever_it_is_matched_with() -> None:
    runs = [{"text": "§ 2", "clause": "b"}]
    found = read(section(clause("a", [{"kind": "paragraph", "runs": runs}]), clause("b")))
    uids = uids_of(found, [[NEW, CLAUSE]], AGREEMENT)
    (planned,) = plan_sections(found, uids, [], AGREEMENT)
    assert f'uid="{CLAUSE}"' in planned.clauses[0]["value"]["text"]


def test_a_known_clause_keeps_what_the_file_does_not_speak_of() -> None:
    stored = texts.clause(
        texts.rule(), uid=CLAUSE, plain="Leicht.", change="editorial", claim="yes"
    )
    known = [KnownSection(7, "general", "Alt", "Kurz.", [stored])]
    found = read(section(clause(CLAUSE, "Neuer Text."), title="Neu"))
    (planned,) = plan_sections(found, [CLAUSE], known, AGREEMENT)
    assert (planned.page, planned.title, planned.summary) == (7, "Neu", "Kurz.")
    value = planned.clauses[0]["value"]
    assert (value["plain"], value["rules"]) == ("Leicht.", stored["value"]["rules"])
    assert (value["text"], value["change"]) == ("<p>Neuer Text.</p>", "substantial")


def test_what_says_the_same_is_stored_as_it_was_to_the_letter() -> None:
    stored = texts.clause(uid=CLAUSE, heading="H", text='<p data-block-key="x">Gleich.</p>')
    known = [KnownSection(7, "general", "Ziele", "", [stored])]
    data = {**clause(CLAUSE, "Gleich."), "heading": "H"}
    (planned,) = plan_sections(read(section(data)), [CLAUSE], known, AGREEMENT)
    assert planned.clauses == (stored,)


def test_rules_that_are_said_to_be_none_go() -> None:
    stored = texts.clause(texts.rule(), uid=CLAUSE)
    known = [KnownSection(7, "general", "Ziele", "", [stored])]
    (planned,) = plan_sections(read(section(clause(CLAUSE, rules=[]))), [CLAUSE], known, AGREEMENT)
    assert planned.clauses[0]["value"]["rules"] == []


def test_sections_find_their_pages_by_title_then_by_clauses_and_never_of_another_kind() -> None:
    one, two, three = (texts.clause() for _ in range(3))
    known = [
        KnownSection(1, "general", "Eins", "", [one]),
        KnownSection(2, "general", "Zwei", "", [two]),
        KnownSection(3, "mbe", "Drei", "", [three]),
    ]
    found = read(
        section(clause(two["id"]), title="Umbenannt"),
        section(clause("neu"), title="eins"),
        section(clause(three["id"]), title="Drei"),
    )
    planned = plan_sections(found, all_new(found), known, AGREEMENT)
    assert [each.page for each in planned] == [2, 1, None]
