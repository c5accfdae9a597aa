"""How the admin and the lists behave while the network grows from 10 to 300 organisations.

Imports models, so it runs in a process of its own, where Django is set up with the tests'
settings: the database is in memory.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from directory.models import OrganisationPage, PartnerIndexPage
from directory.provisioning import provision_organisation
from news.models import NewsFolderPage
from tests.benchmarks.meter import Counter
from tests.benchmarks.network import grow_to
from tests.benchmarks.table import aligned
from tests.factories import people

SIZES = (10, 100, 300)
ROUNDS = 3
"""Each page is asked once to fill caches, then so often; the best time counts."""

EVERYBODY_ELSES = "explorer: all organisations"
NOT_FOR = {
    "editor": frozenset({"people", "who may what", EVERYBODY_ELSES}),
    "lead editor": frozenset({EVERYBODY_ELSES}),
}
"""Pages that are not there for somebody: he is led back to his own."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What an answer, or an act, cost."""

    queries: int
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Act:
    """What is measured: who does it, and what it is called in the table."""

    who: str
    what: str
    run: Callable[[], Any]
    rounds: int = ROUNDS


Measurements = dict[tuple[str, str], list[Cost]]
"""Who and what, with the cost at each size."""


def main() -> None:
    """Grow a network, measure at each size, and print one table."""
    with tempfile.TemporaryDirectory(prefix="portal-growth-") as folder:
        settings.MEDIA_ROOT = folder
        call_command("migrate", verbosity=0)
        _provision()
        found: Measurements = {}
        for size in SIZES:
            spent = _seconds(grow_to, size)
            _say(f"{size} organisations: those that were missing made in {spent:.1f} s CPU")
            for act in (*_visits(), *_commands()):
                found.setdefault((act.who, act.what), []).append(_cost(act))
    _say(f"\n{_table(found)}")


def _provision() -> None:
    call_command("provision", stdout=StringIO())


def _commands() -> Sequence[Act]:
    first = OrganisationPage.objects.order_by("path")[0]
    return (
        Act("command", "repair one organisation", lambda: provision_organisation(first)),
        Act("command", "manage.py provision", _provision, rounds=1),
    )


def _visits() -> Sequence[Act]:
    """Return every page for everybody: the organisation is the first one."""
    house = OrganisationPage.objects.order_by("path")[0]
    who = {
        "editor": people.editor(of=house),
        "lead editor": people.lead_editor(of=house),
        "coordination": people.coordination(),
        "administrator": people.administrator(),
    }
    browsers = {name: _browser(person) for name, person in who.items()}
    return [
        Act(name, what, partial(_look, browser, address))
        for name, browser in browsers.items()
        for what, address in _pages(house).items()
        if what not in NOT_FOR.get(name, ())
    ]


def _look(browser: Client, address: str) -> None:
    """Open a page; a redirect or a fault would look fast."""
    status = browser.get(address).status_code
    if status != HTTPStatus.OK:
        raise RuntimeError(f"{address}: {status}")


def _browser(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _pages(house: OrganisationPage) -> dict[str, str]:
    folder = NewsFolderPage.objects.child_of(house).get()
    article = folder.get_children()[0]
    index = PartnerIndexPage.objects.get()
    explore = "wagtailadmin_explore"
    return {
        "admin home": reverse("wagtailadmin_home"),
        "explorer: own organisation": reverse(explore, args=[house.pk]),
        "explorer: own articles": reverse(explore, args=[folder.pk]),
        EVERYBODY_ELSES: reverse(explore, args=[index.pk]),
        "edit an article": reverse("wagtailadmin_pages:edit", args=[article.pk]),
        "page chooser": reverse("wagtailadmin_choose_page"),
        "page chooser: organisations": reverse("wagtailadmin_choose_page_child", args=[index.pk]),
        "page chooser: search": f"{reverse('wagtailadmin_choose_page_search')}?q=Artikel",
        "image chooser": reverse("wagtailimages_chooser:choose"),
        "images": reverse("wagtailimages:index"),
        "people": reverse("people"),
        "who may what": reverse("people_rights"),
        "what waits for me": f"{reverse('wagtailadmin_reports:workflow')}?reviewable=true",
        "public: articles": "/aktuelles/",
        "public: partners": "/partner/",
    }


def _cost(act: Act) -> Cost:
    """Return queries and CPU time of an act: it runs once before, then the best counts."""
    if act.rounds > 1:
        act.run()
    times, counter = [], Counter()
    for _round in range(act.rounds):
        counter = Counter()
        with connection.execute_wrapper(counter):
            times.append(_seconds(act.run))
    return Cost(counter.count, 1000 * min(times))


def _seconds(act: Callable[..., Any], *arguments: Any) -> float:
    before = time.process_time()
    act(*arguments)
    return time.process_time() - before


def _table(found: Measurements) -> str:
    headings = ("who", "what", *(f"{size}: queries, CPU ms" for size in SIZES), "grows")
    lines = [headings]
    for (who, what), costs in found.items():
        growth = costs[-1].milliseconds / costs[0].milliseconds
        cells = (f"{cost.queries:5} {cost.milliseconds:8.1f}" for cost in costs)
        lines.append((who, what, *cells, f"× {growth:.1f}"))
    return aligned(lines)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
