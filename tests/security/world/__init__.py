"""Two organisations side by side with everything that must stay private, and who looks at it."""

from tests.security.world.building import World, build_world
from tests.security.world.cast import INSIDE, ROLES, VISITOR

__all__ = ["INSIDE", "ROLES", "VISITOR", "World", "build_world"]
