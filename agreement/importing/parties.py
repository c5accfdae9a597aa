"""The partners that a file names, found in the directory."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from agreement.importing.imported import ImportedParty, ImportProblem
from agreement.models import Party
from directory.models import OrganisationPage


def parties_of(
    named: Sequence[ImportedParty] | None,
) -> tuple[list[Party] | None, list[ImportProblem]]:
    """Return partners as a working text holds them, and a problem for each that is not found.

    None where the file speaks of no partners: then those of the working text stay.
    """
    if named is None:
        return None, []
    by_name: dict[str, list[OrganisationPage]] = {}
    for organisation in OrganisationPage.objects.filter(archived_on=None).order_by("title"):
        for key in (organisation.title.casefold(), str(organisation.uuid)):
            by_name.setdefault(key, []).append(organisation)
    parties, problems, seen = [], [], set()
    for number, one in enumerate(named, start=1):
        place = _("Partner %(number)s") % {"number": number}
        found = by_name.get(one.name.casefold(), [])
        if len(found) != 1:
            problems.append(ImportProblem(place, _not_found(one.name, len(found))))
            continue
        if found[0].pk in seen:
            sentence = _("„%(name)s“ steht zweimal unter den Partnern.")
            problems.append(ImportProblem(place, sentence % {"name": one.name}))
        seen.add(found[0].pk)
        parties.append(
            Party(
                organisation=found[0],
                role=one.role,
                signatory=one.signatory,
                sort_order=number - 1,
            )
        )
    return parties, problems


def _not_found(name: str, count: int) -> str:
    if count:
        sentence = _(
            "„%(name)s“ heißen mehrere Organisationen im Verzeichnis. Schreiben Sie die UUID."
        )
    else:
        sentence = _(
            "„%(name)s“ steht nicht im Verzeichnis. Legen Sie die Organisation zuerst an oder "
            "schreiben Sie ihren Namen wie dort."
        )
    return sentence % {"name": name[:60]}
