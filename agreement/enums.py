"""The named states and kinds of the agreement."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequiredForm(TextChoices):
    """The form that the partners' signatures must have (§ 126, § 126a, § 127 BGB; § 56 SGB X)."""

    ANY = "any", _("Frei vereinbart (§ 127 BGB)")
    WRITTEN = "written", _("Schriftform: eigenhändig auf Papier oder qualifiziert elektronisch")


class TextAudience(TextChoices):
    """Who may read the text of signed versions."""

    ALL = "all", _("Alle")
    NETWORK = "network", _("Nur das Netzwerk")


class EntryKind(TextChoices):
    """What a ledger entry records."""

    SEAL = "seal", _("Festgeschrieben")
    SIGNATURE = "signature", _("Unterzeichnet")
    WITHDRAWAL = "withdrawal", _("Unterschrift zurückgenommen")
    SIGNED = "signed", _("Vollständig unterzeichnet")
    COMMENCEMENT = "commencement", _("Inkrafttreten festgelegt")
    TERMINATION = "termination", _("Ende festgelegt")
    FAILURE = "failure", _("Gescheitert")
    SCAN = "scan", _("Unterzeichnetes Papier hinterlegt")
    KEY = "key", _("Schlüssel des Registers")


class ProcessState(TextChoices):
    """How far a new version is; what comes after the last signature follows from the ledger."""

    DRAFT = "draft", _("In Arbeit")
    CONSULTATION = "consultation", _("In Abstimmung")
    ADOPTED = "adopted", _("Festgeschrieben, wird unterzeichnet")
    SIGNED = "signed", _("Unterzeichnet")
    DISCARDED = "discarded", _("Verworfen")
    FAILED = "failed", _("Gescheitert")


class CommencementMode(TextChoices):
    """What a version's taking effect waits for, beside all signatures."""

    ON_DAY = "day", _("An einem festen Tag, frühestens mit der letzten Unterschrift")
    LAST_SIGNATURE = "signature", _("Mit der letzten Unterschrift")
    DECISION = "decision", _("Durch einen Beschluss nach der letzten Unterschrift")


class LineageKind(TextChoices):
    """What became of a clause that the text no longer has."""

    ENDED = "ended", _("Entfallen")
    REPLACED = "replaced", _("Ersetzt durch eine andere Klausel")
    SPLIT = "split", _("Aufgeteilt in mehrere Klauseln")
    MERGED = "merged", _("Aufgegangen in einer anderen Klausel")


class SignatureMethod(TextChoices):
    """How a party signed."""

    PAPER = "paper", _("Auf Papier")
    ACCOUNT = "account", _("Mit dem Konto")
    PASSKEY = "passkey", _("Mit einem Passkey")
    QUALIFIED = "qualified", _("Qualifiziert elektronisch")


class ArtifactKind(TextChoices):
    """The files that go with a version."""

    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word-Dokument")
    AKN = "xml", _("Akoma Ntoso")
    SCAN = "scan", _("Scan des unterzeichneten Papiers")


class ClauseKind(TextChoices):
    """Whether a clause binds the partners or explains another one."""

    BINDING = "binding", _("Bindend")
    EXPLANATORY = "explanatory", _("Erläuterung, nicht bindend")


class ChangeKind(TextChoices):
    """How much a change of a clause means."""

    SUBSTANTIAL = "substantial", _("Inhaltlich")
    EDITORIAL = "editorial", _("Nur redaktionell")


class FindingKind(TextChoices):
    """What is wrong with who leads in a case."""

    GAP = "gap", _("Lücke")
    OVERLAP = "overlap", _("Doppelzuständigkeit")


class ExampleState(TextChoices):
    """How far the partners are with an example case."""

    PROPOSED = "proposed", _("Vorgeschlagen")
    AGREED = "agreed", _("Vereinbart")
    WITHDRAWN = "withdrawn", _("Zurückgezogen")


class Claim(TextChoices):
    """Whether a clause settles who is responsible, as its editors say."""

    BY_TEXT = "", _("Das Portal sieht im Text nach")
    YES = "yes", _("Ja")
    NO = "no", _("Nein, sie erwähnt sie nur")


class Disclosure(TextChoices):
    """When the other organisations see what one says in a consultation."""

    RELEASED = "released", _("Erst, wenn die Organisation sie freigibt")
    AT_ONCE = "at-once", _("Sofort alle Eingeladenen")
    AFTER_END = "after-end", _("Freigegebene erst nach dem Ende der Abstimmung")


class CommentKind(TextChoices):
    """What a comment in a consultation is."""

    REMARK = "remark", _("Anmerkung")
    PROPOSAL = "proposal", _("Anderer Wortlaut")
    AGREEMENT = "agreement", _("Zustimmung")
    OBJECTION = "objection", _("Einwand")


class CommentState(TextChoices):
    """Whether a comment is said, or only written."""

    DRAFT = "draft", _("Entwurf der eigenen Organisation")
    RELEASED = "released", _("Freigegeben")


class DispositionResult(TextChoices):
    """What was made of a comment."""

    ADOPTED = "adopted", _("Übernommen")
    PARTLY = "partly", _("Teilweise übernommen")
    REJECTED = "rejected", _("Nicht übernommen")
    SETTLED = "settled", _("Erledigt")


class OfficialPosition(TextChoices):
    """The official answer of an organisation in a word."""

    AGREES = "agrees", _("Stimmt zu")
    WITH_CHANGES = "changes", _("Stimmt mit Änderungen zu")
    OBJECTS = "objects", _("Stimmt nicht zu")


class FollowMail(TextChoices):
    """What a mail to somebody who follows the agreement is about."""

    CONFIRMATION = "confirmation", _("Abonnement bestätigen")
    SIGNED = "signed", _("Neue Fassung unterzeichnet")
    IN_FORCE = "in-force", _("Neue Fassung in Kraft")
