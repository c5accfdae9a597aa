"""Internal notices beside the public news."""
