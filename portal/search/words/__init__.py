"""The words that the coordination teaches the search: what means the same, what is put together."""

from portal.search.words.taught import compound_words, synonym_groups

__all__ = ["compound_words", "synonym_groups"]
