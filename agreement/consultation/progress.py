"""How far asking the partners is, for the page on which the coordination prepares a version."""

from dataclasses import dataclass

from agreement.consultation.ending import open_comments
from agreement.consultation.notices import PAGE, consultation_path, synopsis_path
from agreement.models.consultation import Consultation
from agreement.models.evidence import ProcessFreeze
from agreement.models.process import VersionProcess


@dataclass(frozen=True)
class Progress:
    """Who was asked about the last round and who has answered; without a consultation nobody."""

    round: int
    invite_url: str
    """Where to ask about the round; empty where somebody was asked or the round is over."""
    consultation: Consultation | None
    answered: tuple[str, ...]
    waiting: tuple[str, ...]
    open_comments: int
    manage_url: str
    synopsis_url: str


def progress_of(process: VersionProcess, frozen: ProcessFreeze | None) -> Progress | None:
    """Return how far a process is; `frozen` is the round it is in, None while the text changes.

    None as long as there is nothing to say: a draft that nobody was asked about.
    """
    rows = Consultation.objects.filter(process=process).select_related("freeze")
    newest = rows.defer("freeze__canonical").order_by("-opened_at").first()
    is_asked = newest is not None and (frozen is None or newest.freeze_id == frozen.pk)
    if newest is None and frozen is None:
        return None
    shown = newest if is_asked else None
    invitations = list(shown.invitations.all()) if shown else []
    newest_round = newest.freeze.round if newest else 0
    return Progress(
        round=frozen.round if frozen else newest_round,
        invite_url="" if is_asked else f"{PAGE}einladen/{process.pk}/",
        consultation=shown,
        answered=tuple(one.organisation_name for one in invitations if one.released_at),
        waiting=tuple(one.organisation_name for one in invitations if not one.released_at),
        open_comments=open_comments(process).count(),
        manage_url=f"{consultation_path(newest)}verwalten/" if newest else "",
        synopsis_url=synopsis_path(newest) if newest else "",
    )
