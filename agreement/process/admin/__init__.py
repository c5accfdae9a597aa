"""The coordination's pages for new versions, in the admin."""
