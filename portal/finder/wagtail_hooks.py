"""Wiring of the finder into the admin."""

from portal.finder.unserved.hooks import register_warnings

register_warnings()
