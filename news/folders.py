"""Every organisation has a folder for its articles, at the same place below it."""

from django.db import transaction
from wagtail.models import Page

from directory.models import OrganisationPage
from news.models import NewsFolderPage

TITLE = "Aktuelles"


@transaction.atomic
def ensure_news_folder(organisation: OrganisationPage) -> NewsFolderPage:
    """Return the folder of an organisation, made or put right if need be.

    Idempotent: title and articles stay as the editors left them. A page of another kind that
    stands at the folder's address gives way; its number keeps its new address unique.
    """
    folder = NewsFolderPage.objects.child_of(organisation).first()
    if folder is not None and folder.slug == NewsFolderPage.SLUG:
        return folder
    for other in organisation.get_children().filter(slug=NewsFolderPage.SLUG):
        _readdress(other.specific, f"{other.slug}-{other.pk}")
    if folder is not None:
        _readdress(folder, NewsFolderPage.SLUG)
        return folder
    # The tree counts a page's children in the page itself: what is in memory may be older.
    organisation.refresh_from_db(fields=["numchild"])
    made: NewsFolderPage = organisation.add_child(
        instance=NewsFolderPage(title=TITLE, slug=NewsFolderPage.SLUG)
    )
    return made


def _readdress(page: Page, slug: str) -> None:
    """Move a page to another address; its content is not what is looked at here."""
    page.slug = slug
    page.save(clean=False)
