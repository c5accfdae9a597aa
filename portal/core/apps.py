from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def make_cache_table(using: str, **kwargs: Any) -> None:
    """Make the table of the cache that the workers share, unless it is there or none is used."""
    call_command("createcachetable", database=using, verbosity=0)


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"
    verbose_name = _("Grundlagen")

    def ready(self) -> None:
        from wagtail.documents import get_document_model
        from wagtail.images import get_image_model
        from wagtail.models import Page

        from portal.core import checks  # noqa: F401  # registers the project's system checks
        from portal.core.admin_scripts import start_choosers_by_attribute
        from portal.core.file_visibility import FILES, RENDITIONS
        from portal.core.models import PortalSettings
        from portal.core.page_visibility import PAGES
        from portal.core.picture_metadata import strip_renditions
        from portal.core.tags import hide_popular_tags
        from portal.core.text_kept import mark_refusals
        from portal.core.visibility import OPEN, register
        from portal.core.workplace import register_panel
        from portal.core.workplace_approvals import handed_in_by_me, waiting_for_me

        register(Page, PAGES)
        register(PortalSettings, OPEN)
        register(get_image_model(), FILES)
        register(get_document_model(), FILES)
        register(get_image_model().get_rendition_model(), RENDITIONS)
        start_choosers_by_attribute()
        strip_renditions()
        hide_popular_tags()
        register_panel("approvals", waiting_for_me, 100)
        register_panel("handed-in", handed_in_by_me, 110)
        mark_refusals()
        post_migrate.connect(make_cache_table, sender=self)
