"""The phone policy as pure rules: facts in, decisions out.

Nothing here awaits, reads the clock, opens a file or knows a word that a person reads. `now` is always an
argument. It imports the standard library and the holiday table, and nothing of ours.
"""
