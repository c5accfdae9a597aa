"""The closed sets as parts of a sentence: “wer … hat”, “wer … wohnt”."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from agreement.vocabulary import Accommodation, Arrival, Period, ResidenceStatus

Phrases = Mapping[str, object]

# “Wer … hat”
STATUS_PHRASES: Phrases = {
    ResidenceStatus.ASYLUM_PENDING: _("eine Aufenthaltsgestattung"),
    ResidenceStatus.ARRIVAL: _("einen Ankunftsnachweis"),
    ResidenceStatus.TOLERATED: _("eine Duldung"),
    ResidenceStatus.PROTECTED: _("eine Aufenthaltserlaubnis nach Anerkennung"),
    ResidenceStatus.UKRAINE: _("vorübergehenden Schutz nach § 24"),
    ResidenceStatus.OPPORTUNITY: _("das Chancen-Aufenthaltsrecht"),
    ResidenceStatus.OTHER_PERMIT: _("eine andere Aufenthaltserlaubnis"),
    ResidenceStatus.SETTLED: _("eine Niederlassungserlaubnis"),
    ResidenceStatus.EU: _("die Staatsangehörigkeit eines EU- oder EWR-Staats"),
    ResidenceStatus.REPATRIATE: _("die Aufnahme als Spätaussiedler oder Angehörige"),
    ResidenceStatus.GERMAN: _("einen deutschen Pass"),
    ResidenceStatus.FICTION: _("eine Fiktionsbescheinigung"),
    ResidenceStatus.UNCLEAR: _("keine oder unklare Papiere"),
}

# “Wer … wohnt”
ACCOMMODATION_PHRASES: Phrases = {
    Accommodation.RECEPTION: _("in der Erstaufnahme"),
    Accommodation.PROVISIONAL: _("in der vorläufigen Unterbringung"),
    Accommodation.FOLLOW_UP: _("in der Anschlussunterbringung oder danach in eigener Wohnung"),
    Accommodation.PRIVATE: _("ohne Flucht in eigener Wohnung"),
}

# “Wer …”
ARRIVAL_PHRASES: Phrases = {
    Arrival.REFUGEE: _("geflüchtet ist"),
    Arrival.EU: _("aus einem EU-Staat gekommen ist"),
    Arrival.FAMILY: _("zur Familie nachgezogen ist"),
    Arrival.WORK: _("zum Arbeiten, Lernen oder Studieren gekommen ist"),
    Arrival.REPATRIATE: _("als Spätaussiedler oder Angehörige gekommen ist"),
}

# “Wer …”
PERIOD_PHRASES: Phrases = {
    Period.RUNNING: _("noch im Beratungszeitraum des Integrationsmanagements ist"),
    Period.OVER: _("nicht oder nicht mehr im Beratungszeitraum des Integrationsmanagements ist"),
}

# “12 bis 26 Jahre mit …”, “… außer …”
STATUS_NOUNS: Phrases = {
    ResidenceStatus.ASYLUM_PENDING: _("Aufenthaltsgestattung"),
    ResidenceStatus.ARRIVAL: _("Ankunftsnachweis"),
    ResidenceStatus.TOLERATED: _("Duldung"),
    ResidenceStatus.PROTECTED: _("Aufenthaltserlaubnis nach Anerkennung"),
    ResidenceStatus.UKRAINE: _("Schutz nach § 24"),
    ResidenceStatus.OPPORTUNITY: _("Chancen-Aufenthaltsrecht"),
    ResidenceStatus.OTHER_PERMIT: _("anderer Aufenthaltserlaubnis"),
    ResidenceStatus.SETTLED: _("Niederlassungserlaubnis"),
    ResidenceStatus.EU: _("Pass eines EU- oder EWR-Staats"),
    ResidenceStatus.REPATRIATE: _("Aufnahme als Spätaussiedler oder Angehörige"),
    ResidenceStatus.GERMAN: _("deutschem Pass"),
    ResidenceStatus.FICTION: _("Fiktionsbescheinigung"),
    ResidenceStatus.UNCLEAR: _("keinen oder unklaren Papieren"),
}

# “12 bis 26 Jahre, …”
ARRIVAL_NOTES: Phrases = {
    Arrival.REFUGEE: _("geflüchtet"),
    Arrival.EU: _("aus einem EU-Staat gekommen"),
    Arrival.FAMILY: _("zur Familie nachgezogen"),
    Arrival.WORK: _("zum Arbeiten, Lernen oder Studieren gekommen"),
    Arrival.REPATRIATE: _("als Spätaussiedler oder Angehörige gekommen"),
}

# “12 bis 26 Jahre, …”
PERIOD_NOTES: Phrases = {
    Period.RUNNING: _("im Beratungszeitraum des Integrationsmanagements"),
    Period.OVER: _("außerhalb des Beratungszeitraums des Integrationsmanagements"),
}

# “Zuständig ist …”: services without an article here are named without one.
SERVICE_ARTICLES: Mapping[str, str] = {
    "mbe": "die",
    "jmd": "der",
    "im": "das",
    "fsa": "die",
    "svb": "die",
}
