"""Use cases: load facts, let `policy` decide, save, and give a plain outcome. No word that a person reads."""
