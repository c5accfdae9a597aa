"""Wiring of the directory into the admin."""

from wagtail.snippets.models import register_snippet

from directory.archiving_admin import register_archiving
from directory.audit import hooks as audit_hooks  # noqa: F401  # wires the log
from directory.people.admin import hooks as people_hooks  # noqa: F401  # wires the pages
from directory.viewsets import DirectoryViewSetGroup

register_snippet(DirectoryViewSetGroup)
register_archiving()
