"""How a new version comes about: its states, the acts that lead from one to the next, guards."""
