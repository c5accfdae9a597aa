"""How fast a contact is found among 20,000, letter by letter.

Imports models, so it runs in a process of its own, where Django is set up with the tests'
settings: the database is in memory.
"""

import sys
import time
from collections.abc import Callable
from io import StringIO

from django.core.management import call_command
from django.db import connection
from django.test import Client

from directory.lookup import find_contacts, renew_lookup
from directory.models import Contact, Language, OfficePage, OrganisationPage
from portal.core.visibility import Viewer, viewer_of
from tests.benchmarks.meter import Counter
from tests.benchmarks.network import grow_to
from tests.benchmarks.table import aligned
from tests.factories import people

CONTACTS = 20_000
ORGANISATIONS = 100
ROUNDS = 5
"""Each text is looked up once to fill caches, then so often; the best time counts."""

TYPED = ("be", "jm", "ru", "muster17777", "stelle 2 russ", "jmd ukrain stelle", "xyz")


def main() -> None:
    """Fill the directory, look up each text, and print one table."""
    call_command("migrate", verbosity=0)
    call_command("provision", stdout=StringIO())
    grow_to(ORGANISATIONS)
    _add_contacts()
    started = time.process_time()
    renew_lookup(Contact.objects.all())
    _say(f"{CONTACTS} contacts; words of all written in {time.process_time() - started:.1f} s CPU")
    staff = people.staff(of=OrganisationPage.objects.order_by("path")[0])
    browser = Client()
    browser.force_login(staff)
    rows = [("typed", "found", "queries", "CPU ms", "as an answer")]
    _say(aligned([*rows, *(_row(typed, viewer_of(staff), browser) for typed in TYPED)]))


def _add_contacts() -> None:
    offices = list(OfficePage.objects.order_by("path"))
    functions = ("Beratungsteam JMD", "Beratungsteam MBE", "Sekretariat", "Leitung")
    made = Contact.objects.bulk_create(
        Contact(
            office=offices[number % len(offices)],
            function=functions[number % len(functions)],
            name=f"Beispiel Muster{number}",
            phone="030 23125 100",
            phone_audience="network",
        )
        for number in range(CONTACTS)
    )
    spoken = Contact.languages.through
    languages = list(Language.objects.filter(code__in=["ru", "uk", "ar"]))
    spoken.objects.bulk_create(
        spoken(contact=contact, language=languages[contact.pk % len(languages)]) for contact in made
    )


def _row(typed: str, who: Viewer, browser: Client) -> tuple[str, ...]:
    found = find_contacts(typed, who)
    queries = Counter()
    with connection.execute_wrapper(queries):
        find_contacts(typed, who)
    alone = min(_milliseconds(lambda: find_contacts(typed, who)) for _round in range(ROUNDS))
    answer = min(_milliseconds(lambda: _ask(browser, typed)) for _round in range(ROUNDS))
    return (typed, str(len(found)), str(queries.count), f"{alone:.1f}", f"{answer:.1f}")


def _ask(browser: Client, typed: str) -> None:
    status = browser.post("/intern/kontakte/treffer/", {"suche": typed}).status_code
    if status != 200:
        raise RuntimeError(f"{typed}: {status}")


def _milliseconds(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
