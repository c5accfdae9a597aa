"""The editor of a section asks what its form does to the coverage, before anything is saved."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST
from wagtail.blocks.struct_block import StructBlockValidationError

from agreement.blocks.choices import choices_remembered
from agreement.coverage.changes import changes_by
from agreement.coverage.texts import TextClause
from agreement.identity import new_uid
from agreement.models.working_text import SectionPage
from agreement.responsibility.rules import Rule
from agreement.rules_of_blocks import rule_of

FIELD = "clauses"
RESULT = "agreement/coverage/changes.html"


@require_POST
def changes_of_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the form of a section with what publishing it would change, as a piece of HTML.

    Nothing is saved. 403 for whoever may not edit the section, 404 for none, 400 for a form
    that arrived cut off.
    """
    section = get_object_or_404(SectionPage, pk=pk).specific
    if not section.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    working_text = section.get_parent().specific
    changes = changes_by(section, working_text, clauses_of_form(section, request))
    return render(request, RESULT, {"changes": changes})


def clauses_of_form(section: Any, request: HttpRequest) -> tuple[TextClause, ...]:
    """Return the clauses of a section's form; rules with mistakes do not count.

    Raises BadInput for a form that arrived cut off.
    """
    block = section._meta.get_field(FIELD).stream_block
    value = block.value_from_datadict(request.POST, request.FILES, FIELD)
    with choices_remembered():
        return tuple(_clause(child) for child in value)


def _clause(child: Any) -> TextClause:
    uid = child.id or new_uid()
    blocks = list(child.value["rules"].bound_blocks)
    rules = [rule for block in blocks if (rule := _rule(block, uid))]
    return TextClause(uid, child.value["heading"] or "", tuple(rules), len(rules) == len(blocks))


def _rule(block: Any, uid: str) -> Rule | None:
    """Return a rule of the form, None for one that is not finished or has mistakes."""
    try:
        return rule_of(block.id or new_uid(), uid, block.block.clean(block.value))
    except (StructBlockValidationError, ValueError):
        return None
