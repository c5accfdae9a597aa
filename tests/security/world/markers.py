"""The secret words: one for each private place, and who may read it."""

from dataclasses import dataclass

from tests.security.world.cast import INSIDE

HOUSE_THERE = frozenset({"editor_there", "coordination", "administrator"})
"""Who edits what the other organisation has not published."""
TEXT = frozenset({"coordination", "administrator"})
"""Who edits the working text and the pages of the internal part."""
ADMINISTRATOR = frozenset({"administrator"})
NOBODY: frozenset[str] = frozenset()

WHO_MAY_READ: dict[str, frozenset[str]] = {
    # pages
    "internpage": INSIDE,
    "interntext": INSIDE,
    "interndraft": TEXT,
    "coordinationpage": TEXT,
    "internchange": TEXT,
    "housepage": HOUSE_THERE,
    "articledraft": HOUSE_THERE,
    "articlechange": HOUSE_THERE,
    "officechange": HOUSE_THERE,
    "expired": HOUSE_THERE,
    "expiring": HOUSE_THERE,
    "scheduled": HOUSE_THERE,
    "unpublished": HOUSE_THERE,
    "waiting": HOUSE_THERE,
    "comment": HOUSE_THERE,
    "archivedhouse": TEXT,
    "archivedarticle": TEXT,
    # contacts
    "netcontact": INSIDE,
    "netmail": INSIDE,
    "housecontact": HOUSE_THERE,
    "coordinationcontact": HOUSE_THERE,  # its editor writes it
    # files
    "nettitle": INSIDE,
    "netfile": INSIDE,
    "netcontent": INSIDE,
    "thereimage": HOUSE_THERE,
    "therealt": HOUSE_THERE,
    "therepicture": HOUSE_THERE,
    "theredocument": HOUSE_THERE,
    "theretag": NOBODY,  # tags of old are shown no more
    "therecollection": HOUSE_THERE,
    # the agreement
    "workingclause": INSIDE,
    "workingdraft": TEXT,
    "sealedclause": INSIDE,
    # people, and what is noted about them
    "colleague": TEXT,
    "surname": TEXT,
    "invited": HOUSE_THERE,  # in the log of the house
    "logged": HOUSE_THERE,
    "notice": NOBODY,  # in mails alone
    # where an old address leads
    "redirected": INSIDE,
}


@dataclass(frozen=True)
class Finding:
    """A secret word where it must not be."""

    role: str
    marker: str
    address: str


def word(place: str) -> str:
    """Return the secret word of a place: one lower-case word, no part of any other."""
    if place not in WHO_MAY_READ:
        raise KeyError(f"Say in WHO_MAY_READ who may read {place!r}")
    return f"qzx{place}xzq"


def found_in(text: str) -> set[str]:
    """Return the places whose secret words a text holds, however they are written."""
    lowered = text.lower()
    return {place for place in WHO_MAY_READ if word(place) in lowered}
