"""Why a signature is not taken; every reason is a sentence for the reader."""


class SigningRefused(Exception):
    """A signature cannot be given, confirmed or taken back; the message says why."""
