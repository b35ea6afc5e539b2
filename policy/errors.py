"""Owns the errors that a rule can answer with. It holds codes, never prose: the words come from the texts.

PolicyError                 one broken rule, at one field
PolicyErrors                every broken rule of one attempt, so that a form can show all of them together
NotAllowed(PolicyError)     the person may not do this (POLICY, "Whom the answers may tell what")
"""

from collections.abc import Iterable, Mapping


class PolicyError(Exception):
    """One broken rule: `code` is a key of the texts, `field` the form field it belongs to, if any."""

    def __init__(self, code: str, *, field: str | None = None, params: Mapping[str, object] | None = None):
        super().__init__(code)
        self.code = code
        self.field = field
        self.params: Mapping[str, object] = dict(params or {})


class NotAllowed(PolicyError):
    """The person who asked may not do this to that person."""


class PolicyErrors(Exception):
    """All broken rules of one attempt, in the order of the form's fields; never empty."""

    def __init__(self, errors: Iterable[PolicyError]):
        self.errors = tuple(errors)
        if not self.errors:
            raise ValueError("PolicyErrors needs at least one error")
        super().__init__(", ".join(error.code for error in self.errors))
