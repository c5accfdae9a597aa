"""`manage.py tend_news`: what keeps the news in order; to be run every day."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from news.links.check import check_links
from news.models import Highlight
from news.preview.links import forget_links
from news.scheduling import publish_due


def _due() -> str:
    publish_due()
    return "Published and closed what was due."


def _links() -> str:
    found = check_links()
    return (
        f"Links of {found.pages} pages: {found.new} newly broken, {found.known} still broken, "
        f"{found.mended} mended."
    )


def _previews() -> str:
    return f"Deleted {forget_links(timezone.now())} preview links that are over."


def _highlights() -> str:
    ended, _models = Highlight.objects.filter(until__lt=timezone.localdate()).delete()
    return f"Deleted {ended} highlights that are over."


TASKS: tuple[Callable[[], str], ...] = (_due, _links, _previews, _highlights)
"""What is done, in this order; each returns a sentence for the operator."""


class Command(BaseCommand):
    """Closes what is over, looks for links that lead nowhere, and forgets what has ended."""

    help = (
        "Publishes and closes pages that are due, looks for broken links within the portal, and "
        "deletes preview links and highlights that are over."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do everything, and say of each what came of it."""
        for task in TASKS:
            self.stdout.write(task())
