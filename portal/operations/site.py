"""The standing site: the pages and groups that every portal has before any content."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import (
    GroupPagePermission,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    Task,
    Workflow,
    WorkflowPage,
)

from agreement.models import (
    ChangesPage,
    ConsultationPage,
    CoveragePage,
    QuestionsPage,
    SigningPage,
)
from directory.groups import COORDINATION, NETWORK
from directory.models import PartnerIndexPage
from directory.provisioning import provision_network
from news.models import NewsIndexPage, NoticesPage, WhatsNewPage
from portal.finder.models import ResponsibilityPage
from portal.home.models import HomePage
from portal.intern.models import ContactLookupPage, InternPage

WAGTAILS_WORKFLOW = "Moderators approval"
WAGTAILS_GROUPS = ("Moderators", "Editors")

COORDINATION_EDITS = (
    *("add_agreement", "change_agreement", "view_agreement"),
    *("add_redirect", "change_redirect", "delete_redirect", "view_redirect"),
    *("add_synonyms", "change_synonyms", "delete_synonyms", "view_synonyms"),
    *("add_compoundword", "change_compoundword", "delete_compoundword", "view_compoundword"),
)


@transaction.atomic
def ensure_site() -> HomePage:
    """Make what is missing of the standing site, and return the German home page.

    Home pages in every language, the entrances to directory, news and the internal part, the
    groups of network and coordination. Idempotent: what is there stays as the editors left it.
    """
    provision_network()
    _remove_wagtails_moderation()
    with override(settings.LANGUAGE_CODE):
        home = _ensure_home()
        _ensure_child(home, PartnerIndexPage(title=_("Beratungsstellen"), slug="partner"))
        _ensure_child(home, NewsIndexPage(title=_("Aktuelles"), slug="aktuelles"))
        intern = _ensure_child(home, InternPage(title=_("Intern"), slug="intern"))
        _ensure_child(intern, ContactLookupPage(title=_("Kontakte"), slug="kontakte"))
        page = ResponsibilityPage(title=_("Zuständigkeit prüfen"), slug="zustaendigkeit")
        _ensure_child(intern, page)
        _ensure_child(intern, CoveragePage(title=_("Abdeckung"), slug="abdeckung"))
        _ensure_child(intern, SigningPage(title=_("Unterzeichnen"), slug="unterzeichnen"))
        _ensure_child(intern, ConsultationPage(title=_("Abstimmung"), slug="abstimmung"))
        _ensure_child(intern, ChangesPage(title=_("Was sich ändert"), slug="aenderungen"))
        _ensure_child(intern, QuestionsPage(title=_("Rückfragen"), slug="rueckfragen"))
        _ensure_child(intern, NoticesPage(title=_("Hinweise"), slug="hinweise"))
        _ensure_child(intern, WhatsNewPage(title=_("Neu seit dem letzten Mal"), slug="neues"))
    _close(intern)
    _let_coordination_edit(home)
    for code, _name in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE:
            locale, _created = Locale.objects.get_or_create(language_code=code)
            if not home.has_translation(locale):
                home.copy_for_translation(locale).save_revision().publish()
    return home


def _ensure_home() -> HomePage:
    """Return the German home page, put in the place of Wagtail's welcome page."""
    locale, _created = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        root = Page.get_first_root_node()
        _remove_welcome_page()
        root = Page.objects.get(pk=root.pk)
        home = root.add_child(
            instance=HomePage(title="Schnittstellenportal", slug="start", locale=locale)
        )
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.site_name, site.root_page = settings.WAGTAIL_SITE_NAME, home
    site.hostname = site.hostname or "localhost"
    site.save()
    return home


def _remove_welcome_page() -> None:
    """Delete the page that a new Wagtail begins with, and no other: it has no type of its own."""
    plain = ContentType.objects.get_for_model(Page)
    Page.objects.filter(depth=2, content_type=plain, numchild=0).delete()


def _remove_wagtails_moderation() -> None:
    """Take away the workflow of the whole tree, and the groups, that a new Wagtail begins with.

    Its “Editors” may change every page. What somebody uses stays, except the workflow's place:
    each part of the portal has its own.
    """
    WorkflowPage.objects.filter(page__depth=1, workflow__name=WAGTAILS_WORKFLOW).delete()
    unused = Workflow.objects.filter(name=WAGTAILS_WORKFLOW, workflow_states=None)
    unused.filter(workflow_pages=None).delete()
    Task.objects.filter(name=WAGTAILS_WORKFLOW, workflow_tasks=None, task_states=None).delete()
    Group.objects.filter(name__in=WAGTAILS_GROUPS, user=None).delete()


def _ensure_child(parent: Page, page: Page) -> Page:
    found = parent.get_children().filter(slug=page.slug).first()
    return found.specific if found else parent.add_child(instance=page)


def _close(intern: Page) -> None:
    restriction, _created = PageViewRestriction.objects.get_or_create(
        page=intern, defaults={"restriction_type": PageViewRestriction.GROUPS}
    )
    restriction.groups.add(Group.objects.get(name=NETWORK))


def _let_coordination_edit(home: HomePage) -> None:
    """Let the coordination edit every page, agreements, redirects, the words of the search."""
    coordination = Group.objects.get(name=COORDINATION)
    models = Permission.objects.filter(
        content_type__app_label__in=("agreement", "wagtailredirects", "portal_search"),
        codename__in=COORDINATION_EDITS,
    )
    coordination.permissions.add(*models)
    for codename in ("add", "change", "publish", "lock", "unlock"):
        permission = f"{codename}_page"
        GroupPagePermission.objects.get_or_create(
            group=coordination,
            page=home,
            permission_id=_page_permission(permission),
        )


def _page_permission(codename: str) -> int:
    return Permission.objects.get(content_type__app_label="wagtailcore", codename=codename).pk
