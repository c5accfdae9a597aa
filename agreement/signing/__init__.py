"""Signing a version: on paper, by account, by passkey, qualified – and what is kept of it."""
