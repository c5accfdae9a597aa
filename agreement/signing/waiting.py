"""What waits for whom: the list on the first page of signing (and on the home of the admin)."""

from dataclasses import dataclass
from typing import Any

from agreement.enums import ProcessState
from agreement.models.process import VersionProcess
from agreement.models.signatures import PaperSignature
from agreement.signing.permissions import FOR_PAPER, is_of_coordination, parties_with
from agreement.signing.state import PartyState, SigningState, signing_states
from directory.enums import Role


@dataclass(frozen=True)
class Open:
    """A version that is being signed, as somebody sees it."""

    process: VersionProcess
    state: SigningState
    to_sign: tuple[PartyState, ...]
    """The parties for which this person signs and has not."""
    to_confirm: tuple[PartyState, ...]
    """The parties whose paper this person may confirm."""


def open_versions(user: Any) -> list[Open]:
    """Return every version that is being signed, with what this person has to do (5 queries)."""
    processes = list(
        VersionProcess.objects.filter(state=ProcessState.ADOPTED)
        .select_related("version__agreement")
        .defer("version__canonical")
        .order_by("agreement__title")
    )
    if not processes:
        return []
    own = parties_with(user, Role.SIGNATORY)
    handled, coordinates = parties_with(user, *FOR_PAPER), is_of_coordination(user)
    states = signing_states(process.version for process in processes if process.version)
    return [
        Open(
            process,
            state,
            tuple(party for party in state.missing if party.uuid in own),
            tuple(
                party
                for party in state.waiting
                if (coordinates or party.uuid in handled) and _is_anothers(party.waiting, user)
            ),
        )
        for process, state in zip(processes, states, strict=True)
    ]


def _is_anothers(paper: PaperSignature | None, user: Any) -> bool:
    return paper is not None and paper.uploaded_by_id not in (None, user.pk)
