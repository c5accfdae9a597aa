"""How long it takes to verify twelve versions: in the database, and with the file given out.

Imports models, so it runs in a process of its own, where Django is set up with the tests'
settings: the database is in memory.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from agreement.actions import seal_legacy
from agreement.models import AgreementVersion
from agreement.verification.bundle import bundle_zip, evidence_of_all
from agreement.verification.standalone.assembling import FILE_NAME, assembled
from agreement.verification.standalone.words import Limits
from agreement.verification.stored import verify_database
from portal.core.visibility import viewer_of
from tests.benchmarks.ledger import CLAUSES, long_text
from tests.benchmarks.table import aligned
from tests.factories import people

VERSIONS = 12
ROUNDS = 3
"""Each is done so often; the best time counts."""

MOST_MILLISECONDS = 1000.0


def main() -> None:
    """Seal twelve long versions, verify them each way, and print one table."""
    call_command("migrate", verbosity=0)
    call_command("provision", stdout=StringIO())
    coordination, text = people.coordination(), long_text()
    for _number in range(VERSIONS):
        seal_legacy(text, coordination)
    version = AgreementVersion.objects.latest("number")
    evidence = evidence_of_all(version.agreement, viewer_of(coordination))
    packed = bundle_zip(evidence)
    with tempfile.TemporaryDirectory() as folder:
        program, bundle = Path(folder, FILE_NAME), Path(folder, "alles.zip")
        program.write_bytes(assembled())
        bundle.write_bytes(packed)
        rows = [
            ("verify_agreement", _milliseconds(lambda: _expect(_database()))),
            ("the file given out, on the ZIP", _milliseconds(lambda: _run(program, bundle))),
            ("make the ZIP", _milliseconds(lambda: bundle_zip(evidence))),
        ]
    size = len(bytes(version.canonical))
    head = (
        f"{VERSIONS} versions of {CLAUSES} clauses and {size} bytes "
        f"(aim: verified in {MOST_MILLISECONDS:.0f} ms); ZIP of {len(packed)} bytes"
    )
    sys.stdout.write(f"{head}\n{aligned([('', 'ms'), *rows])}\n")


def _database() -> int:
    [report] = verify_database([], Limits())
    return report.exit_code


def _run(program: Path, bundle: Path) -> None:
    done = subprocess.run([sys.executable, "-I", program, bundle], capture_output=True, check=False)
    _expect(done.returncode)


def _expect(code: int) -> None:
    if code:
        raise RuntimeError(f"Verifying ended with {code}")


def _milliseconds(act: Callable[[], Any]) -> str:
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        act()
        times.append((time.perf_counter() - started) * 1000)
    return f"{min(times):.0f}"
