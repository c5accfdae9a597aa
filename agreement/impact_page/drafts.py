"""The newest drafts of a working text as a text to compare: what it would say once published."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agreement.coverage.subjects import Subject, accepted_now
from agreement.coverage.texts import ClausePlace, CoveredText
from agreement.drafts import DraftClause, draft_clauses, rules_of
from agreement.labels import words_with


@dataclass(frozen=True, eq=False)
class DraftSubject(Subject):
    """The newest drafts; who provides a service stands as it is published."""

    @property
    def title(self) -> str:
        """What is looked at."""
        return _("Neueste Entwürfe")


def draft_subject(working_text: Any) -> DraftSubject:
    """Return the newest drafts of a working text; unfinished rules do not count."""
    clauses = draft_clauses(working_text)
    places = {clause.uid: _place(clause) for clause in clauses}
    text = CoveredText(
        rules=rules_of(clauses),
        clauses=places,
        unfinished=tuple(places[clause.uid] for clause in clauses if clause.incomplete),
    )
    return DraftSubject(
        agreement=working_text.agreement,
        text=text,
        words=words_with(text.numbers),
        accepted=tuple(accepted_now(working_text.agreement)),
        working_text=working_text,
    )


def _place(clause: DraftClause) -> ClausePlace:
    """Return where a clause is edited: a draft is read nowhere else."""
    place = clause.place
    url = reverse("wagtailadmin_pages:edit", args=[place.section_pk])
    return ClausePlace(
        place.uid,
        place.number,
        place.heading,
        f"{url}#block-{place.uid}-section",
        place.section_pk,
    )
