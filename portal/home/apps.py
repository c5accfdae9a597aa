from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "portal.home"
    label = "home"
    verbose_name = _("Startseite")

    def ready(self) -> None:
        from portal.core.navigation import Entrance, register_entrance

        register_entrance(Entrance("/impressum/", _("Impressum"), 10), footer=True)
        register_entrance(Entrance("/datenschutz/", _("Datenschutz"), 20), footer=True)
        register_entrance(Entrance("/barrierefreiheit/", _("Barrierefreiheit"), 30), footer=True)
