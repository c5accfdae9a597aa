"""Nobody learns by searching what he may not read; what is taken from him is gone at once."""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from directory.models import OrganisationPage
from portal.intern.models import InternPage
from tests.factories import news
from tests.security.asking import Onlooker
from tests.security.world import VISITOR, World
from tests.security.world.markers import WHO_MAY_READ, found_in, word

pytestmark = pytest.mark.django_db

EDITOR = "editor_here"
PUBLIC_DOORS = ("/suche/?q={}", "/suche/feed/?q={}", "/suche/vorschlaege/?q={}")
EVERY_WORDING = "/suche/?q={}&fassungen=alle&sortierung=neueste"
ADMIN_DOORS = (
    "/admin/pages/search/?q={}",
    "/admin/choose-page/search/?q={}",
    "/admin/images/?q={}",
    "/admin/images/chooser/results/?q={}",
    "/admin/documents/?q={}",
    "/admin/documents/chooser/results/?q={}",
    "/admin/snippets/directory/contact/?q={}",
)
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|nonce-[\w+/=-]+|<updated>[^<]*'
    r"|\b[A-Za-z0-9]{64}\b"
)


def doors_of(role: str) -> tuple[str, ...]:
    """Return where somebody of this role tries every word."""
    if role == VISITOR:
        return (*PUBLIC_DOORS, f"/en{PUBLIC_DOORS[0]}")
    return ADMIN_DOORS if role == EDITOR else (*PUBLIC_DOORS[::2], EVERY_WORDING)


def searched(onlooker: Onlooker, door: str, words: str) -> str:
    """Return everything that a door answers, but for the words themselves and for tokens."""
    text = Onlooker.text_of(onlooker.answer("GET", door.format(quote(words))))
    for each in (quote(words), words):
        text = text.replace(each, "")
    return CHANGING.sub(
        "", re.sub(r"(Content-Length|Last-Modified|ETag|Expires|Set-Cookie): .*", "", text)
    )


@pytest.mark.parametrize("role", [VISITOR, "staff", EDITOR])
def test_a_word_that_one_may_not_read_is_answered_like_no_word_at_all(
    world: World, role: str
) -> None:
    onlooker = Onlooker(world, role)
    nothing: dict[tuple[str, int], str] = {}
    for door in doors_of(role):
        for place, roles in WHO_MAY_READ.items():
            if role in roles:
                continue
            secret = word(place)
            key = (door, len(secret))
            if key not in nothing:
                nothing[key] = searched(onlooker, door, "q" * len(secret))
            answer = searched(onlooker, door, secret)
            if answer != nothing[key]:
                # A word that he may read is a slip away from this one: that is told, no more.
                similar = found_in(answer)
                assert similar, (door, place)
                assert all(role in WHO_MAY_READ[each] for each in similar), (door, place)


@pytest.mark.parametrize("role", [VISITOR, EDITOR])
def test_neither_beginnings_nor_slips_nor_phrases_lead_to_a_word_that_one_may_not_read(
    world: World, role: str
) -> None:
    onlooker = Onlooker(world, role)
    for place, roles in WHO_MAY_READ.items():
        if role in roles:
            continue
        secret = word(place)
        slip = f"{secret[:-2]}y{secret[-1]}"
        for typed in (secret[:-3], slip, f'beispiel "{secret}"'):
            for door in PUBLIC_DOORS[::2]:
                text = Onlooker.text_of(onlooker.answer("GET", door.format(quote(typed))))
                shown = found_in(text.replace(typed, "")) - found_in(typed)
                leaked = {each for each in shown if role not in WHO_MAY_READ[each]}
                assert not leaked, (door, typed)


FINDABLE = {
    "internpage": "staff",
    "interntext": "staff",
    "netcontact": "staff",
    "nettitle": "staff",
    "closedheading": "staff",
    "closedtext": "signatory",
}
"""Some secrets that can be found, and somebody who may."""


@pytest.mark.parametrize(("place", "role"), FINDABLE.items())
def test_who_may_read_it_finds_it(world: World, place: str, role: str) -> None:
    found = Onlooker(world, role).answer("GET", f"/suche/?q={word(place)}").content.decode()
    assert "<mark>" in found, place


NEW = "qzxneuxzq"


def shown_by_all(world: World, role: str, words: str) -> list[str]:
    """Return what page, other wordings and suggestions answer."""
    onlooker = Onlooker(world, role)
    return [searched(onlooker, door, words) for door in (*PUBLIC_DOORS[::2], EVERY_WORDING)]


