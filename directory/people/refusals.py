"""Why an act on people is refused, in words for the person who tried."""


class PeopleRefused(Exception):
    """An act is refused; `sentence` says why and what to do, `field` where to mend it."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class InvitationGone(Exception):
    """There is no such open invitation: forged, used, revoked or expired, which nobody is told."""


class AccountExists(Exception):
    """The invited address has an account: its owner has to log in to accept."""


class AnotherAccount(Exception):
    """Somebody is logged in with another address than the invited one."""
