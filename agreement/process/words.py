"""What the coordination reads about a process: refusals in words."""

from django.utils.translation import gettext as _

from agreement.enums import ProcessState
from agreement.process.states import Act, ForbiddenAct


class ProcessRefused(Exception):
    """An act on a process that cannot be done; the message says why, for the reader."""


def in_words(forbidden: ForbiddenAct) -> str:
    """Return why an act is not possible, and what is."""
    sealed = {ProcessState.ADOPTED, ProcessState.SIGNED}
    if forbidden.act is Act.ADOPT and forbidden.state in sealed:
        return _("Diese Fassung ist schon festgeschrieben. Es gibt hier nichts mehr zu tun.")
    if forbidden.state == ProcessState.DRAFT and forbidden.act is Act.ADOPT:
        return _("Festgeschrieben wird erst nach der Abstimmung. Geben Sie den Text dorthin.")
    return _("Das geht jetzt nicht: Der Vorgang steht auf „%(state)s“.") % {
        "state": forbidden.state.label
    }
