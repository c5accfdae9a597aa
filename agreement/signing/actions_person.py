"""Signing in the portal: with the account, or with a passkey over the very statement."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from agreement.enums import SignatureMethod
from agreement.models.sealed import AgreementVersion
from agreement.models.signatures import Signature
from agreement.signing import passkey
from agreement.signing.keeping import check_can_sign, keep, one_at_a_time, subject_of
from agreement.signing.permissions import may_sign_for
from agreement.signing.presence import Presence
from agreement.signing.refusals import SigningRefused
from agreement.signing.statement import Person, by_person, new_nonce


class NotPresent(SigningRefused):
    """Whoever wants to sign has to confirm first, or to show a second factor."""


def sign_by_account(
    version: AgreementVersion,
    party: str,
    function: str,
    user: Any,
    presence: Presence,
    shown_sha256: str,
) -> Signature:
    """Sign a version for a party with the account alone.

    `function` says whether somebody signs in the party's function or as its deputy, `presence`
    what the session shows of the person. Raises NotPresent where that is too little, and
    SigningRefused with the reason for everything else.
    """
    with one_at_a_time():
        _check_person(user, party, presence)
        subject = subject_of(version, party, function)
        check_can_sign(version, party, SignatureMethod.ACCOUNT, shown_sha256)
        statement = by_person(subject, person_of(user), new_nonce())
        proof = {"presence": list(presence.ways)}
        return keep(version, subject, SignatureMethod.ACCOUNT, statement, proof, user)


def sign_by_passkey(
    version: AgreementVersion,
    party: str,
    function: str,
    user: Any,
    presence: Presence,
    shown_sha256: str,
    asked: Mapping[str, Any] | None,
    credential: Mapping[str, Any],
) -> Signature:
    """Sign a version for a party with a passkey, whose signature covers the statement.

    `asked` is what the page asked the passkey (`passkey.ask`), to be used once. Raises as
    `sign_by_account` does, and SigningRefused for an answer that does not fit the question.
    """
    with one_at_a_time():
        _check_person(user, party, presence)
        subject = subject_of(version, party, function)
        check_can_sign(version, party, SignatureMethod.PASSKEY, shown_sha256)
        if not asked:
            raise SigningRefused(
                _("Diese Seite war schon zu lange offen. Prüfen Sie sie und unterzeichnen Sie neu.")
            )
        statement = by_person(subject, person_of(user), str(asked["nonce"]))
        proof = passkey.verified(user, statement, asked, credential)
        proof["presence"] = list(presence.ways)
        return keep(version, subject, SignatureMethod.PASSKEY, statement, proof, user)


def person_of(user: Any) -> Person:
    """Return somebody as the evidence names them."""
    return Person(name=user.get_full_name(), email=user.email)


def _check_person(user: Any, party: str, presence: Presence) -> None:
    if not may_sign_for(user, party):
        raise SigningRefused(_("Sie sind für diese Partei nicht (mehr) zeichnungsberechtigt."))
    if not presence.has_shown_factor:
        raise NotPresent(_("Zum Unterzeichnen brauchen Sie einen zweiten Faktor."))
    if not presence.has_confirmed:
        raise NotPresent(
            _("Bestätigen Sie zuerst, dass Sie es sind. Das gilt dann für fünf Minuten.")
        )
