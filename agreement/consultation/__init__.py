"""Consulting the partners on a frozen round: inviting, commenting, what came of each comment."""
