"""The search of the admin: pages, documents, images and their choosers."""

from portal.search.admin_backend.backend import SearchBackend

__all__ = ["SearchBackend"]
