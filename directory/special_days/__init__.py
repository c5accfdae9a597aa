"""Special days of offices in the admin: they hold at once, beside every draft of the page."""
