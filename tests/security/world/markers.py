"""The secret words: one for each private place, and who may read it."""

from dataclasses import dataclass

from tests.security.world.cast import INSIDE, ROLES

HOUSE_THERE = frozenset({"editor_there", "coordination", "administrator"})
"""Who edits what the other organisation has not published."""
TEXT = frozenset({"coordination", "administrator"})
"""Who edits the working text and the pages of the internal part."""
COORDINATION = frozenset({"coordination"})
SPEAKER = frozenset({"editor_there"})
"""Who belongs to the organisation there, and knows what it has not released."""
HERE = frozenset({"staff", "editor_here", "lead_here", "signatory"})
ADMINISTRATOR = frozenset({"administrator"})
NOBODY: frozenset[str] = frozenset()
EVERYBODY = frozenset(ROLES)

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
    "eventdraft": HOUSE_THERE,
    "eventchange": HOUSE_THERE,
    "eventexpired": HOUSE_THERE,
    "archivedhouse": TEXT,
    "archivedarticle": TEXT,
    # contacts
    "netcontact": INSIDE,
    "netmail": INSIDE,
    "netname": INSIDE,
    "netphone": INSIDE,
    "housename": HOUSE_THERE,
    "housephone": HOUSE_THERE,
    "coordinationname": HOUSE_THERE,  # its editor writes it
    "coordinationphone": HOUSE_THERE,
    "housecontact": HOUSE_THERE,
    "coordinationcontact": HOUSE_THERE,  # its editor writes it
    # an office that nobody has published
    "closedoffice": HOUSE_THERE,
    "closedchannel": HOUSE_THERE,
    "closeddays": HOUSE_THERE,
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
    "publicreason": EVERYBODY,  # why the partners accept a gap is sealed with the public version
    "sealedreason": INSIDE,
    "workingreason": INSIDE,
    "examplecase": INSIDE,
    "withdrawncase": INSIDE,
    # an agreement whose text its partners do not publish
    "closedtitle": INSIDE,
    "closedslug": INSIDE,
    "closedheading": INSIDE,
    "closedtext": INSIDE,
    "plainsentence": EVERYBODY,  # of a clause in force everybody reads number and sentence
    "unsignedtext": INSIDE,
    "unsignedplain": INSIDE,
    # how its versions came about, and who signed
    "occasion": TEXT,  # administrators read the log
    "discarded": COORDINATION,
    "failed": INSIDE,
    "signer": INSIDE,  # in the evidence of a version that everybody reads
    "unsignedsigner": INSIDE,
    "scan": INSIDE,
    "depositedscan": INSIDE,
    "waitingscan": COORDINATION,  # nobody of the cast handles the paper of the house there
    "withdrawal": INSIDE,
    "importname": NOBODY,  # begun by another member of the coordination
    "importtext": NOBODY,
    # what the partners were asked about, and said
    "roundclause": INSIDE,
    "message": INSIDE,
    "endedmessage": INSIDE,
    "endedcomment": INSIDE,
    "endedquote": INSIDE,
    "endedproposal": INSIDE,
    "endedreason": INSIDE,
    "endedanswer": INSIDE,
    "hereanswer": HERE,  # not released
    "draftcomment": SPEAKER,
    "draftquote": SPEAKER,
    "draftproposal": SPEAKER,
    "draftanswer": SPEAKER,
    "releasedcomment": SPEAKER | COORDINATION,  # others only when the round has ended
    "releasedproposal": SPEAKER | COORDINATION,
    "disposition": SPEAKER | COORDINATION,
    "question": INSIDE,
    "reviewoccasion": INSIDE,
    "reviewoutcome": INSIDE,
    "subscriber": NOBODY,
    "subscription": NOBODY,
    # notices, and who reads the digest
    "networknotice": INSIDE,
    "housenotice": HOUSE_THERE,
    "withdrawnnotice": HOUSE_THERE,  # whoever writes there may look it up
    "digestreader": NOBODY,
    # people, and what is noted about them
    "colleague": TEXT,
    "surname": TEXT,
    "invited": HOUSE_THERE,  # in the log of the house
    "logged": HOUSE_THERE,
    "report": HOUSE_THERE,  # what a reader wrote about an office
    "notice": NOBODY,  # in mails alone
    "confirmation": NOBODY,  # the hash of a link to confirm an office
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
