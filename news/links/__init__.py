"""Links in published pages that lead nowhere within the portal."""
