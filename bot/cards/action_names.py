"""Owns the names of every action that a card can carry. The router has a handler for each; the values never change,
since cards that were sent long ago still bear them.
"""

from enum import StrEnum


class ActionName(StrEnum):
    """What pressing a button asks for, and the values and inputs that come with it."""

    DIVERSION_SAVE = "diversion.save"
    """The form was filled in: its inputs."""
    DIVERSION_CONFIRM = "diversion.confirm"
    """What was shown beforehand is accepted."""
    DIVERSION_CHANGE = "diversion.change"
    """Open the form, filled in with a diversion or with what was about to be saved."""
    DIVERSION_UNDO = "diversion.undo"
    DIVERSION_END = "diversion.end"
    DIVERSION_STILL = "diversion.still"
    """A diversion without an end still holds."""
    DIVERSION_NEW = "diversion.new"
    """Open an empty form."""
    FORM_CANCEL = "form.cancel"
    PEOPLE_PICK = "people.pick"
    """One of several people was meant."""
    HELP_SHOW = "help.show"
    STATUS_SHOW = "status.show"
    AVAILABILITY_REFRESH = "availability.refresh"
    GREETING_SHOW = "greeting.show"
    GREETING_FORM = "greeting.form"
    GREETING_SAVE = "greeting.save"
    """The form was filled in: its inputs."""
    GREETING_RECORDED = "greeting.recorded"
    """A greeting of this kind was recorded today."""
    GREETING_SCRIPT = "greeting.script"
    """What to say, of this absence if one is named."""
    GREETING_UNDO = "greeting.undo"
    GREETING_REPORT = "greeting.report"
    """A test call found something wrong."""
    GREETING_TAKE_BACK = "greeting.take_back"
    POLICY_SHOW = "policy.show"
    """What a clause says; without one, all subjects."""
