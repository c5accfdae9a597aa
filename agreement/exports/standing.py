"""What the portal knows of a version beside its bytes, for the files made from it."""

from django.conf import settings
from django.utils import timezone

from agreement.enums import EntryKind
from agreement.exports.document import PrintSignature, Standing
from agreement.models import AgreementVersion, Checkpoint, LedgerEntry, Signature
from agreement.reading import text_of


def standing_of(version: AgreementVersion, *, with_signatures: bool) -> Standing:
    """Return how far a version is; `with_signatures` for one that everybody has signed."""
    entries = list(version.entries.defer("canonical"))
    commencement = _entry(entries, EntryKind.COMMENCEMENT)
    signed = _entry(entries, EntryKind.SIGNED) if with_signatures else None
    first = AgreementVersion.objects.only("sealed_at").get(agreement=version.agreement, number=1)
    newest = Checkpoint.objects.last()
    path = f"/{version.agreement.slug}/fassungen/{version.number}/"
    return Standing(
        sha256=version.sha256,
        address=f"{settings.WAGTAILADMIN_BASE_URL}{path}",
        sealed_on=timezone.localdate(version.sealed_at),
        first_sealed_on=timezone.localdate(first.sealed_at),
        signed_on=timezone.localdate(signed.recorded_at) if signed else None,
        commences_on=commencement.effective_on if commencement else None,
        signatures=_signatures(version) if with_signatures else (),
        checkpoint=newest.note if newest else "",
    )


def _entry(entries: list[LedgerEntry], kind: EntryKind) -> LedgerEntry | None:
    return next((entry for entry in entries if entry.kind == kind), None)


def _signatures(version: AgreementVersion) -> tuple[PrintSignature, ...]:
    """Return the signatures that stand, in order; functions alone, no persons."""
    rows = Signature.objects.filter(version=version, withdrawal=None).order_by("entry")
    return tuple(
        PrintSignature(
            organisation=str(row.party),
            party=row.party_name,
            function=row.function,
            is_deputy=row.is_deputy,
            method=row.get_method_display(),
            signed_on=timezone.localdate(row.signed_at),
        )
        for row in rows.defer("evidence")
    )


def names_before(version: AgreementVersion) -> dict[str, str]:
    """Return numbers of clauses and names of parties in the version before, by UUID."""
    if version.previous is None:
        return {}
    before = text_of(version.previous)
    numbers = {clause.uid: clause.number for _section, clause in before.clauses()}
    return numbers | {party.organisation: party.name for party in before.parties}
