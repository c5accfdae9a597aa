"""Signatures at the same instant, by many processes: `python -m …under_fire TASK`.

Runs as a process of its own on a database of its own; prints what happened as JSON.
"""

import json
import sys
from functools import partial
from typing import Any

from tests.integration.agreement.evidence.under_fire import Act, at_once, ledger, prepared

# Sets Django up, so it comes first.
from agreement.models import AgreementVersion, Signature, VersionProcess  # isort: skip
from agreement.signing.actions_withdraw import withdraw  # isort: skip
from directory.models import OrganisationPage  # isort: skip
from tests.factories import people  # isort: skip
from tests.integration.agreement.signing.acting import signed_by, uploaded  # isort: skip
from agreement.signing.actions_paper import confirm_paper  # isort: skip


def _begun() -> tuple[AgreementVersion, list[OrganisationPage]]:
    version = prepared()()
    uuids = [one["organisation"] for one in json.loads(version.canonical)["parties"]]
    return version, [OrganisationPage.objects.get(uuid=uuid) for uuid in uuids]


def _told(ends: list[Any]) -> dict[str, Any]:
    signatures = Signature.objects.filter(withdrawal=None).count()
    state = VersionProcess.objects.get().state
    return {"ends": ends, "signatures": signatures, "state": state, **ledger()}


def for_one_party() -> dict[str, Any]:
    """Let six people of one party sign at once, and a second person confirm a paper, too."""
    version, (here, _there) = _begun()
    paper = uploaded(version, here, people.lead_editor(of=here))
    signatories = [people.signatory(of=here) for _ in range(6)]
    acts = [partial(signed_by, version, here, person) for person in signatories]
    confirm = partial(confirm_paper, paper.pk, paper.sha256, people.coordination())
    return _told(at_once([*acts, confirm]))


def against_withdrawal() -> dict[str, Any]:
    """Let one party take back and the other one, the last, sign at the same instant."""
    version, (here, there) = _begun()
    person, other = people.signatory(of=here), people.signatory(of=there)
    signature = signed_by(version, here, person)
    take_back: Act = partial(withdraw, signature, "Beispiel", person)
    return _told(at_once([take_back, partial(signed_by, version, there, other)]))


if __name__ == "__main__":
    tasks = {"for_one_party": for_one_party, "against_withdrawal": against_withdrawal}
    sys.stdout.write(json.dumps(tasks[sys.argv[1]]()))
