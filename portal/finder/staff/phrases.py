"""The words by which advisers name facts, in short and in full. Pure data.

“*” stands for any ending. Short forms are those of the trade in Baden-Württemberg: AU and VU are
the stages of accommodation, LEA is the state's first reception, a GU is run by the district.
"""

from collections.abc import Mapping

from agreement.vocabulary import Accommodation, Arrival, Period, ResidenceStatus
from portal.finder.answers import Field

Phrases = Mapping[str, tuple[str, ...]]

STATUSES: Phrases = {
    ResidenceStatus.ASYLUM_PENDING.value: (
        "Aufenthaltsgestattung", "Gestattung", "gestattet", "Asylverfahren läuft",
        "im Asylverfahren", "im laufenden Asylverfahren", "laufendes Asylverfahren",
        "im Verfahren", "Asylbewerber*", "Asylsuchend*",
    ),
    ResidenceStatus.ARRIVAL.value: ("Ankunftsnachweis", "AKN", "BÜMA"),
    ResidenceStatus.TOLERATED.value: (
        "Duldung", "Ausbildungsduldung", "Beschäftigungsduldung", "geduldet*",
    ),
    ResidenceStatus.PROTECTED.value: (
        "anerkannt*", "anerkannter Flüchtling", "anerkannte Flüchtlinge", "subsidiär*",
        "subsidiär* Schutz", "Flüchtlingseigenschaft", "Flüchtlingsschutz", "GFK",
        "asylberechtigt*", "Abschiebungsverbot*", "Abschiebeverbot*", "blauer Pass",
    ),
    ResidenceStatus.UKRAINE.value: (
        "vorübergehend* Schutz", "Ukraine", "Ukrainer*", "s24",
    ),
    ResidenceStatus.OPPORTUNITY.value: (
        "Chancen Aufenthaltsrecht", "Chancen Aufenthalt", "Chancenaufenthalt*", "s104c",
    ),
    ResidenceStatus.OTHER_PERMIT.value: (
        "Aufenthaltserlaubnis Arbeit", "Aufenthaltserlaubnis Ausbildung",
        "Aufenthaltserlaubnis Studium", "Aufenthaltserlaubnis Familie", "Blaue Karte",
        "Blaue Karte EU", "Blue Card", "Arbeitsvisum", "Studentenvisum", "Studienvisum",
    ),
    ResidenceStatus.SETTLED.value: (
        "Niederlassungserlaubnis", "Niederlassung", "NE", "Daueraufenthalt*",
        "Daueraufenthalt EU", "Erlaubnis zum Daueraufenthalt", "unbefristet*",
    ),
    ResidenceStatus.EU.value: (
        "EU", "EU Bürger*", "Unionsbürger*", "EWR", "EWR Bürger*", "Freizügigkeit",
        "freizügigkeitsberechtigt*",
    ),
    ResidenceStatus.REPATRIATE.value: ("Spätaussiedler*", "Aussiedler*", "BVFG"),
    ResidenceStatus.GERMAN.value: (
        "deutscher Pass", "deutschen Pass", "Deutscher", "Deutsche", "eingebürgert*",
        "deutsche Staatsangehörigkeit",
    ),
    ResidenceStatus.FICTION.value: ("Fiktionsbescheinigung", "Fiktion", "FikB"),
    ResidenceStatus.UNCLEAR.value: (
        "ohne Papiere", "keine Papiere", "ohne Status", "Status unklar", "Status unbekannt",
        "papierlos", "illegal*",
    ),
}  # fmt: skip

HOUSINGS: Phrases = {
    Accommodation.RECEPTION.value: (
        "LEA", "EA", "Erstaufnahme*", "Landeserstaufnahme*", "Ankunftszentrum",
    ),
    Accommodation.PROVISIONAL.value: (
        "VU", "vorläufig* Unterbringung", "GU", "Gemeinschaftsunterkunft*", "Kreisunterkunft",
        "Landkreisunterkunft", "Unterkunft des Landkreises",
    ),
    Accommodation.FOLLOW_UP.value: (
        "AU", "Anschlussunterbringung", "Anschlußunterbringung", "Gemeindeunterkunft",
        "städtische Unterkunft", "Unterkunft der Gemeinde", "Unterkunft der Stadt",
    ),
    Accommodation.PRIVATE.value: (
        "privat*", "eigene Wohnung", "eigener Wohnung", "Privatwohnung", "Mietwohnung",
        "zur Miete",
    ),
}  # fmt: skip

ARRIVALS: Phrases = {
    Arrival.REFUGEE.value: ("geflüchtet*", "geflohen*", "Flüchtling*", "Flucht"),
    Arrival.EU.value: ("aus der EU", "aus einem EU Staat", "EU Zuzug"),
    Arrival.FAMILY.value: ("nachgezogen*", "Ehegattennachzug", "zur Familie gekommen"),
    Arrival.WORK.value: (
        "Fachkraft", "Arbeitsmigrant*", "zum Arbeiten gekommen", "zum Studium gekommen",
        "Au pair", "internationale Studierende",
    ),
    Arrival.REPATRIATE.value: ("als Spätaussiedler*", "als Aussiedler*"),
}  # fmt: skip