def intern_page(world: World) -> Page:
    page: Page = InternPage.objects.get().add_child(
        instance=InternPage(title=f"Beispiel Sprechstunde {NEW}", slug="neu-innen")
    )
    page.save_revision().publish()
    return page


def draft(world: World) -> Page:
    page = news.article(world.there, f"Beispiel Sprechstunde {NEW}", live=False)
    page.save_revision()
    return page


def expired(world: World) -> Page:
    return news.article(
        world.there,
        f"Beispiel Sprechstunde {NEW}",
        expire_at=timezone.now() - timedelta(minutes=1),
    )


@pytest.mark.parametrize("plant", [intern_page, draft, expired])
def test_something_private_changes_no_hit_count_facet_or_suggestion_of_a_visitor(
    world: World, plant: Callable[[World], Page]
) -> None:
    words = ("Beispiel", "Sprechstunde", "Sprechstunden Beispiel", "Sprechstnde", NEW)
    before = [shown_by_all(world, VISITOR, each) for each in words]
    plant(world)
    assert [shown_by_all(world, VISITOR, each) for each in words] == before


def restrict(page: Page, _world: World) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_the_house(page: Page, world: World) -> None:
    PageViewRestriction.objects.create(page=world.there, restriction_type=PageViewRestriction.LOGIN)


def move_inside(page: Page, _world: World) -> None:
    page.move(InternPage.objects.get(), pos="last-child")


def unpublish(page: Page, _world: World) -> None:
    page.unpublish()


def expire(page: Page, _world: World) -> None:
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save()


def expire_behind_all_signals(page: Page, _world: World) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def delete(page: Page, _world: World) -> None:
    page.delete()


def unpublish_the_house(page: Page, world: World) -> None:
    OrganisationPage.objects.get(pk=world.there.pk).unpublish()
    for below in page.get_ancestors(inclusive=True).descendant_of(world.there):
        below.unpublish()


def rewrite(page: Page, _world: World) -> None:
    page.title = "Beispiel ohne das Wort"
    page.save_revision().publish()


@pytest.mark.parametrize(
    "take_away",
    [
        restrict,
        restrict_the_house,
        move_inside,
        unpublish,
        unpublish_the_house,
        expire,
        expire_behind_all_signals,
        delete,
        rewrite,
    ],
)
def test_what_is_taken_from_a_visitor_is_gone_with_the_next_search(
    world: World, take_away: Callable[[Page, World], None]
) -> None:
    nothing = shown_by_all(world, VISITOR, NEW)
    article = news.article(world.there, f"Sprechstunde {NEW}")
    found = shown_by_all(world, VISITOR, NEW)
    assert all(one != other for one, other in zip(found, nothing, strict=True))
    take_away(type(article).objects.get(pk=article.pk), world)
    assert shown_by_all(world, VISITOR, NEW) == nothing


def test_a_restriction_that_is_lifted_counts_at_once_too(world: World) -> None:
    article = news.article(world.there, f"Sprechstunde {NEW}")
    shut = PageViewRestriction.objects.create(
        page=article, restriction_type=PageViewRestriction.LOGIN
    )
    assert "<mark>" not in shown_by_all(world, VISITOR, NEW)[0]
    shut.delete()
    assert "<mark>" in shown_by_all(world, VISITOR, NEW)[0]


def test_a_document_in_a_collection_that_is_shut_is_gone_at_once(world: World) -> None:
    # By its address: the words of its title stand on a page as well.
    document, place = world.files.network_document, "nettitle"
    assert document.url in shown_by_all(world, "staff", word(place))[0]
    group = Group.objects.create(name="Beispiel: niemand")
    CollectionViewRestriction.objects.filter(collection=document.collection_id).delete()
    shut = CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    shut.groups.set([group])
    for role in (VISITOR, "staff", "editor_there"):
        assert document.url not in "".join(shown_by_all(world, role, word(place))), role


@pytest.mark.parametrize("place", FINDABLE)
def test_somebody_who_has_left_finds_what_visitors_find(world: World, place: str) -> None:
    person = world.people["staff"]
    client = world.client("staff")
    address = f"/suche/?q={word(place)}"
    assert b"<mark>" in client.get(address).content
    person.is_active = False
    person.save()
    assert b"<mark>" not in client.get(address).content


