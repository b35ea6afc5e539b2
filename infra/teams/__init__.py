"""The Teams app package: what Teams shows of the bot, offers to type and lets it do. Only the standard library is used.

`python -m infra.teams FILE` builds it from a file of parameters; the bot itself never reads anything from here.
"""
