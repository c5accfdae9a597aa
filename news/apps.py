from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("Aktuelles")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from news import receivers  # noqa: F401  # wires signals
        from news.digest.mails import send_digests
        from news.models import ArticlePage, DigestMail, EventPage, NewsFolderPage
        from news.notices.mails import NOTICES, still_waits
        from news.notices.own_data import notices_of
        from news.permissions import ArticlePermissionPolicy
        from news.scheduling import publish_due
        from news.visibility import register_policies
        from news.workplace import broken_links, old_articles
        from portal.accounts.mail_rounds import register_sender
        from portal.accounts.notifications import register_kind
        from portal.accounts.own_data import register_section
        from portal.core.navigation import Entrance, register_entrance
        from portal.core.workplace import register_panel

        register_policies()
        register_sender("digests", send_digests, DigestMail.objects)
        about = _("Hinweise aus dem Netzwerk, die ich bestätigen soll")
        register_kind(NOTICES, about, still_waits)
        register_section("notices", notices_of)
        register_panel("old-articles", old_articles, 140)
        register_panel("broken-links", broken_links, 135)
        register_sender("schedule", publish_due)
        for model in (ArticlePage, EventPage, NewsFolderPage):
            register_permission_policy(model, ArticlePermissionPolicy(model))

        text = _("Was die Organisationen mitteilen: neue Angebote, andere Zeiten, Termine.")
        register_entrance(Entrance("/aktuelles/", _("Aktuelles"), 40, text))
