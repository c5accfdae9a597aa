"""Why an act in a consultation is not done; every reason is a sentence for the reader."""


class ConsultationRefused(Exception):
    """An act in a consultation that cannot be done; the message says why, for the reader."""
