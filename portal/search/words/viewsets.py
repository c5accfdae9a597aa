"""The search's words in the admin, for the coordination."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.search.models import CompoundWord, Synonyms
from portal.search.words.forms import CompoundWordForm, SynonymsForm
from portal.search.words.views import (
    AddCompoundWord,
    AddSynonyms,
    EditCompoundWord,
    EditSynonyms,
)


class SynonymsViewSet(SnippetViewSet):
    """Groups of words that mean the same."""

    model = Synonyms
    icon = "link"
    list_display = ["words", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["words"]
    search_backend_name = None
    copy_view_enabled = False
    edit_handler = ObjectList(
        [FieldPanel("words"), FieldPanel("is_active")], base_form_class=SynonymsForm
    )
    add_view_class = AddSynonyms
    edit_view_class = EditSynonyms
    create_template_name = "search/admin/add_words.html"
    edit_template_name = "search/admin/edit_words.html"


class CompoundWordViewSet(SnippetViewSet):
    """Words that longer ones are made of."""

    model = CompoundWord
    icon = "pilcrow"
    list_display = ["word"]
    search_fields = ["word"]
    search_backend_name = None
    copy_view_enabled = False
    edit_handler = ObjectList([FieldPanel("word")], base_form_class=CompoundWordForm)
    add_view_class = AddCompoundWord
    edit_view_class = EditCompoundWord
    create_template_name = "search/admin/add_words.html"
    edit_template_name = "search/admin/edit_words.html"


class SearchViewSetGroup(SnippetViewSetGroup):
    """The menu of the search."""

    menu_label = _("Wörter der Suche")
    menu_icon = "search"
    menu_order = 255
    items = (SynonymsViewSet, CompoundWordViewSet)
