"""Rules that lead to nobody: services for which no office stands in the portal, where and when."""
