"""The parts of the wire that no SDK is needed for: tokens, sending, the running of turns, what is logged and counted.

Nothing here imports botbuilder, a store or a directory; the adapter and the bot beside this package use it.
"""
