"""One clause moved by two people at the same instant: `python -m …under_fire TASK`.

Runs as a process of its own on a database of its own; prints what happened as JSON.
"""

import json
import sys
from functools import partial
from typing import Any

from tests.integration.agreement.evidence.under_fire import Act, at_once

# Sets Django up, so it comes first.
from agreement.moving.actions import move_clause  # isort: skip
from tests.factories import agreement as make  # isort: skip
from tests.factories import people  # isort: skip
from tests.integration.agreement.working.editing import draft_uids  # isort: skip


def moves() -> dict[str, Any]:
    """Let two people move a clause out of the same section, each to another one."""
    text = make.working_text()
    clause = make.clause()
    here, *others = (make.section(*has, of=text) for has in ([clause, make.clause()], [], []))
    acts: list[Act] = [
        partial(move_clause, here.pk, clause["id"], there.pk, "", people.coordination())
        for there in others
    ]
    ends = at_once(acts)
    stands = [draft_uids(page).count(clause["id"]) for page in (here, *others)]
    return {"ends": ends, "stands": stands, "rest": len(draft_uids(here))}


if __name__ == "__main__":
    tasks = {each.__name__: each for each in (moves,)}
    sys.stdout.write(json.dumps(tasks[sys.argv[1]]()))
