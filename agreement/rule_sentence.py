"""The sentence of a rule while it is being written: what the editor's script shows above it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.blocks.struct_block import StructBlockValidationError

from agreement.blocks.choices import choices_remembered
from agreement.blocks.rules import RuleBlock
from agreement.clause_index import clause_entries
from agreement.demands import demands_of
from agreement.labels import service_names, words_with
from agreement.models import WorkingTextPage
from agreement.permissions import may_write_in
from agreement.responsibility.rules import Mode
from agreement.rules_of_blocks import rule_of
from agreement.wording import rule_in_words

_RULE = RuleBlock()


@dataclass(frozen=True)
class Preview:
    """What is shown above a rule: its sentence or a hint, its errors, and what the text must say.

    `demands` are pairs of words and whether the text says them.
    """

    sentence: str = ""
    hint: str = ""
    errors: tuple[str, ...] = ()
    demands: tuple[tuple[str, bool], ...] = ()


@require_POST
def rule_sentence(request: HttpRequest) -> JsonResponse:
    """Render a rule of the editor's form as it will be read.

    Takes the rule's fields without their prefix, and the plain `text` of its clause; returns the
    `Preview` as JSON. 403 for whoever writes in no working text.
    """
    if not any(may_write_in(request.user, text) for text in WorkingTextPage.objects.all()):
        raise PermissionDenied
    return JsonResponse(asdict(preview(request.POST)))


def preview(data: QueryDict) -> Preview:
    """Return what the rule in these form data says so far."""
    given = {name: block.value_from_datadict(data, {}, name) for name, block in _fields()}
    if not given["mode"] or (given["mode"] != Mode.PARENTS and not given["service"]):
        hint = _("Sobald Sie wählen, was gilt und für welchen Dienst, steht hier der Satz.")
        return Preview(hint=hint)
    try:
        with choices_remembered():
            value = _RULE.clean(_RULE.normalize(given))
    except StructBlockValidationError as refused:
        return Preview(errors=tuple(_sentences(refused)))
    rule = rule_of("new", "new", value)
    words = words_with({entry.uid: entry.number for entry in clause_entries()})
    text = data.get("text", "")
    return Preview(
        sentence=rule_in_words(rule, words),
        demands=tuple(
            (demand.words, demand.is_met_by(text))
            for demand in demands_of(rule, words, service_names())
        ),
    )


def _fields() -> Iterable[tuple[str, Any]]:
    blocks: dict[str, Any] = _RULE.child_blocks
    return blocks.items()


def _sentences(refused: StructBlockValidationError) -> Iterable[str]:
    blocks = dict(_fields())
    for name, error in refused.block_errors.items():
        for sentence in error.messages:
            yield f"{blocks[name].label}: {sentence}"
