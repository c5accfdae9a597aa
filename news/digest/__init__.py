"""The digest by mail: who gets it, what it says, how it is sent."""
