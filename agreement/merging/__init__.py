"""Bringing together what two people wrote into one section at the same time."""
