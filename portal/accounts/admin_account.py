"""The admin's page of one's own account: only what has no place of its own at /konto/."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    NotificationsSettingsPanel,
)

NOT_HERE = (AvatarSettingsPanel, NotificationsSettingsPanel)
"""Mails are chosen at /konto/benachrichtigungen/; pictures of people are shown nowhere."""


class AdminAccountView(AccountView):
    """Shows name, language and looks of the admin."""

    def get_panels(self) -> list[Any]:
        """Return Wagtail's panels without those that the portal has elsewhere, or not at all."""
        return [panel for panel in super().get_panels() if not isinstance(panel, NOT_HERE)]


admin_account = require_admin_access(AdminAccountView.as_view())


@hooks.register("register_account_menu_item")
def way_to_the_account(request: Any) -> dict[str, str]:
    """Lead to the pages of the account that are not the admin's."""
    return {
        "url": reverse("account_overview"),
        "label": _("Mein Konto"),
        "help_text": _("Passwort, zweiter Faktor, Sitzungen und Benachrichtigungen."),
    }
