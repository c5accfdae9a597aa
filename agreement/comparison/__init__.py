"""Two texts of an agreement compared: what came, went, moved and changed. Pure."""
