"""The portal with a meter."""

from portal.wsgi import application as portal
from tests.benchmarks.meter import Meter

application = Meter(portal)
