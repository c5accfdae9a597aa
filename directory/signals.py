"""What the apps above may listen to, and what forms tell the acts."""

from django.dispatch import Signal

organisation_provisioned = Signal()
"""An organisation has its groups and its collection; sent with `organisation` each time, and
with `mended`, whether anything was missing. A receiver returns what it mended, as sentences."""

approval_chosen = Signal()
"""Somebody decided whether an organisation's articles need approval: `organisation`, `needed`,
`by`. The forms of pages are imported by their models and cannot call acts themselves."""
