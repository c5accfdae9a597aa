"""What counts how much when results are put in order. Pure; both engines use it."""

from datetime import date, timedelta

from portal.search.kinds import Kind

KIND_WEIGHT: dict[str, float] = {
    Kind.CLAUSE: 1.5,
    Kind.OFFICE: 1.5,
    Kind.ORGANISATION: 1.4,
    Kind.CONTACT: 0.9,
    Kind.AGREEMENT: 1.2,
    Kind.DECISION: 1.1,
    Kind.MEETING: 1.0,
    Kind.EVENT: 1.0,
    Kind.PAGE: 1.0,
    Kind.ACTION: 0.9,
    Kind.DOCUMENT: 0.8,
    Kind.ARTICLE: 0.8,
}
"""A clause in force and an office come before an old article that says the same."""

AGE_WEIGHT: tuple[tuple[str, int, float], ...] = (
    (Kind.ARTICLE, 365, 0.8),
    (Kind.ARTICLE, 3 * 365, 0.7),
    (Kind.EVENT, 1, 0.5),
)
"""Kind, days, and what something of that kind counts less once it is older than that."""


def weight(kind: str, day: date | None, today: date) -> float:
    """Return what a thing of a kind and day counts: the product of all that holds for it."""
    factor = KIND_WEIGHT.get(kind, 1.0)
    for aged, days, less in AGE_WEIGHT:
        if kind == aged and day is not None and day < today - timedelta(days=days):
            factor *= less
    return factor
