"""How fast the search answers while it grows: `python -m tests.benchmarks.search`.

Starts a real PostgreSQL and one node of Elasticsearch with a heap of 1 GB, and measures beside
them in a process that has Django. Numbers as arguments are other sizes.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

from portal.bootstrap_search_nodes import nodes
from portal.bootstrap_system import ROOT
from tests.services.postgres import postgres

SIZES = (1_000, 10_000, 100_000)
SETTINGS = "tests.benchmarks.search_settings"


def main(sizes: Sequence[int] = SIZES) -> None:
    """Measure at each size and print a table.

    Raises CalledProcessError if the measuring failed; the reason is printed above.
    """
    code = f"from tests.benchmarks.search_measuring import main; main({tuple(sizes)})"
    with nodes(1, heap="1g", quick=False) as (node,), postgres() as database:
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", code],
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": SETTINGS,
                "DATABASE_URL": database,
                "ELASTICSEARCH_URL": node.url,
            },
            check=True,
        )


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or SIZES)
