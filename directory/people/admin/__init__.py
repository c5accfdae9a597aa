"""The pages for people in the admin."""
