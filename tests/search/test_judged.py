"""People find what they look for: the judged questions over the content of the demo."""

import shutil
from pathlib import Path

import pytest

from tests.search.judged_questions import (
    Answer,
    place_of,
    questions,
    read_answers,
    success,
)
from tests.services.elasticsearch import delete_indices, new_prefix
from tests.services.portal_server import manage
from tests.services.portal_server import template as template

FLOOR_OF_ELASTICSEARCH = 0.95
FLOOR_OF_THE_DATABASE = 0.94
FEWEST_QUESTIONS = 120


def answers(template: Path, folder: Path, *arguments: str) -> list[Answer]:
    """Ask all questions in a portal with the content of the demo."""
    data = Path(shutil.copytree(template, folder / "portal"))
    code = f"from tests.search.judging import main; main(*{arguments!r})"
    return read_answers(manage(data, "shell", "--verbosity", "0", "--command", code))


def missed(found: list[Answer]) -> str:
    """Return the questions without an expected hit among the first three, for the report."""
    return "\n".join(
        f"{each.text}: expected {each.expected}, found {each.found[:3]}"
        for each in found
        if each.place is None or each.place > 3
    )


def test_there_are_enough_different_questions() -> None:
    asked = [each.text for each in questions()]
    assert len(set(asked)) == len(asked) >= FEWEST_QUESTIONS


@pytest.mark.parametrize(
    ("expected", "place"),
    [(["a/b"], 2), (["a/*"], 2), (["x/*", "c/d"], 3), (["c"], None), (["A/b"], None)],
)
def test_the_first_expected_hit_counts(expected: list[str], place: int | None) -> None:
    assert place_of(expected, ["x", "a/b", "c/d"]) == place


def test_elasticsearch_has_the_answer_among_the_first_three(
    template: Path, tmp_path: Path, search_url: str
) -> None:
    index = new_prefix()
    try:
        found = answers(template, tmp_path, search_url, index)
    finally:
        delete_indices(search_url, index)
    assert {each.engine for each in found} == {"elasticsearch"}
    assert success(found, 3) >= FLOOR_OF_ELASTICSEARCH, missed(found)


def test_the_database_has_the_answer_among_the_first_three(template: Path, tmp_path: Path) -> None:
    found = answers(template, tmp_path)
    assert {each.engine for each in found} == {"database"}
    assert success(found, 3) >= FLOOR_OF_THE_DATABASE, missed(found)
