"""Wiring of the directory into the admin."""

from wagtail.snippets.models import register_snippet

from directory.archiving_admin import register_archiving
from directory.audit import hooks as audit_hooks  # noqa: F401  # wires the log
from directory.freshness.admin import register_freshness
from directory.hours_admin import register_hours
from directory.people.admin import hooks as people_hooks  # noqa: F401  # wires the pages
from directory.reports.admin import register_reports
from directory.special_days.admin import register_special_days
from directory.tables.admin import register_tables
from directory.viewsets import DirectoryViewSetGroup

register_snippet(DirectoryViewSetGroup)
register_archiving()
register_hours()
register_special_days()
register_freshness()
register_reports()
register_tables()
