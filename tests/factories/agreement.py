"""The working text and its versions, whole without a test saying more."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from agreement.actions import commence
from agreement.enums import EntryKind, FindingKind, LineageKind, ProcessState, SignatureMethod
from agreement.evidence.checkpoints import issue_checkpoint
from agreement.identity import Stored
from agreement.ledger import append, lock_ledger
from agreement.models import (
    AcceptedFinding,
    Agreement,
    AgreementVersion,
    ClauseLineage,
    GeneralSectionPage,
    Party,
    SectionPage,
    Signature,
    VersionProcess,
    WorkingTextPage,
)
from agreement.process import actions as process
from agreement.process.completion import complete_if_signed
from agreement.process.guards import last_version
from agreement.reading import text_of
from agreement.snapshot import canonical_bytes
from agreement.snapshot_builder import build_snapshot
from directory.models import OrganisationPage
from portal.intern.models import InternPage
from tests.factories import people

_numbers = count(1)


def uid() -> str:
    """Return a fresh uid."""
    return str(uuid.uuid4())


def agreement(*, accepts_gaps: bool = True, **fields: Any) -> Agreement:
    """Return an agreement; without a slug the main one.

    Its partners accept every gap, so that a test can seal it without rules for everybody.
    """
    made = Agreement.objects.create(**{"title": "Vereinbarung (Beispiel)", **fields})
    if accepts_gaps:
        accepted_finding(of=made, reason="Beispieltext ohne vollständige Regeln.")
    return made


def accepted_finding(*, of: Agreement, **fields: Any) -> AcceptedFinding:
    """Return something that the partners of an agreement accept; without more every gap."""
    facts = {"kind": FindingKind.GAP, "reason": "Beispiel: so beschlossen.", **fields}
    return AcceptedFinding.objects.create(agreement=of, **facts)


def working_text(
    *, of: Agreement | None = None, parties: Sequence[OrganisationPage] = (), **fields: Any
) -> WorkingTextPage:
    """Return a live working text below the internal entrance."""
    facts = {"title": "Arbeitsfassung", "slug": "arbeitsfassung", **fields}
    page = WorkingTextPage(agreement=of or agreement(), **facts)
    page.parties = [
        Party(organisation=organisation, role="Träger", signatory="Vorstand")
        for organisation in parties
    ]
    InternPage.objects.get().add_child(instance=page)
    return WorkingTextPage.objects.get(pk=page.pk)


def section(
    *clauses: Stored,
    of: WorkingTextPage | None = None,
    kind: type[SectionPage] = GeneralSectionPage,
    **fields: Any,
) -> Any:
    """Return a published section of this type with these clauses, the last of its text."""
    parent = WorkingTextPage.objects.get(pk=(of or working_text()).pk)
    page = kind(**{"title": f"Abschnitt {next(_numbers)}", **fields})
    set_clauses(page, clauses)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return kind.objects.get(pk=page.pk)


def set_clauses(page: Any, clauses: Sequence[Stored]) -> None:
    """Set the clauses of a section in memory."""
    page.clauses = page._meta.get_field("clauses").to_python(list(clauses))


def clause(*rules: Stored, uid: str | None = None, **values: Any) -> Stored:
    """Return a clause as it is stored, with these rules."""
    number = next(_numbers)
    facts = {
        "heading": f"Überschrift {number}",
        "text": f"<p>Wortlaut {number} (Beispiel).</p>",
        "kind": "binding",
        "plain": "",
        "rules": list(rules),
        "claim": "",
        "change": "substantial",
        "change_reason": "",
    }
    return {"type": "clause", "id": uid or str(uuid.uuid4()), "value": {**facts, **values}}


def rule(*, rule_id: str | None = None, **values: Any) -> Stored:
    """Return a rule as it is stored; it says that the JMD leads, for everybody."""
    facts: dict[str, Any] = {
        "mode": "leads",
        "service": "jmd",
        "age_from": None,
        "age_to": None,
        "statuses": [],
        "accommodations": [],
        "arrivals": [],
        "periods": [],
        "topics": [],
        "municipalities": [],
        "valid_from": None,
        "valid_until": None,
        "overrides": [],
    }
    return {"type": "item", "id": rule_id or str(uuid.uuid4()), "value": {**facts, **values}}


def link(to: Stored) -> str:
    """Return a reference to a clause as it stands in a rich text."""
    return f'<a linktype="clause" uid="{to["id"]}">{to["value"]["heading"]}</a>'


def sealed(text: WorkingTextPage, by: Any = None) -> AgreementVersion:
    """Return the working text sealed as the next version, by all acts that lead there.

    Clauses that it has no more count as ended; a version that still waits for signatures is
    given up. Raises SealingRefused as the acts do.
    """
    by = by or people.coordination()
    waiting = VersionProcess.objects.filter(agreement=text.agreement, state=ProcessState.ADOPTED)
    for unsigned in waiting:
        process.fail(unsigned, by, "Beispiel: nicht unterzeichnet.")
    ended(text)
    opened = VersionProcess.objects.filter(agreement=text.agreement, state=ProcessState.DRAFT)
    current = opened.first() or process.open_process(text, by, "Anlass (Beispiel)")
    process.start_consultation(current, by)
    return process.adopt(current, by)


def ended(text: WorkingTextPage) -> None:
    """Record of every clause that the text has no more that it ended."""
    last = last_version(text)
    if last is None:
        return
    here = {clause.uid for _section, clause in build_snapshot(text, last).clauses()}
    for _section, clause in text_of(last).clauses():
        if clause.uid not in here:
            ClauseLineage.objects.get_or_create(
                agreement=text.agreement,
                clause=clause.uid,
                defaults={"kind": LineageKind.ENDED, "reason": "Beispiel: nicht mehr gebraucht."},
            )


@transaction.atomic
def signature(
    version: AgreementVersion,
    party: str,
    *,
    function: str = "Vorstand",
    method: SignatureMethod = SignatureMethod.PAPER,
    signer: str = "",
) -> Signature:
    """Return a signature of a party (UUID) as rows alone; the last one completes the version.

    Its evidence names the signer, if there is one.
    """
    lock_ledger()
    now = timezone.now().replace(microsecond=0)
    name = next(each.name for each in text_of(version).parties if each.organisation == party)
    told = {"format": "example", "version": version.sha256, "nonce": uuid.uuid4().hex}
    told |= {"signer": signer} if signer else {}
    evidence = canonical_bytes(told)
    sha256 = hashlib.sha256(evidence).hexdigest()
    payload = {
        "party": party,
        "party_name": name,
        "function": function,
        "deputy": False,
        "method": str(method),
        "evidence_sha256": sha256,
    }
    made: Signature = Signature.objects.create(
        version=version,
        party=party,
        party_name=name,
        function=function,
        method=method,
        signed_at=now,
        evidence=evidence,
        evidence_sha256=sha256,
        entry=append(EntryKind.SIGNATURE, version, payload, now),
    )
    complete_if_signed(version, now)
    issue_checkpoint()
    return made


def signed(version: AgreementVersion) -> AgreementVersion:
    """Return a version that every party has signed."""
    there = set(version.signatures.filter(withdrawal=None).values_list("party", flat=True))
    for party in text_of(version).parties:
        if uuid.UUID(party.organisation) not in there:
            signature(version, party.organisation, function=party.signatory)
    return version


def in_force(version: AgreementVersion, on: date, by: Any = None) -> AgreementVersion:
    """Return a version that takes effect on a day, signed by everybody unless it is older."""
    if not version.is_legacy:
        signed(version)
    commence(version, on, by or people.coordination())
    return version
