"""The judged questions, and the score of their answers. Knows no Django."""

import fnmatch
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = Path(__file__).with_name("judged.toml")
PLACES = (1, 3, 10)


@dataclass(frozen=True)
class Judged:
    """A question as somebody types it, and what he expects to be found first."""

    group: str
    text: str
    expected: tuple[str, ...]
    is_staff: bool


@dataclass(frozen=True)
class Answer:
    """How a question was answered: `place` of the first expected hit, counted from 1."""

    group: str
    text: str
    expected: tuple[str, ...]
    place: int | None
    found: tuple[str, ...]
    engine: str


def questions() -> list[Judged]:
    """Return the judged questions of the file."""
    groups = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))["groups"]
    return [
        Judged(group["name"], text, tuple(expected), group.get("staff", False))
        for group in groups
        for text, *expected in group["questions"]
    ]


def place_of(expected: Sequence[str], found: Sequence[str]) -> int | None:
    """Return at which place the first expected name stands, None if none does.

    >>> place_of(["clause/im-*"], ["office/a/b", "clause/im-zeitraum"])
    2
    """
    for place, name in enumerate(found, 1):
        if any(fnmatch.fnmatchcase(name, pattern) for pattern in expected):
            return place
    return None


def success(answers: Sequence[Answer], place: int) -> float:
    """Return the share of questions with an expected hit at one of the first places."""
    good = [each for each in answers if each.place is not None and each.place <= place]
    return len(good) / len(answers)


def verdict(answers: Sequence[Answer]) -> str:
    """Return the share of questions answered among the first hits, and those that are not."""
    shares = ", ".join(f"{100 * success(answers, place):.1f} % at {place}" for place in PLACES)
    engine = answers[0].engine
    late = [each for each in answers if each.place is None or each.place > PLACES[1]]
    lines = [f"  missed by the {engine}: {each.text}" for each in late]
    return "\n".join([f"{len(answers)} questions, {engine}: {shares}", *lines])


def read_answers(said: str) -> list[Answer]:
    """Read what `main` printed."""
    return [
        Answer(**{**each, "expected": tuple(each["expected"]), "found": tuple(each["found"])})
        for each in json.loads(said)
    ]
