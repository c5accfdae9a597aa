"""Moving, splitting and joining clauses of the drafts: each keeps the identity it should keep."""
