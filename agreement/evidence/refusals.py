"""What the ledger refuses; every message is a sentence for the reader."""


class LedgerRefused(Exception):
    """Nothing can be entered into the ledger now, and nothing was."""
