from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("Aktuelles")

    def ready(self) -> None:
        from news import receivers  # noqa: F401  # wires signals
        from portal.core.navigation import Entrance, register_entrance

        text = _("Was die Organisationen mitteilen: neue Angebote, andere Zeiten, Termine.")
        register_entrance(Entrance("/aktuelles/", _("Aktuelles"), 40, text))
