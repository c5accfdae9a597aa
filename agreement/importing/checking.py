"""What keeps a text from being imported, beyond what its file says: every reason with its place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreement import choices
from agreement.blocks import ClausesBlock
from agreement.blocks.choices import choices_remembered
from agreement.identity import Stored, linked_uids
from agreement.importing.composing import PlannedSection
from agreement.importing.imported import (
    ImportedText,
    ImportProblem,
    place_of_clause,
    place_of_section,
)
from agreement.problem_sentences import broken_rule_in_words
from agreement.responsibility.rules import check_rules
from agreement.rules_of_blocks import rule_of
from agreement.text.runs import invisible_characters, plain_text

LONGEST_TITLE = 255

_SETS = {
    "service": choices.service_choices,
    "statuses": choices.status_choices,
    "accommodations": choices.accommodation_choices,
    "arrivals": choices.arrival_choices,
    "periods": choices.period_choices,
    "topics": choices.topic_choices,
    "municipalities": choices.municipality_choices,
}
"""The fields of a rule that choose from a set, and where the set is."""


def text_problems(text: ImportedText) -> list[ImportProblem]:
    """Return what is wrong with a text as somebody corrected it."""
    return [*_of_whole(text), *_of_clauses(text)]


def _of_whole(text: ImportedText) -> Iterator[ImportProblem]:
    if not text.title:
        yield ImportProblem("", _("Die Vereinbarung hat keinen Titel."))
    if not any(section.clauses for section in text.sections):
        yield ImportProblem("", _("Kein Abschnitt hat eine Klausel."))
    for place, section in enumerate(text.sections):
        at = place_of_section(place + 1, section.title)
        if not section.title:
            yield ImportProblem(at, _("Der Abschnitt hat keine Überschrift."), place)
        elif hidden := invisible_characters(section.title):
            yield ImportProblem(at, _hidden(hidden), place)


def _of_clauses(text: ImportedText) -> Iterator[ImportProblem]:
    for place, number, clause in text.clauses():
        at = place_of_clause(place_of_section(place + 1, text.sections[place].title), number + 1)
        wording = plain_text(clause.text)
        if not wording.strip():
            yield ImportProblem(at, _("Die Klausel hat keinen Text."), place, number)
        if len(clause.heading) > LONGEST_TITLE:
            sentence = _("Die Überschrift ist länger als 255 Zeichen.")
            yield ImportProblem(at, sentence, place, number)
        if hidden := invisible_characters(f"{clause.heading}\n{wording}"):
            yield ImportProblem(at, _hidden(hidden), place, number)


def _hidden(names: Sequence[str]) -> str:
    sentence = _("Hier steht ein unsichtbares Zeichen (%(sign)s). Schreiben Sie die Stelle neu.")
    return sentence % {"sign": ", ".join(names[:3])}


def plan_problems(
    planned: Sequence[PlannedSection], before: Mapping[str, Any]
) -> list[ImportProblem]:
    """Return what is wrong with the rules and references of sections as they shall be.

    `before` has the stored values of the clauses that exist, by uid: what does not change is not
    asked again.
    """
    clauses = [
        (place, number, clause)
        for place, section in enumerate(planned)
        for number, clause in enumerate(section.clauses)
    ]
    sets = {name: {code for code, _label in source()} for name, source in _SETS.items()}
    known = {clause["id"] for _place, _number, clause in clauses}
    block = ClausesBlock()
    found: list[ImportProblem] = []
    with choices_remembered():
        for place, number, clause in clauses:
            at = _place(planned, place, number)
            sentences = [*_broken_links(clause, known)]
            if clause["value"] != before.get(clause["id"]):
                sentences += _of_rules(clause, sets) or _of_block(clause, block)
            found += [ImportProblem(at, sentence, place, number) for sentence in sentences]
    return found or _between_rules(planned, clauses)


def _place(planned: Sequence[PlannedSection], place: int, number: int) -> str:
    return place_of_clause(place_of_section(place + 1, planned[place].title), number + 1)


def _broken_links(clause: Stored, known: set[str]) -> Iterator[str]:
    if set(linked_uids(clause["value"]["text"])) - known:
        yield _("Der Text verweist auf eine Klausel, die es in dieser Fassung nicht gibt.")


def _of_rules(clause: Stored, sets: Mapping[str, set[str]]) -> list[str]:
    """Return sentences about codes in rules that nobody knows."""
    found = []
    for number, rule in enumerate(clause["value"]["rules"], start=1):
        for name, known in sets.items():
            given = rule["value"].get(name) or []
            for code in [given] if isinstance(given, str) else given:
                if code not in known:
                    sentence = _("Regel %(number)s: „%(name)s“ kennt „%(code)s“ nicht.")
                    values = {"number": number, "name": name, "code": code[:60]}
                    found.append(_with_choices(sentence % values, known))
    return found


def _with_choices(sentence: str, known: set[str]) -> str:
    if not 0 < len(known) <= 20:
        return sentence
    return f"{sentence} {_('Möglich sind: %s.') % ', '.join(sorted(known))}"


def _of_block(clause: Stored, block: ClausesBlock) -> list[str]:
    """Return what the editor's own form would say of a clause.

    Headings may be missing, since texts that were signed long ago have none; and clauses that
    rules take precedence over are looked at apart, since some do not exist yet.
    """
    value = dict(clause["value"])
    value["heading"] = value["heading"] or "–"
    value["rules"] = [
        {**rule, "value": {**rule["value"], "overrides": []}} for rule in value["rules"]
    ]
    (child,) = block.to_python([{**clause, "value": value}])
    try:
        child.block.clean(child.value)
    except ValidationError as error:
        return list(_sentences(error))
    return []


def _sentences(error: Any) -> Iterator[str]:
    """Yield the sentences of an error of blocks within blocks."""
    inner = getattr(error, "block_errors", None)
    if inner is None:
        yield from error.messages
        return
    for each in error.non_block_errors:
        yield from _sentences(each)
    for each in inner.values() if isinstance(inner, Mapping) else inner:
        if each is not None:
            yield from _sentences(each)


def _between_rules(
    planned: Sequence[PlannedSection], clauses: Sequence[tuple[int, int, Stored]]
) -> list[ImportProblem]:
    """Return what is wrong between the rules: doubled ids, circles, precedence over nothing."""
    block = ClausesBlock()
    places: dict[str, tuple[int, int]] = {}
    rules = []
    for place, number, clause in clauses:
        if not clause["value"]["rules"]:
            continue
        (child,) = block.to_python([clause])
        for rule in child.value["rules"].bound_blocks:
            rules.append(rule_of(rule.id, clause["id"], rule.value))
            places[rule.id] = (place, number)
    found = {
        (broken_rule_in_words(problem.code, _place(planned, *places[rule])), places[rule])
        for problem in check_rules(rules)
        for rule in problem.rule_ids
    }
    return [
        ImportProblem("", sentence, place, number)
        for sentence, (place, number) in sorted(found, key=lambda each: (each[1], each[0]))
    ]
