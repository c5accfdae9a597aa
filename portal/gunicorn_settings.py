"""Settings of gunicorn: its two logs say what was asked for and how it went, not by whom.

The address of the client and the query are left out of the format; the formatter takes secrets
out of the path, and addresses out of gunicorn's own errors.
"""

from typing import Any

accesslog = "-"
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(D)sus'

logconfig_dict: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "private": {
            "()": "portal.core.log_privacy.PrivateFormatter",
            "format": "%(asctime)s [%(process)d] %(levelname)s %(message)s",
        },
        "access": {"()": "portal.core.log_privacy.PrivateFormatter", "format": "%(message)s"},
    },
    "handlers": {
        "error": {"class": "logging.StreamHandler", "formatter": "private"},
        "access": {
            "class": "logging.StreamHandler",
            "formatter": "access",
            "stream": "ext://sys.stdout",
        },
    },
    "root": {"handlers": [], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"handlers": ["error"], "propagate": False},
        "gunicorn.access": {"handlers": ["access"], "propagate": False},
    },
}
