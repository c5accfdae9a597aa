"""What acts on reviews and questions refuse."""


class ReviewRefused(Exception):
    """Something is in the way; the text says what, and what to do."""