@pytest.mark.parametrize("place", FINDABLE)
def test_somebody_without_a_role_finds_what_visitors_find(world: World, place: str) -> None:
    client = world.client("staff")
    address = f"/suche/?q={word(place)}"
    assert b"<mark>" in client.get(address).content
    world.people["staff"].groups.clear()
    assert b"<mark>" not in client.get(address).content


def test_a_chosen_organisation_counts_nothing_that_is_hidden(world: World) -> None:
    visitor = Onlooker(world, VISITOR)
    for organisation in OrganisationPage.objects.values_list("pk", flat=True):
        for place in WHO_MAY_READ:
            if VISITOR not in WHO_MAY_READ[place]:
                address = f"/suche/?q={word(place)}&organisation={organisation}"
                text = visitor.answer("GET", address).content.decode()
                assert "<mark>" not in text, place
    hidden = OrganisationPage.objects.get(slug="ehemals")
    text = visitor.answer("GET", f"/suche/?q=Beispiel&organisation={hidden.pk}").content.decode()
    assert hidden.title not in text


NONSENSE: Iterable[str] = (
    *("", " ", "*", "?", "\\", "NOT", "AND OR NOT", "a AND", "(", ")))((", '"', "'", '"" ""'),
    *('"unbalanced', "+-&&||!(){}[]^~*?:/", "title:*", "text:[* TO *]", "_exists_:title"),
    *(
        "a^1000000",
        "beispiel~9",
        "/(a+)+$/",
        "NEAR(a b)",
        "a*b*c*",
        "%",
        "_",
        "'; DROP TABLE x; --",
    ),
    *("<script>alert(1)</script>", "<mark>a</mark>", "&lt;b&gt;", "{{ 7 }}", "{% now %}"),
    *("ä" * 10_000, "a " * 5_000, '"' * 10_000, "(" * 10_000, "beispiel " * 1_200),
    *("\ud7ff", "\ufeff", "\u202e", "👩‍👩‍👧", "ﷺ" * 300, "a\u0301" * 2_000, "٣", "§" * 500),
    *("§ 999999999999999999 Abs. 9", "§ -1", "1" * 300, "3." * 300, "__proto__"),
)
RAW = ("q=%FF%FE", "q=%C3%28", "q=%ED%A0%80", "q=%", "q=%u0041", "q", "q=a&q=b", "&&&", "q[]=a")
FILTERS = (
    *("page=-1", "page=0", "page=1000000000", "page=x", "page=1e9", "page=٣", "page=" + "9" * 400),
    *("sortierung=title", "sortierung=-pk", "sortierung=", "art=nichts", "art=<script>"),
    *("organisation=0", "organisation=-1", "organisation=" + "9" * 18, "organisation=x"),
    *("thema=nichts", "gemeinde=999999999999", "gemeinde='", "jahr=0000", "jahr=9999", "jahr=20"),
    *("fassungen=alle", "fassungen=x", "unbekannt=1", "&".join(f"art={n}" for n in range(900))),
    "&".join(f"jahr={n}" for n in range(1000, 1900)),
)
SEARCHES = ("/suche/", "/en/suche/", "/suche/feed/", "/suche/vorschlaege/")


def is_normal(onlooker: Onlooker, address: str) -> None:
    """Assert that an address answers like any search, and shows no markup that was typed."""
    answer = onlooker.answer("GET", address)
    assert answer.status_code == 200, address[:200]
    assert "<script>alert" not in Onlooker.text_of(answer), address[:200]


@pytest.mark.parametrize("role", [VISITOR, "coordination"])
def test_whatever_is_typed_gets_a_normal_page(world: World, role: str) -> None:
    onlooker = Onlooker(world, role)
    for door in SEARCHES:
        for typed in NONSENSE:
            is_normal(onlooker, f"{door}?q={quote(typed)}")
        for query in RAW:
            is_normal(onlooker, f"{door}?{query}")


@pytest.mark.parametrize("role", [VISITOR, "staff"])
def test_whatever_is_chosen_beside_it_gets_a_normal_page(world: World, role: str) -> None:
    onlooker = Onlooker(world, role)
    for door in SEARCHES[::2]:
        for query in FILTERS:
            is_normal(onlooker, f"{door}?q=Beispiel&{query}")


def test_whatever_is_typed_in_the_admin_gets_a_normal_list(world: World) -> None:
    onlooker = Onlooker(world, EDITOR)
    for door in ADMIN_DOORS:
        for typed in NONSENSE:
            is_normal(onlooker, door.format(quote(typed)))
