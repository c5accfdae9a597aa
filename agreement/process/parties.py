"""Who joins, leaves, takes another's place or signs differently, from version to version. Pure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from agreement.snapshot import PartySnapshot, Snapshot


def party_changes(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """Return a sentence for every change among the parties; organisations count by their UUID.

    Those who come stand first, then those who go, then those who stay and change.
    """
    old = {party.organisation: party for party in before.parties}
    new = {party.organisation: party for party in after.parties}
    followed = {
        party.succeeds for party in after.parties if party.succeeds in old.keys() - new.keys()
    }
    return (
        *_coming(old, new),
        *_going(old, new, followed),
        *_changing(old, new),
    )


def _coming(old: dict[str, PartySnapshot], new: dict[str, PartySnapshot]) -> Iterator[str]:
    for uuid, party in new.items():
        before = None if party.succeeds in new else old.get(party.succeeds)
        names = {"name": party.name, "before": before.name if before else ""}
        if before and uuid in old:
            yield _("%(before)s geht in %(name)s auf.") % names
        elif before:
            yield _("%(name)s tritt an die Stelle von %(before)s.") % names
        elif uuid not in old:
            yield _("%(name)s kommt als Partner dazu.") % names


def _going(
    old: dict[str, PartySnapshot], new: dict[str, PartySnapshot], followed: set[str]
) -> Iterator[str]:
    for uuid, party in old.items():
        if uuid not in new and uuid not in followed:
            yield _("%(name)s ist nicht mehr Partner.") % {"name": party.name}


def _changing(old: dict[str, PartySnapshot], new: dict[str, PartySnapshot]) -> Iterator[str]:
    for uuid, party in new.items():
        was = old.get(uuid)
        if was is None:
            continue
        names = {"name": party.name, "before": was.name}
        if was.name != party.name:
            yield _("%(before)s heißt jetzt %(name)s.") % names
        if was.role != party.role:
            yield _("%(name)s hat eine andere Rolle: %(role)s.") % {
                **names,
                "role": party.role or _("keine genannt"),
            }
        if was.signatory != party.signatory:
            yield _("Für %(name)s unterzeichnet jetzt: %(who)s.") % {
                **names,
                "who": party.signatory,
            }
        if was.deputy != party.deputy:
            yield _("In Vertretung unterzeichnet für %(name)s: %(who)s.") % {
                **names,
                "who": party.deputy or _("niemand"),
            }
