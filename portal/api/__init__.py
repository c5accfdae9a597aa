"""The portal's answers as JSON, for other programs: stateless, read-only, described by OpenAPI."""
