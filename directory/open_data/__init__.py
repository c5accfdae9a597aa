"""The directory for machines: what a visitor sees, in the formats that others read."""
