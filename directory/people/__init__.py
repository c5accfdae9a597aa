"""People of the network: their roles, and what follows from them."""
