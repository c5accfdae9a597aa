"""What readers see of the search: results, suggestions, a feed, and what they tell about them."""
