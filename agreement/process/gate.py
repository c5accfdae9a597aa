"""What every act asks first."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agreement.permissions import may_decide_versions
from agreement.process.words import ProcessRefused


def permit(by: Any) -> None:
    """Raise PermissionDenied for anybody but the coordination."""
    if not may_decide_versions(by):
        raise PermissionDenied


def need(reason: str) -> None:
    """Raise ProcessRefused for a reason that says nothing."""
    if not reason.strip():
        raise ProcessRefused(_("Nennen Sie einen Grund: Er bleibt beim Vorgang stehen."))
