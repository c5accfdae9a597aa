from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinderConfig(AppConfig):
    name = "portal.finder"
    label = "finder"
    verbose_name = _("Anlaufstellen-Finder")

    def ready(self) -> None:
        from portal.accounts.notifications import register_kind
        from portal.core.navigation import Entrance, register_entrance
        from portal.core.workplace import register_panel
        from portal.finder import receivers  # noqa: F401  # connects its receivers
        from portal.finder.unserved import receivers as unserved_receivers  # noqa: F401
        from portal.finder.unserved.panel import unserved
        from portal.finder.unserved.telling import UNSERVED

        text = _("Fünf kurze Fragen, dann wissen Sie, wohin. Nichts wird gespeichert.")
        register_entrance(Entrance("/anlaufstelle-finden/", _("Anlaufstelle finden"), 10, text))
        register_panel("unserved", unserved, 128)
        register_kind(UNSERVED, _("Dienste, für die keine Beratungsstelle im Portal steht"))
