"""Exceptions of exceptions must come to an end: the check of a section against all others."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page

from agreement.clause_index import working_text_path
from agreement.drafts import clauses_below, rules_of
from agreement.rule_conflicts import rules_in_circles
from agreement.rules_of_blocks import finished_rules
from agreement.wording_lists import joined


def check_precedence(stream: Any, section: Any, parent: Page | None) -> None:
    """Check that no rule of a section closes a circle with the drafts of the others (one query).

    Raises StreamBlockValidationError with a sentence at each rule of this section in a circle.
    """
    if not any(rule.value["overrides"] for child in stream for rule in _rules(child)):
        return
    path = parent.path if parent else working_text_path(section)
    clauses = clauses_below(path)
    others = [clause for clause in clauses if clause.place.section_pk != section.pk]
    own = [
        rule
        for child in stream
        for rule in finished_rules(((r.id, r.value) for r in _rules(child)), child.id)
    ]
    circles = rules_in_circles([*own, *rules_of(others)])
    numbers = {clause.uid: clause.place.number for clause in clauses}
    errors = {
        place: error
        for place, child in enumerate(stream)
        if (error := _error_at(child, circles, numbers))
    }
    if errors:
        raise StreamBlockValidationError(block_errors=errors)


def _rules(child: Any) -> list[Any]:
    return list(child.value["rules"].bound_blocks)


def _error_at(
    child: Any, circles: dict[str, tuple[str, ...]], numbers: dict[str, str]
) -> StructBlockValidationError | None:
    errors = {
        place: StructBlockValidationError(
            block_errors={"overrides": ValidationError(_sentence(circles[rule.id], numbers))}
        )
        for place, rule in enumerate(_rules(child))
        if rule.id in circles
    }
    if not errors:
        return None
    return StructBlockValidationError(
        block_errors={"rules": ListBlockValidationError(block_errors=errors)}
    )


def _sentence(circle: tuple[str, ...], numbers: dict[str, str]) -> str:
    known = [number for uid, number in numbers.items() if uid in circle]
    unnumbered = [_("die neue Klausel")] if len(known) < len(circle) else []
    names = joined([*known, *unnumbered], _("und"))
    return (
        _(
            "Diese Klauseln weichen im Kreis voneinander ab: %s. Entscheiden Sie, welche den "
            "Vorrang hat, und nehmen Sie hier die andere heraus."
        )
        % names
    )
