"""What another text changes: for which cases other services lead, and for whom in the network."""
