from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("Konten")

    def ready(self) -> None:
        from portal.accounts.models import Notification, SilencedKind, User
        from portal.core.visibility import CLOSED, register

        for model in (User, Notification, SilencedKind):
            register(model, CLOSED)
