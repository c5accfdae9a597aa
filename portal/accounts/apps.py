from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("Konten")

    def ready(self) -> None:
        from portal.accounts import workflow_notices
        from portal.accounts.models import Notification, SilencedKind, User
        from portal.accounts.notifications import register_kind
        from portal.core.visibility import CLOSED, register

        for model in (User, Notification, SilencedKind):
            register(model, CLOSED)
        for kind, label in workflow_notices.KINDS.items():
            register_kind(kind, label)
        workflow_notices.take_over_from_wagtail()
