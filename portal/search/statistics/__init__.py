"""What people look for, counted with nothing about who they are."""

from portal.search.statistics.counting import count_click, count_missed, count_search

__all__ = ["count_click", "count_missed", "count_search"]
