from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "portal.search"
    label = "portal_search"
    verbose_name = _("Suche")

    def ready(self) -> None:
        from portal.core.visibility import CLOSED, register
        from portal.search import models
        from portal.search.entries.receivers import connect_receivers
        from portal.search.entries.receivers_of_files import connect_receivers_of_files
        from portal.search.entries.sources import register_all

        for kept in (
            models.SearchEntry,
            models.EntryFacet,
            models.SearchState,
            models.SearchCount,
            models.DocumentText,
            models.Synonyms,
            models.CompoundWord,
        ):
            register(kept, CLOSED)
        register_all()
        connect_receivers()
        connect_receivers_of_files()
