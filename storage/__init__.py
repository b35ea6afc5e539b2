"""All lasting state: one small document-store protocol, its engines, and typed repositories written once over it."""
