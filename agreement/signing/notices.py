"""What people are told by mail about signing; each a sentence, without anybody's name."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from agreement.enums import SignatureMethod
from agreement.models.sealed import AgreementVersion
from agreement.models.signatures import PaperSignature, Signature
from agreement.reading import text_of
from agreement.signing.permissions import FOR_PAPER, people_of
from agreement.signing.state import signing_state
from agreement.wording_lists import joined
from directory.people.addressees import coordinators
from portal.accounts.models import User
from portal.accounts.notifications import notify

SIGNING = "unterzeichnen"
"""The kind of these notices."""
PAGE = "/intern/unterzeichnen/"
"""The standing address of the page for signing, for mails."""

HAS_SIGNED = _(
    "%(title)s, Fassung %(number)s: %(party)s hat unterzeichnet (%(method)s). "
    "Es fehlen noch: %(missing)s."
)
PAPER_WAITS = _(
    "%(title)s, Fassung %(number)s: Eine Unterschrift auf Papier von %(party)s wartet darauf, dass "
    "eine zweite Person sie bestätigt."
)
PAPER_REJECTED = _(
    "%(title)s, Fassung %(number)s: Ihr Scan für %(party)s wurde nicht bestätigt. Grund: %(reason)s"
)
TAKEN_BACK = _(
    "%(title)s, Fassung %(number)s: Die Unterschrift von %(party)s wurde zurückgenommen. "
    "Grund: %(reason)s"
)
TO_SIGN = _(
    "%(title)s, Fassung %(number)s: Es fehlt noch die Unterschrift von %(party)s, bis %(day)s."
)
TO_SIGN_TODAY = _(
    "%(title)s, Fassung %(number)s: Heute ist der letzte Tag für die Unterschrift von %(party)s."
)
OVERDUE = _(
    "%(title)s, Fassung %(number)s: Die Unterschrift von %(party)s war bis %(day)s erbeten und "
    "fehlt noch."
)


def version_path(version: AgreementVersion) -> str:
    """Return where a version is signed."""
    return f"{PAGE}{version.agreement.slug}/{version.number}/"


def tell_of_signature(signature: Signature, by: Any) -> None:
    """Tell the parties and the coordination that one more party has signed, and who has not."""
    version = signature.version
    missing = [party.name for party in signing_state(version).missing]
    words = {
        "party": signature.party_name,
        "method": SignatureMethod(signature.method).label,
        "missing": joined(missing, str(_("und"))),
    }
    _tell(_everybody_concerned(version), version, HAS_SIGNED, words, by)


def tell_of_paper(paper: PaperSignature, party_name: str, by: Any) -> None:
    """Tell whoever may confirm a signature on paper that it waits."""
    people = people_of([str(paper.party)], *FOR_PAPER).get(str(paper.party), set())
    words = {"party": party_name}
    _tell(_with_coordination(people), paper.version, PAPER_WAITS, words, by)


def tell_of_rejection(paper: PaperSignature, party_name: str, reason: str, by: Any) -> None:
    """Tell whoever uploaded a scan why it was not confirmed."""
    if paper.uploaded_by_id:
        words = {"party": party_name, "reason": reason}
        _tell({paper.uploaded_by_id}, paper.version, PAPER_REJECTED, words, None)


def tell_of_withdrawal(signature: Signature, reason: str, by: Any) -> None:
    """Tell the parties and the coordination that a signature was taken back, and why."""
    words = {"party": signature.party_name, "reason": reason}
    _tell(_everybody_concerned(signature.version), signature.version, TAKEN_BACK, words, by)


def remind(people: Iterable[int], version: AgreementVersion, text: Any, words: Any) -> None:
    """Remind people of a signature that is missing."""
    _tell(set(people), version, text, words, None)


def _everybody_concerned(version: AgreementVersion) -> set[int]:
    """Return the signatories and lead editors of every party, and the coordination."""
    parties = [party.organisation for party in text_of(version).parties]
    people = people_of(parties, *FOR_PAPER).values()
    return _with_coordination({key for keys in people for key in keys})


def _with_coordination(people: set[int]) -> set[int]:
    return people | set(coordinators().values_list("pk", flat=True))


def _tell(
    people: set[int], version: AgreementVersion, text: Any, words: dict[str, Any], by: Any | None
) -> None:
    accounts = User.objects.filter(pk__in=people - {by.pk} if by else people)
    facts = {"title": str(version.agreement), "number": version.number}
    notify(accounts, SIGNING, text, version_path(version), words=facts | words)
