"""The demo: an invented agreement and network that make every part of the portal visible."""
