"""Events: their days, their page, their lists and calendars."""
