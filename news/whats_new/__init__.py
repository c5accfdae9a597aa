"""What happened in the portal since somebody looked last."""