_MANAGEMENT = ("IM", "IM Zeitraum", "IM Beratung", "Integrationsmanagement")
PERIODS: Phrases = {
    Period.RUNNING.value: (
        *(f"{one} {word}" for one in _MANAGEMENT for word in ("läuft", "laufend", "aktiv")),
        "im IM", "beim IM", "im Integrationsmanagement", "beim Integrationsmanagement",
    ),
    Period.OVER.value: (
        *(
            f"{one} {word}"
            for one in _MANAGEMENT
            for word in ("beendet", "vorbei", "abgelaufen", "ausgelaufen", "zu Ende", "fertig")
        ),
        *(f"{word} {one}" for one in _MANAGEMENT for word in ("nach", "ohne", "kein", "nie")),
    ),
}  # fmt: skip

TOPICS: Phrases = {
    "aufenthalt": (
        "Aufenthalt", "Aufenthaltstitel", "Titel verlängern", "Verlängerung",
        "Ausländerbehörde", "ABH", "Passbeschaffung",
    ),
    "asyl": ("Asyl", "Asylverfahren", "Asylantrag", "Asylfolgeantrag", "Anhörung", "BAMF"),
    "sprache": (
        "Deutschkurs*", "Sprachkurs*", "Integrationskurs*", "Deutsch lernen", "Sprache",
        "A1", "A2", "B1", "B2", "C1",
    ),
    "arbeit": (
        "Arbeit", "arbeiten", "Arbeitssuche", "Arbeitserlaubnis", "Job", "Jobsuche",
        "Ausbildung", "Ausbildungsplatz", "Ausbildungssuche", "Bewerbung*", "Praktikum",
        "Beruf", "Berufswahl",
    ),
    "anerkennung": ("Anerkennung", "Zeugnis*", "Zeugnisanerkennung", "Diplom*", "Abschluss"),
    "schule": (
        "Schule", "Schulplatz", "Einschulung", "Kita", "Kitaplatz", "Kindergarten", "Studium",
        "Uni", "studieren",
    ),
    "wohnen": ("Wohnung", "Wohnungssuche", "Wohnungslos*", "Wohnen", "Miete", "Umzug"),
    "gesundheit": (
        "Gesundheit", "Krankenkasse", "Krankenversicherung", "Arzt", "Ärztin", "krank",
        "Therapie", "Trauma", "traumatisiert", "psychisch*",
    ),
    "familie": ("Familie", "Kinder", "Schwangerschaft", "schwanger", "Scheidung", "Trennung"),
    "familiennachzug": ("Familiennachzug", "Familienzusammenführung", "Familie nachholen"),
    "geld": (
        "Geld", "Bürgergeld", "Jobcenter", "Grundsicherung", "Kindergeld", "Elterngeld",
        "Wohngeld", "Sozialamt", "Sozialleistung*", "Leistungen", "AsylbLG", "BAföG",
    ),
    "schulden": ("Schulden", "Inkasso", "Mahnung*", "Pfändung"),
    "einbuergerung": ("Einbürgerung", "einbürgern"),
    "gewalt": (
        "Gewalt", "häusliche Gewalt", "Diskriminierung", "diskriminiert", "Frauenhaus",
        "bedroht", "Stalking",
    ),
    "rueckkehr": ("Rückkehr", "Ausreise", "freiwillige Ausreise", "zurückkehren"),
    "briefe": ("Brief*", "Formular*", "Bescheid", "Behördenpost", "Antrag ausfüllen"),
}  # fmt: skip

PHRASES: Mapping[Field, Phrases] = {
    Field.STATUS: STATUSES,
    Field.HOUSING: HOUSINGS,
    Field.ARRIVAL: ARRIVALS,
    Field.PERIOD: PERIODS,
    Field.TOPIC: TOPICS,
}

_SILENT_WORDS = """
    ab aber abs absatz allein alleine als alt am an art asylg auch auf aufenthg aus bei beim
    beratung bitte braucht da danke das dem den der des die dort du ein eine einem einen einer
    er es etwas frage fragt frau fuer fur geht gemeinde gibt guten habe haben hallo hat herr
    hilfe hilft ich ihr ihre im in ist j ja jaehrig jahr jahre jahren jahrig jetzt kann kind
    klient klientin kommt lebt mann mein meine mit mochte moechte nach noch nur oder paragraf
    person schon sein seine seit sie sind so sohn stadt sucht tag thema tochter und unterkunft
    vom von vor war was wegen weil wem wer wie will wird wo wohnhaft wohnt zu zum zur zustaendig
    zustandig
"""
SILENT = frozenset(_SILENT_WORDS.split())
"""Folded words that say nothing to the rules, and need not be pointed out."""
