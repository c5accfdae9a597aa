"""Pages with a secret word: internal, drafts, changes, expired, scheduled, unpublished."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Comment, Page

from directory.models import OfficePage, OrganisationPage
from news.models import ArticlePage
from portal.accounts.models import User
from portal.home.models import PlainPage
from tests.factories import news
from tests.factories.people import administrator
from tests.factories.site import close, home, intern, plain_page
from tests.security.world.files import Files
from tests.security.world.markers import word


@dataclass(frozen=True)
class Pages:
    """The pages that tests name; all others are found by their secret words."""

    article_here: ArticlePage
    intern_page: PlainPage
    article_there: ArticlePage
    draft_there: ArticlePage
    waiting_there: ArticlePage
    """Handed in for approval by the lead editors of the house."""
    alias_there: Page


def plant_pages(
    here: OrganisationPage,
    there: OrganisationPage,
    office_there: OfficePage,
    editor_there: User,
    files: Files,
) -> Pages:
    """Make the pages of the world."""
    intern_page = _internal_pages(files.network_document)
    house_page = plain_page(home(), f"Hausinternes {word('housepage')}")
    assert there.staff_group is not None
    close(house_page, [there.staff_group])
    article_there = news.article(there, "Beispielartikel drüben")
    _change(article_there, "articlechange")
    _change(OfficePage.objects.get(pk=office_there.pk), "officechange")
    draft = news.article(
        there,
        f"Entwurf {word('articledraft')}",
        live=False,
        body=[news.paragraph("Mit Bild."), ("image", _shown(files.image_there))],
    )
    draft.save_revision()
    _planned_and_past(there)
    _comment(draft)
    return Pages(
        article_here=news.article(here, "Beispielartikel hier"),
        intern_page=intern_page,
        article_there=article_there,
        draft_there=draft,
        waiting_there=_waiting(there, editor_there),
        alias_there=article_there.create_alias(update_slug="zweitplatz"),
    )


def _internal_pages(document: Document) -> PlainPage:
    page = plain_page(
        intern(),
        f"Vermerk {word('internpage')}",
        body=[
            news.paragraph(
                f"Der Wortlaut {word('interntext')} ist nur für uns: "
                f'<a linktype="document" id="{document.pk}">{document.title}</a>'
            )
        ],
    )
    plain_page(intern(), f"Vermerk {word('interndraft')}", live=False).save_revision()
    changed = plain_page(intern(), "Vermerk in Arbeit")
    _change(changed, "internchange")
    Redirect.add_redirect(
        "/kurz", plain_page(intern(), "Ziel", slug=f"ziel-{word('redirected')}"), is_permanent=False
    )
    return page


def _shown(image: Image) -> Any:
    """Return an image as the text of an article holds it."""
    shown: Any = Image.objects.get(pk=image.pk)
    shown.contextual_alt_text, shown.decorative = image.description, False
    return shown


def _change(page: Any, place: str) -> None:
    """Save a draft of a live page whose title holds the secret word of a place."""
    page.title = f"Geändert {word(place)}"
    page.save_revision()
    page.refresh_from_db()


def _planned_and_past(there: OrganisationPage) -> None:
    hour = timedelta(hours=1)
    now = timezone.now()
    expired = news.article(there, f"Alt {word('expired')}", expire_at=now - hour)
    expired.save_revision()
    expired.unpublish(set_expired=True)
    news.article(there, f"Fällig {word('expiring')}", expire_at=now - hour)
    scheduled = news.article(there, f"Bald {word('scheduled')}", live=False, go_live_at=now + hour)
    scheduled.save_revision().publish()
    unpublished = news.article(there, f"Zurück {word('unpublished')}")
    unpublished.save_revision()
    unpublished.unpublish()


def _waiting(there: OrganisationPage, editor: User) -> ArticlePage:
    page = news.article(there, f"Zur Freigabe {word('waiting')}", live=False)
    page.save_revision(user=editor)
    workflow = page.get_workflow()
    assert workflow is not None
    workflow.start(page, editor)
    return page


def _comment(draft: ArticlePage) -> None:
    revision = draft.get_latest_revision()
    Comment.objects.create(
        page=Page.objects.get(pk=draft.pk),
        user=administrator(),
        text=f"Anmerkung {word('comment')}",
        contentpath="title",
        revision_created=revision,
    )
