"""The closed sets that responsibility rules speak in.

Codes are sealed into versions and travel in forms: they are never renamed or reused. What the
sets mean is settled by the agreement, so they belong to it, not to the directory.
"""

from collections.abc import Mapping, Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from agreement.responsibility.facts import Dimension


class ResidenceStatus(TextChoices):
    """Titles of residence, as people find them on their papers."""

    ASYLUM_PENDING = "gestattung", _("Aufenthaltsgestattung (Asylverfahren läuft)")
    ARRIVAL = "ankunftsnachweis", _("Ankunftsnachweis (gerade angekommen)")
    TOLERATED = "duldung", _("Duldung (Abschiebung ist ausgesetzt)")
    PROTECTED = "ae_schutz", _("Aufenthaltserlaubnis nach Anerkennung (§ 25 Abs. 1–3)")
    UKRAINE = "s24", _("Vorübergehender Schutz nach § 24 (Ukraine)")
    OPPORTUNITY = "s104c", _("Chancen-Aufenthaltsrecht (§ 104c)")
    OTHER_PERMIT = "ae_andere", _("Aufenthaltserlaubnis: Arbeit, Ausbildung, Studium, Familie")
    SETTLED = "ne", _("Niederlassungserlaubnis oder Daueraufenthalt-EU")
    EU = "eu", _("Bürgerin oder Bürger eines EU- oder EWR-Staats")
    REPATRIATE = "spaet", _("Spätaussiedler und Angehörige")
    GERMAN = "deutsch", _("Deutscher Pass")
    FICTION = "fiktion", _("Fiktionsbescheinigung (Antrag läuft)")
    UNCLEAR = "unklar", _("Keine Papiere oder unklar")


class Accommodation(TextChoices):
    """How somebody lives: the stages of reception, or a home of one's own without flight."""

    RECEPTION = "ea", _("Erstaufnahme des Landes")
    PROVISIONAL = "vu", _("Vorläufige Unterbringung des Landkreises")
    FOLLOW_UP = "au", _("Anschlussunterbringung der Gemeinde oder eigene Wohnung danach")
    PRIVATE = "privat", _("Eigene Wohnung (nicht als Geflüchtete)")


class Arrival(TextChoices):
    """As what somebody came."""

    REFUGEE = "flucht", _("Geflüchtet")
    EU = "eu", _("Aus einem EU-Staat")
    FAMILY = "familie", _("Zur Familie nachgezogen")
    WORK = "arbeit", _("Zum Arbeiten, Lernen oder Studieren")
    REPATRIATE = "spaet", _("Als Spätaussiedler oder Angehörige")


class Period(TextChoices):
    """Where somebody stands in the advice period of integration management."""

    RUNNING = "laeuft", _("Der Beratungszeitraum des Integrationsmanagements läuft")
    OVER = "beendet", _("Der Beratungszeitraum ist vorbei oder hat nie begonnen")


ARRIVAL_OF_STATUS: Mapping[str, Arrival] = {
    ResidenceStatus.ASYLUM_PENDING: Arrival.REFUGEE,
    ResidenceStatus.ARRIVAL: Arrival.REFUGEE,
    ResidenceStatus.TOLERATED: Arrival.REFUGEE,
    ResidenceStatus.PROTECTED: Arrival.REFUGEE,
    ResidenceStatus.UKRAINE: Arrival.REFUGEE,
    ResidenceStatus.OPPORTUNITY: Arrival.REFUGEE,
    ResidenceStatus.EU: Arrival.EU,
    ResidenceStatus.REPATRIATE: Arrival.REPATRIATE,
}
"""What a status says about how somebody came; other statuses leave it open."""

RESERVED_SLUGS = frozenset({"fassungen", "vergleich", "k", "pruefen", "dienste", "gesamttext"})
"""Addresses below an agreement that no section may take."""


def universe(municipalities: Sequence[str], topics: Sequence[str]) -> Mapping[Dimension, list[str]]:
    """Return every closed set of the router; places and topics are kept by the directory."""
    return {
        Dimension.STATUS: list(ResidenceStatus.values),
        Dimension.ACCOMMODATION: list(Accommodation.values),
        Dimension.ARRIVAL: list(Arrival.values),
        Dimension.PERIOD: list(Period.values),
        Dimension.MUNICIPALITY: list(municipalities),
        Dimension.TOPIC: list(topics),
    }
