"""The measurements as tables of plain text."""

import os
import platform
from collections.abc import Iterable, Sequence

from tests.benchmarks.measuring import (
    MOST_CPU_MILLISECONDS,
    MOST_FINDER_BYTES,
    MOST_QUERIES,
    Row,
)
from tests.benchmarks.table import aligned

HEADINGS = (
    "page", "status", "bytes", "gzip", "with files", "queries", "CPU ms", "req/s at 1", "at 8"
)  # fmt: skip


def machine() -> str:
    """Return what the numbers were measured on."""
    versions = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{versions} on {os.cpu_count()} cores, gunicorn with 2 workers of 4 threads, SQLite"


def pages(rows: Iterable[Row]) -> str:
    """Return one line a page; what misses an aim begins with “!”."""
    return aligned([HEADINGS, *(_cells(row) for row in rows)])


def _cells(row: Row) -> Sequence[str]:
    mark = "! " if row.misses else "  "
    return (
        mark + row.name,
        str(row.status),
        str(row.size),
        str(row.packed),
        str(row.whole),
        str(row.queries),
        f"{row.alone.cpu_milliseconds:.1f}",
        f"{row.alone.rate:.0f}",
        f"{row.crowd.rate:.0f}",
    )


def verdict(rows: Sequence[Row]) -> str:
    """Return which aims are missed where, and how far the generator stood in the way."""
    missed = [f"  {row.name}: {', '.join(row.misses)}" for row in rows if row.misses]
    generator = sum(row.crowd.generator_milliseconds for row in rows) / len(rows)
    return "\n".join(
        [
            f"Aims: at most {MOST_QUERIES} queries, {MOST_CPU_MILLISECONDS:.0f} ms CPU, and "
            f"{MOST_FINDER_BYTES} bytes for a page of the finder.",
            *(["Missed (!):", *missed] if missed else ["Every page keeps them."]),
            "CPU is that of the workers for one request, gunicorn's part included; “gzip” is what "
            "a proxy would send, “with files” adds what a first visit loads beside it.",
            f"The load generator ran on the same cores and took {generator:.1f} ms CPU a request "
            "at 8: with a machine of their own for it, the rates would be higher.",
        ]
    )
