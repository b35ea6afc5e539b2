"""Text to intent and slots, in Swedish and English. Pure: no clock, no directory, no store."""
