"""What goes out to other programs: feeds, and what search engines read."""
