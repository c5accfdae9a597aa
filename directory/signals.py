"""What the apps above may listen to."""

from django.dispatch import Signal

organisation_provisioned = Signal()
"""An organisation has its group and its collection; sent with `organisation` each time."""
