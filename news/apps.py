from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("Aktuelles")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from news import receivers  # noqa: F401  # wires signals
        from news.models import ArticlePage, NewsFolderPage
        from news.permissions import ArticlePermissionPolicy
        from news.workplace import old_articles
        from portal.core.navigation import Entrance, register_entrance
        from portal.core.workplace import register_panel

        register_panel("old-articles", old_articles, 140)
        for model in (ArticlePage, NewsFolderPage):
            register_permission_policy(model, ArticlePermissionPolicy(model))

        text = _("Was die Organisationen mitteilen: neue Angebote, andere Zeiten, Termine.")
        register_entrance(Entrance("/aktuelles/", _("Aktuelles"), 40, text))
