"""Owns whom a diversion's colleague, the one who answers instead, may be by the name that was typed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogs.exchange import Exchange
from bot.dialogs.form import Values
from bot.dialogs.person_views import shortened
from policy.errors import PolicyError
from policy.organisation import Person, PersonId
from services.ports import Directory


def who_answers(
    directory: Directory, exchange: Exchange, values: Values
) -> tuple[Sequence[Person], Sequence[PolicyError]]:
    """Whom the colleague's name may mean, and what is wrong with it; both empty when none was given."""
    name = values.get("answers_instead", "")
    known = directory.municipality.people.get(PersonId(values.get("answers_instead_id", "")))
    if not name:
        return (), ()
    if known is not None and known.name == name:
        return (known,), ()
    outcome = directory.find_people(name, near=exchange.person)
    people = [match.person for match in outcome.matches if str(match.person.id) != values.get("person")]
    if people:
        return people, ()
    if outcome.matches:
        return (), (PolicyError("diversion.answers_self", field="answers_instead"),)
    return (), (PolicyError("form.no_such_person", field="answers_instead", params={"name": shortened(name)}),)
