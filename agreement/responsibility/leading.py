"""Which services lead, and nothing else: the short way through a mask of matching rules.

Coverage and impact judge hundreds of thousands of masks and need no reasons for most of them;
`resolving` gives these for the few that are reported.
"""

from agreement.responsibility.compiled import Compiled, bits
from agreement.responsibility.rules import Mode

Services = tuple[str, ...]


class Leading:
    """Leading services of masks of matching rules."""

    def __init__(self, compiled: Compiled) -> None:
        modes = compiled.modes
        self.parents = modes[Mode.PARENTS]
        self._exceptions = compiled.exceptions
        self._beatable = sum(1 << i for i, by in enumerate(compiled.exceptions) if by)
        claims: dict[str, int] = {}
        denials: dict[str, int] = {}
        for place, rule in enumerate(compiled.rules):
            service = rule.service or ""
            if rule.mode is Mode.LEADS:
                claims[service] = claims.get(service, 0) | 1 << place
            elif rule.mode is Mode.NOT:
                denials[service] = denials.get(service, 0) | 1 << place
        self._services = [
            (service, claims[service], denials.get(service, 0)) for service in sorted(claims)
        ]
        self._claims = modes[Mode.LEADS]
        self.relevant = self._closed(self.parents | modes[Mode.LEADS] | modes[Mode.NOT])

    def of(self, own: int, parents: int) -> Services:
        """Who leads, sorted, by the masks for the person's own age and for the parents' age."""
        standing = self._standing(own)
        if standing & self.parents:
            standing = self._standing(parents)
            if standing & self.parents:
                return ()
        leading: Services = ()
        if standing & self._claims:
            for service, claims, denials in self._services:
                if standing & claims and not standing & denials:
                    leading += (service,)
        return leading

    def parents_decide(self, own: int) -> bool:
        """Whether the age of the parents decides a case with this mask."""
        return bool(own & self.parents) and bool(self._standing(own) & self.parents)

    def _standing(self, mask: int) -> int:
        """The rules no standing exception overrides; exceptions have the lower bits."""
        standing = mask
        for i in bits(mask & self._beatable):
            if self._exceptions[i] & standing:
                standing ^= 1 << i
        return standing

    def _closed(self, relevant: int) -> int:
        """With these rules also those that can beat them, and so on."""
        waiting = relevant
        while waiting:
            more = 0
            for i in bits(waiting):
                more |= self._exceptions[i]
            waiting = more & ~relevant
            relevant |= more
        return relevant
