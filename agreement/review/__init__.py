"""When a text is looked at again, and what the network asks about its clauses."""
