"""The agreement's plain models in the admin."""

from wagtail.snippets.views.snippets import SnippetViewSet

from agreement.models import Agreement


class AgreementViewSet(SnippetViewSet):
    """Agreements: their name, address and required form; the text is in the working text."""

    model = Agreement
    icon = "doc-full"
    list_display = ["title", "reference", "slug"]
    add_to_admin_menu = True
    menu_order = 240
