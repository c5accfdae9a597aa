"""Wiring of the directory into the admin."""

from wagtail.snippets.models import register_snippet

from directory.audit import hooks as audit_hooks  # noqa: F401  # wires the log
from directory.viewsets import DirectoryViewSetGroup

register_snippet(DirectoryViewSetGroup)
