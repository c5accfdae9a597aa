"""Where coverage is read, for links from elsewhere."""

from django.apps import apps


def coverage_url() -> str:
    """Return the address of the page of coverage, or nothing if it is missing (one query)."""
    page = apps.get_model("agreement", "CoveragePage").objects.first()
    return str(page.get_url()) if page else ""
