"""Who did what, when: acts of ours in Wagtail's log, beside what Wagtail writes itself."""

from directory.audit.ownership import organisation_of, register_owner
from directory.audit.recording import record

__all__ = ["organisation_of", "record", "register_owner"]
