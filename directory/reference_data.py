"""Reference data that the portal cannot do without: services, topics, languages, places."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from directory.models import (
    Language,
    Locality,
    Municipality,
    PlaceAlias,
    PostalCode,
    Service,
    Topic,
)

DATA = Path(__file__).parent / "data"

# Code, name, short name, for whom. Names of the five services in the order of the reception
# chain: those before a municipality takes over come last, since fewer people ask for them here.
SERVICES = (
    (
        "mbe",
        gettext_noop("Migrationsberatung für erwachsene Zuwanderer (MBE)"),
        gettext_noop("Migrationsberatung (MBE)"),
        gettext_noop("Für Zugewanderte ab 27 Jahren. Kostenlos, freiwillig und vertraulich."),
    ),
    (
        "jmd",
        gettext_noop("Jugendmigrationsdienst (JMD)"),
        gettext_noop("Jugendmigrationsdienst (JMD)"),
        gettext_noop(
            "Für junge Menschen von 12 bis 26 Jahren und ihre Eltern: Schule, Ausbildung, Alltag."
        ),
    ),
    (
        "im",
        gettext_noop("Integrationsmanagement (IM)"),
        gettext_noop("Integrationsmanagement (IM)"),
        gettext_noop(
            "Für Geflüchtete in der Anschlussunterbringung und Vertriebene aus der Ukraine, "
            "in jedem Alter."
        ),
    ),
    (
        "fsa",
        gettext_noop("Flüchtlingssozialarbeit"),
        gettext_noop("Flüchtlingssozialarbeit"),
        gettext_noop("Für Geflüchtete in der vorläufigen Unterbringung des Landkreises."),
    ),
    (
        "svb",
        gettext_noop("Sozial- und Verfahrensberatung"),
        gettext_noop("Sozial- und Verfahrensberatung"),
        gettext_noop("Für Asylsuchende in der Erstaufnahme des Landes."),
    ),
)

TOPICS = (
    ("aufenthalt", gettext_noop("Aufenthalt und Papiere")),
    ("asyl", gettext_noop("Asylverfahren")),
    ("sprache", gettext_noop("Deutsch lernen")),
    ("arbeit", gettext_noop("Arbeit und Ausbildung")),
    ("anerkennung", gettext_noop("Zeugnisse und Berufe anerkennen")),
    ("schule", gettext_noop("Schule, Kita und Studium")),
    ("wohnen", gettext_noop("Wohnen")),
    ("gesundheit", gettext_noop("Gesundheit und Krankenversicherung")),
    ("familie", gettext_noop("Familie, Kinder, Schwangerschaft")),
    ("familiennachzug", gettext_noop("Familiennachzug")),
    (
        "geld",
        gettext_noop("Geld: Bürgergeld/Grundsicherung, Asylbewerberleistungen, Kindergeld"),
    ),
    ("schulden", gettext_noop("Schulden")),
    ("einbuergerung", gettext_noop("Einbürgerung")),
    ("gewalt", gettext_noop("Gewalt und Diskriminierung")),
    ("rueckkehr", gettext_noop("Rückkehr")),
    ("briefe", gettext_noop("Brief vom Amt verstehen / Formulare")),
)

LANGUAGES = (
    ("de", gettext_noop("Deutsch"), "Deutsch"),
    ("en", gettext_noop("Englisch"), "English"),
    ("uk", gettext_noop("Ukrainisch"), "Українська"),
    ("ru", gettext_noop("Russisch"), "Русский"),
    ("ar", gettext_noop("Arabisch"), "العربية"),
    ("tr", gettext_noop("Türkisch"), "Türkçe"),
    ("fr", gettext_noop("Französisch"), "Français"),
    ("fa", gettext_noop("Persisch (Farsi, Dari)"), "فارسی"),
    ("ku", gettext_noop("Kurdisch"), "Kurdî"),
    ("ti", gettext_noop("Tigrinya"), "ትግርኛ"),
    ("so", gettext_noop("Somali"), "Soomaali"),
    ("ro", gettext_noop("Rumänisch"), "Română"),
    ("pl", gettext_noop("Polnisch"), "Polski"),
    ("sq", gettext_noop("Albanisch"), "Shqip"),
    ("es", gettext_noop("Spanisch"), "Español"),
)


@transaction.atomic
def load_reference_data() -> None:
    """Add what is missing; what is there stays as the coordination left it."""
    for order, (code, name, short_name, description) in enumerate(SERVICES, start=1):
        words = {"name": name, "short_name": short_name, "description": description}
        Service.objects.get_or_create(code=code, defaults={**words, "order": order})
    for order, (code, name) in enumerate(TOPICS, start=1):
        Topic.objects.get_or_create(code=code, defaults={"name": name, "order": order})
    for code, name, endonym in LANGUAGES:
        Language.objects.get_or_create(code=code, defaults={"name": name, "endonym": endonym})
    _load_places()


def _load_places() -> None:
    for town in _read("municipalities.json"):
        facts = {field: town[field] for field in ("name", "kind", "lat", "lon")}
        municipality, _made = Municipality.objects.get_or_create(ags=town["ags"], defaults=facts)
        for code in town["plz"]:
            PostalCode.objects.get_or_create(code=code, defaults={"municipality": municipality})
    towns = {town.ags: town for town in Municipality.objects.all()}
    known = set(Locality.objects.values_list("name", "municipality__ags"))
    for part in _read("localities.json"):
        if (part["name"], part["ags"]) not in known:
            Locality.objects.create(name=part["name"], municipality=towns[part["ags"]])
    _load_spellings(towns)


def _load_spellings(towns: Mapping[str, Municipality]) -> None:
    """Add the transliterations of towns that have no spelling yet.

    What the coordination has taken away from a town with others left does not come back.
    """
    spelled = set(PlaceAlias.objects.values_list("municipality__ags", flat=True))
    for row in _read("aliases.json"):
        names = dict.fromkeys(row[language] for language in ("ru", "uk", "ar"))
        if row["ags"] not in spelled:
            for name in names:
                PlaceAlias.objects.create(name=name, municipality=towns[row["ags"]])


def _read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return rows
