"""How much is searched."""

from datetime import date

from django.db.models import Sum

from portal.search.models import SearchCount


def totals_of_day(day: date) -> dict[bool, tuple[int, int]]:
    """Return searches, and those without result, of visitors (False) and the network (True)."""
    rows = SearchCount.objects.filter(day=day).order_by().values("is_staff")
    sums = {
        row["is_staff"]: (row["all"], row["without"])
        for row in rows.annotate(all=Sum("searches"), without=Sum("without_result"))
    }
    return {is_staff: sums.get(is_staff, (0, 0)) for is_staff in (False, True)}
