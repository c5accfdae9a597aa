"""What acts on notices refuse."""


class NoticeRefused(Exception):
    """Something is in the way; the text says what, and what to do."""
