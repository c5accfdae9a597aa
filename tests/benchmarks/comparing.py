"""How long comparing takes: two versions of 180 clauses and 500 kB, 100 of them changed."""

import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from agreement.comparison.comparing import compare
from agreement.comparison.pieces import Fate
from agreement.comparison.texts import compare_blocks
from agreement.comparison_files.docx import comparison_docx
from agreement.comparison_files.pdf import comparison_pdf
from agreement.comparison_files.sides import Side, Sides
from agreement.snapshot import ClauseSnapshot, Snapshot, to_bytes
from agreement.text.runs import BlockKind, Run, TextBlock
from agreement.wording import Words
from tests.benchmarks.table import aligned
from tests.factories import versions

CLAUSES, CHANGED, PARAGRAPHS, WORDS = 180, 100, 4, 92
ROUNDS = 3
HUGE = 100_000
DAY = date(2026, 11, 23)


def main() -> None:
    """Compare a few times and print one table; the best round counts."""
    old, new = pair()
    comparison = compare(old, new)
    sides = Sides(_side(old, "Fassung 1"), _side(new, "Fassung 2"), DAY)
    changed = comparison.of(Fate.CHANGED)
    slowest = max(changed, key=lambda clause: _seconds(lambda: _one(clause.old, clause.new), 1))
    chance = random.Random(1)
    huge = [(_block(" ".join(_words(chance, HUGE))),) for _side_ in range(2)]
    rows = [
        _row("all of it", 0.4, lambda: compare(old, new)),
        _row("the slowest clause", 0.03, lambda: _one(slowest.old, slowest.new)),
        _row(f"two unrelated clauses of {HUGE} words", 3.0, lambda: compare_blocks(*huge)),
        _row("DOCX with tracked changes", 3.0, lambda: comparison_docx(comparison, sides)),
        _row("PDF", 5.0, lambda: comparison_pdf(comparison, sides)),
    ]
    size = f"{CLAUSES} clauses, {len(to_bytes(new)) / 1000:.0f} kB, {len(changed)} changed"
    heading = (f"comparing versions of {size}", "seconds", "at most", "")
    sys.stdout.write(f"{aligned([heading, *rows])}\n")
    sys.stdout.write(f"A comparison takes {_megabytes(old, new):.1f} MB beside the two texts.\n")


def pair() -> tuple[Snapshot, Snapshot]:
    """Return two versions; the same ones in every run."""
    chance = random.Random(7)
    sections = []
    for number in range(CLAUSES // 20):
        clauses = [_clause(chance, f"§ {number + 1} Abs. {n + 1}") for n in range(20)]
        facts = {"slug": f"abschnitt-{number}", "title": f"Abschnitt {number} (Beispiel)"}
        sections.append(versions.section(*clauses, number=f"§ {number + 1}", **facts))
    old = versions.snapshot(*sections)
    chosen = set(chance.sample([c.uid for _section, c in old.clauses()], CHANGED))
    changed = tuple(
        replace(
            section,
            clauses=tuple(
                _edited(chance, clause) if clause.uid in chosen else clause
                for clause in section.clauses
            ),
        )
        for section in old.sections
    )
    return old, replace(old, number=2, sections=changed)


def _clause(chance: random.Random, number: str) -> ClauseSnapshot:
    text = [_block(" ".join(_words(chance, WORDS)) + ".") for _paragraph in range(PARAGRAPHS)]
    made = versions.clause(*text, number=number, heading="Klausel (Beispiel)")
    return replace(made, rules=(versions.rule(made.uid),))


def _words(chance: random.Random, count: int) -> list[str]:
    """Return words of a language: a few of them again and again, most of them seldom."""
    return [f"Wort{min(int(chance.paretovariate(0.7)), 9000)}" for _word in range(count)]


def _block(text: str) -> TextBlock:
    return TextBlock(BlockKind.PARAGRAPH, (Run(text),))


def _edited(chance: random.Random, clause: ClauseSnapshot) -> ClauseSnapshot:
    """Return a clause with a few other words in two paragraphs, and one paragraph more."""
    blocks = list(clause.text)
    for place in chance.sample(range(PARAGRAPHS), 2):
        words = blocks[place].text.split()
        for at in chance.sample(range(len(words)), 6):
            words[at : at + 1] = [f"neu{at}", "dazu"][: chance.randint(0, 2)]
        blocks[place] = _block(" ".join(words))
    blocks.insert(chance.randint(0, PARAGRAPHS), _block(" ".join(_words(chance, WORDS))))
    return replace(clause, text=tuple(blocks))


def _side(text: Snapshot, name: str) -> Side:
    numbers = {clause.uid: clause.number for _section, clause in text.clauses()}
    return Side(name, Words(services={"jmd": "JMD"}, clauses=numbers))


def _one(old: ClauseSnapshot | None, new: ClauseSnapshot | None) -> object:
    return compare_blocks(old.text if old else (), new.text if new else ())


def _row(name: str, goal: float, make: Callable[[], object]) -> tuple[str, ...]:
    best = _seconds(make)
    verdict = "ok" if best <= goal else "TOO SLOW"
    return name, f"{best:.3f}", f"{goal:.2f}", verdict


def _seconds(make: Callable[[], object], rounds: int = ROUNDS) -> float:
    times = []
    for _round in range(rounds):
        started = time.perf_counter()
        make()
        times.append(time.perf_counter() - started)
    return min(times)


def _megabytes(old: Snapshot, new: Snapshot) -> float:
    tracemalloc.start()
    comparison = compare(old, new)
    size, _most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del comparison
    return size / 1_000_000
