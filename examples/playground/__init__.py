"""A local Teams client around the bot: the bot's own process, and one window for each of three people.

    python -m examples.playground        what `make run` starts

`people.py` casts the three from the municipality file, `client.py` runs one window (Microsoft's Agents Playground,
which npx installs; it is no part of this project), `stage.py` runs the bot and all windows together, and
`children.py` starts and ends processes. The browser tests stand on the same stage.
"""
