"""What is still in use is not deleted: a sentence says so, where the database would only fail."""

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder


def is_in_use(instance: Model) -> bool:
    """Return whether something that must not lose it refers to an instance."""
    collector = Collector(using=instance._state.db or "default")
    try:
        collector.collect([instance])
    except (ProtectedError, RestrictedError):
        return True
    return False


@hooks.register("before_delete_snippet")
def keep_what_is_in_use(request: HttpRequest, instances: Sequence[Model]) -> HttpResponse | None:
    """Lead back to the first one that is in use, and say so; all stay then.

    Wagtail asks its reference index, which knows nothing of sealed versions and of offers.
    """
    used = next((instance for instance in instances if is_in_use(instance)), None)
    if used is None:
        return None
    sentence = _("„%(name)s“ wird noch verwendet und kann deshalb nicht gelöscht werden.")
    messages.error(request, sentence % {"name": used})
    edit_url = AdminURLFinder(request.user).get_edit_url(used)
    return redirect(edit_url or "wagtailadmin_home")
