from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AgreementConfig(AppConfig):
    name = "agreement"
    verbose_name = _("Vereinbarung")

    def ready(self) -> None:
        from wagtail.documents import get_document_model

        from agreement import receivers  # noqa: F401  # wires signals
        from agreement.document_visibility import SEALED_DOCUMENTS
        from agreement.triggers import install_triggers
        from agreement.visibility import register_policies
        from agreement.workplace import not_sealed
        from portal.core.file_visibility import register_file_users
        from portal.core.navigation import Entrance, register_entrance
        from portal.core.workplace import register_panel

        post_migrate.connect(install_triggers, sender=self)
        register_panel("not-sealed", not_sealed, 200)
        register_policies()
        register_file_users(get_document_model(), SEALED_DOCUMENTS)
        text = _("Was die Dienste vereinbart haben: wer für wen zuständig ist, und seit wann.")
        register_entrance(Entrance("/vereinbarung/", _("Vereinbarung"), 20, text))
