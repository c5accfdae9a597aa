"""The names of the groups that are not an organisation's."""

NETWORK = "Netzwerk"
COORDINATION = "Koordination"
