"""Who may publish articles.

Wagtail lets whoever may publish a page do so past its workflow, and rights only add up on the
way down the tree. So the right to publish that an organisation's editors have, for their
offices, does not count at articles while these need approval; that of the lead editors does.
"""

from typing import Any, ClassVar

from django.db.models import Q
from wagtail.models import PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy

PAST_THE_APPROVAL = Q(
    permission__codename="publish_page", group__organisation__articles_need_approval=True
)
"""The right to publish of groups of editors whose articles need approval."""


class ArticlePermissionPolicy(PagePermissionPolicy):
    """Wagtail's policy of pages, without the right to publish past the approval."""

    permission_cache_name: ClassVar[str] = "_article_permission_cache"
    _explorable_root_instance_cache_name: ClassVar[str] = "_article_explorable_root_cache"

    def get_all_permissions_for_user(self, user: Any) -> Any:
        """Return the rights of somebody's groups that count at articles."""
        return super().get_all_permissions_for_user(user).exclude(PAST_THE_APPROVAL)


class ArticlePermissions(PagePermissionTester):
    """What somebody may do with an article or a folder; its policy says which rights count.

    A class of its own, so that Wagtail asks it even where it has a page without its type.
    """


class FolderPermissions(ArticlePermissions):
    """What somebody may do with an organisation's folder, which is made and goes with it."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: FBT001, FBT002  # Wagtail's
        """Return whether it may be deleted, and therefore moved: an administrator's repair."""
        return bool(self.user.is_superuser) and super().can_delete(ignore_bulk)
