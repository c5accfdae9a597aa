"""Words of the field that mean the same: what the search knows before anybody teaches it."""

from portal.search.models import Synonyms
from portal.search.words.groups import written_group

SEEDS = (
    ("MBE", "Migrationsberatung für erwachsene Zuwanderer", "Migrationsberatung"),
    ("JMD", "Jugendmigrationsdienst"),
    ("IM", "Integrationsmanagement"),
    ("FSA", "Flüchtlingssozialarbeit"),
    ("SVB", "Sozial- und Verfahrensberatung"),
    ("SGB", "Sozialgesetzbuch"),
    ("SGB II", "Bürgergeld", "Grundsicherung für Arbeitsuchende", "Hartz 4"),
    ("SGB VIII", "Kinder- und Jugendhilfe"),
    ("SGB XII", "Sozialhilfe"),
    ("AsylbLG", "Asylbewerberleistungsgesetz", "Asylbewerberleistungen"),
    ("AufenthG", "Aufenthaltsgesetz"),
    ("AsylG", "Asylgesetz"),
    ("FlüAG", "Flüchtlingsaufnahmegesetz"),
    ("VwV", "Verwaltungsvorschrift"),
    ("BAMF", "Bundesamt für Migration und Flüchtlinge"),
    ("ABH", "Ausländerbehörde", "Ausländeramt"),
    ("LRA", "Landratsamt", "Kreisverwaltung"),
    ("LEA", "Landeserstaufnahme", "Erstaufnahmeeinrichtung"),
    ("vorläufige Unterbringung", "Gemeinschaftsunterkunft", "GU"),
    ("DSGVO", "Datenschutz-Grundverordnung"),
    ("Duldung", "geduldet", "geduldete"),
    ("Jugendliche", "junge Menschen", "Jugend"),
    ("UMA", "unbegleitete minderjährige Ausländer", "unbegleitete Minderjährige"),
    ("IHK", "Industrie- und Handelskammer"),
    ("VHS", "Volkshochschule"),
    ("Sprachkurs", "Deutschkurs", "Integrationskurs"),
    ("Dolmetscher", "Übersetzer", "Sprachmittler"),
    ("Zeugnis", "Zeugnisanerkennung", "Berufsanerkennung"),
    ("Einbürgerung", "deutscher Pass", "Staatsangehörigkeit"),
    ("Familiennachzug", "Familienzusammenführung"),
    ("Niederlassungserlaubnis", "unbefristeter Aufenthalt"),
    ("Schwangerschaft", "schwanger"),
    ("Fallübergabe", "Übergabebogen", "Fallabgabe"),
    ("Telefonnummer", "Rufnummer"),
    ("Sprechstunde", "Öffnungszeiten", "Beratungszeiten"),
    ("Formular", "Vordruck", "Antragsformular"),
)
"""Names, their abbreviations, and what people say instead."""


def load_synonyms() -> int:
    """Teach the search its first words, unless it has been taught any; returns how many groups.

    What the coordination changes, switches off or deletes stays as it left it.
    """
    if Synonyms.objects.exists():
        return 0
    made = [Synonyms(words=written_group(words)) for words in SEEDS]
    return len(Synonyms.objects.bulk_create(made))
