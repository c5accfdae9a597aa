"""Which plain sentences lag behind the wording they explain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import BooleanField, Case, F, Q, Value, When, Window
from django.db.models.functions import Lag

from agreement.enums import ChangeKind
from agreement.models.sealed import AgreementVersion, VersionClause
from agreement.reading import text_of
from agreement.reading_page.chain import Chain


@dataclass(frozen=True)
class Stale:
    """A plain sentence as it was written for one version; since a later one it lags behind."""

    written_in: int
    since: int


def stale_sentences(versions: Sequence[AgreementVersion]) -> Mapping[str, Stale]:
    """Return the plain sentences that lag behind in the last of the versions, by uid.

    `versions` is the history up to the version that is read, oldest first. A sentence lags
    behind where the wording was changed in substance since it was written; another comma makes
    none stale. One query, once a process: versions never change.
    """
    return _stale(Chain(tuple(versions)))


@lru_cache(maxsize=64)
def _stale(chain: Chain) -> Mapping[str, Stale]:
    by_number = {version.number: version for version in chain.versions}
    written: dict[str, int] = {}
    since: dict[str, int] = {}
    for uid, number, has_other_text, has_other_plain in _changes(chain.versions):
        if has_other_plain or uid not in written:
            written[uid] = number
            since.pop(uid, None)
        elif has_other_text and uid not in since and _is_substantial(by_number[number], uid):
            since[uid] = number
    return {uid: Stale(written[uid], number) for uid, number in since.items()}


def _changes(versions: Sequence[AgreementVersion]) -> list[tuple[str, int, bool, bool]]:
    """Return where a wording or a plain sentence differs from the version before, in order.

    The database compares: of long texts only the few rows with a change leave it.
    """
    rows = (
        VersionClause.objects.filter(version__in=[version.pk for version in versions])
        .annotate(text_before=_before("text"), plain_before=_before("plain"))
        .annotate(has_other_text=_differs("text"), has_other_plain=_differs("plain"))
        .filter(Q(has_other_text=True) | Q(has_other_plain=True))
        .order_by("version__number")
        .values_list("clause", "version__number", "has_other_text", "has_other_plain")
    )
    return [(str(uid), *facts) for uid, *facts in rows]


def _before(field: str) -> Window:
    return Window(Lag(field), partition_by="clause", order_by="version__number")


def _differs(field: str) -> Case:
    same = When(Q(**{field: F(f"{field}_before")}), then=Value(value=False))
    return Case(same, default=Value(value=True), output_field=BooleanField())


def _is_substantial(version: AgreementVersion, uid: str) -> bool:
    clauses = (clause for _section, clause in text_of(version).clauses() if clause.uid == uid)
    return any(clause.change == ChangeKind.SUBSTANTIAL for clause in clauses)
