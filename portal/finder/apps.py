from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinderConfig(AppConfig):
    name = "portal.finder"
    label = "finder"
    verbose_name = _("Anlaufstellen-Finder")

    def ready(self) -> None:
        from portal.core.navigation import Entrance, register_entrance

        text = _("Fünf kurze Fragen, dann wissen Sie, wohin. Nichts wird gespeichert.")
        register_entrance(Entrance("/anlaufstelle-finden/", _("Anlaufstelle finden"), 10, text))
