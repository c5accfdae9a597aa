"""How long the files of an agreement take: 180 clauses and 600 kB.

The PDF is set anew in each round: the typesetter remembers what it has set before, so every
round has a text of its own.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2

from agreement.exports.akn import render_akn
from agreement.exports.docx import render_docx
from agreement.exports.pdf import render_pdf, sealed_text
from agreement.exports.seal import ensure_seal, seal_pdf
from agreement.snapshot import Snapshot, to_bytes
from tests.benchmarks.table import aligned
from tests.factories import versions

ROUNDS = 3
GOALS = {"PDF, sealed": 3.0, "DOCX": 1.5, "Akoma Ntoso, validated": 0.15}
"""Seconds."""


def main() -> None:
    """Make each file a few times and print one table; the best round counts."""
    with tempfile.TemporaryDirectory(prefix="portal-exports-") as folder:
        seal = Path(folder) / "seal.pem"
        ensure_seal(seal, "portal.example.org")
        long = versions.long()
        render_akn(versions.document(versions.snapshot()))  # reads the schema, once a process
        makers = dict(
            zip(
                GOALS,
                (
                    lambda text: _pdf(text, seal),
                    lambda text: render_docx(versions.document(text)),
                    lambda text: render_akn(versions.document(text)),
                ),
                strict=True,
            )
        )
        rows = [_row(name, goal, makers[name], long) for name, goal in GOALS.items()]
    size = f"{len(list(long.clauses()))} clauses, {len(to_bytes(long)) / 1000:.0f} kB"
    heading = (f"files of {size}", "kB", "pages", "seconds", "at most", "")
    sys.stdout.write(f"{aligned([heading, *rows])}\n")


def _pdf(text: Snapshot, seal: Path) -> bytes:
    attachment = sealed_text(text.number, to_bytes(text))
    return seal_pdf(render_pdf(versions.document(text), [attachment]), seal)


def _row(
    name: str, goal: float, make: Callable[[Snapshot], bytes], text: Snapshot
) -> tuple[str, ...]:
    best, content = min(
        (_timed(make, replace(text, title=f"{text.title} {number}")) for number in range(ROUNDS)),
        key=lambda timed: timed[0],
    )
    pages = ""
    if content.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(content) as file:
            pages = str(len(file))
    verdict = "ok" if best <= goal else "TOO SLOW"
    return name, f"{len(content) / 1000:.0f}", pages, f"{best:.2f}", f"{goal:.2f}", verdict


def _timed(make: Callable[[Snapshot], bytes], text: Snapshot) -> tuple[float, bytes]:
    started = time.perf_counter()
    content = make(text)
    return time.perf_counter() - started, content
