"""Elasticsearch: the index that is a copy of the list of entries, and how it is kept."""
