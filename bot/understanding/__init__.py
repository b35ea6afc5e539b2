"""Text to intent and slots, in Swedish and English. Pure: no clock, no directory, no store."""

from bot.understanding.habits import Habits
from bot.understanding.reading import understand
from bot.understanding.result import Intent, Understanding

__all__ = ["Habits", "Intent", "Understanding", "understand"]
