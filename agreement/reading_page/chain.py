"""Versions in a row as the key of what is kept of them: they never change."""

from agreement.models.sealed import AgreementVersion


class Chain:
    """The history that a reader sees, oldest first, or a part of it.

    Equal to another one if the sealed bytes are; primary keys alone may come again.
    """

    def __init__(self, versions: tuple[AgreementVersion, ...]) -> None:
        """Hold the versions."""
        self.versions = versions
        self._key = tuple((version.pk, version.sha256) for version in versions)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Chain) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)
