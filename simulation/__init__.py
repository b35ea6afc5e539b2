"""Owns the replay of a stretch of time: what the bot would have told whom and when, and the coverage."""
