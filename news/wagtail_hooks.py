"""Wiring of the news into the admin."""

from news.highlights_admin import register_highlights
from news.notices.log import register_log
from news.preview.admin_views import register_preview

register_preview()
register_highlights()
register_log()
