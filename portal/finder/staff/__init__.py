"""The staff's own way to ask the rules: one box, read into facts, with the full explanation."""
