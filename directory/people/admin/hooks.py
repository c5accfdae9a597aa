"""Wiring of the pages for people into the admin."""

from wagtail import hooks

from directory.people.admin.access import people_menu_item
from directory.people.admin.urls import people_urls
from directory.people.user_admin import AssignGroup, end_sessions_of_inactive

AFTER_WAGTAIL = 100
"""Of two bulk actions of one name the later one counts."""

hooks.register("register_admin_urls", people_urls)
hooks.register("register_admin_menu_item", people_menu_item)
hooks.register("register_bulk_action", AssignGroup, order=AFTER_WAGTAIL)
hooks.register("after_bulk_action", end_sessions_of_inactive)
