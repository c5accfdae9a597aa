"""What became of a clause that is gone, and what a new one follows, in words."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from agreement.comparison.changes import ClauseChange, Comparison
from agreement.enums import LineageKind
from agreement.wording_lists import joined


def went_into(change: ClauseChange, comparison: Comparison) -> Iterator[str]:
    """Yield what became of a clause that is gone, and why."""
    if change.lineage is None:
        return
    kind = str(LineageKind(change.lineage.kind).label)
    names = _named(change.lineage.successors, comparison)
    yield f"{kind}: {names}" if names else kind
    if change.lineage.reason:
        yield change.lineage.reason


def follows(change: ClauseChange, comparison: Comparison) -> Iterator[str]:
    """Yield which clauses a new one takes the place of."""
    if names := _named(change.predecessors, comparison):
        yield _("Folgt auf %(names)s.") % {"names": names}


def _named(uids: Iterable[str], comparison: Comparison) -> str:
    clauses = [found.clause for uid in uids if (found := comparison.clause(uid))]
    return joined([f"{clause.number} {clause.heading}" for clause in clauses], _("und"))
