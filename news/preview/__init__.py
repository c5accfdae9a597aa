"""Secret links by which a colleague sees a draft."""
