"""The comparison of two texts of an agreement, as a page."""
