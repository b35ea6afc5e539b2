"""Every errand that writes, with the store failing at each of its calls in turn: all ends as if nothing had happened.

The errands are those of this folder's other tests, which look at all that anybody sees and is told. Here their people
meet a failure on the way, are asked to try again, and do. What was written all the same is not written twice.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.bot import test_another_persons_diversion as for_others
from tests.bot import test_changing_promises_in_chat as changing
from tests.bot import test_desk_in_chat as desk
from tests.bot import test_diversion_form as forms
from tests.bot import test_diversion_in_chat as diversions
from tests.bot import test_duty_in_chat as duty
from tests.bot import test_gaps_by_line as gaps
from tests.bot import test_greetings_in_chat as greetings
from tests.bot import test_handing_over_in_chat as handing_over
from tests.bot import test_lost_phone_in_chat as lost_phones
from tests.bot import test_messages_in_chat as messages
from tests.bot import test_misdirected_in_chat as misdirected
from tests.bot import test_notices_in_chat as notices
from tests.bot import test_phone_orders_in_chat as orders
from tests.bot import test_promises_in_chat as promises
from tests.bot import test_undoing_in_chat as undoing
from tests.bot import test_warned_of_gaps as warned
from tests.bot.faulty_house import Failure, FaultyHouse, Manner

Errand = Callable[..., Awaitable[None]]

ERRANDS: list[Errand] = [
    diversions.test_a_colleague_is_added_to_the_one_that_runs,
    diversions.test_ending_nothing_shows_what_is_to_come,
    forms.test_a_form_is_answered_bit_by_bit,
    forms.test_a_changed_return_shows_the_whole_diversion_in_its_form,
    for_others.test_an_undo_of_anothers_diversion_is_told_too,
    undoing.test_undo_restores_what_was_there,
    greetings.test_one_line_notes_a_greeting_and_can_be_undone,
    greetings.test_the_switchboard_notes_a_test_call_and_the_person_is_told_what_to_do,
    promises.test_the_form_makes_one_too,
    promises.test_a_mark_by_the_cards_own_button_changes_that_card_and_sends_nothing,
    changing.test_a_promise_just_made_is_changed_and_taken_back_in_words,
    handing_over.test_taken_it_is_the_colleagues_and_the_first_is_told,
    messages.test_a_message_by_line_is_the_colleagues_promise_and_the_sender_follows_it,
    messages.test_the_sender_takes_it_back,
    orders.test_an_order_across_three_chats,
    orders.test_a_no_comes_with_its_reason,
    lost_phones.test_what_to_do_comes_first_and_the_switchboard_knows_at_once,
    desk.test_a_correction_is_on_the_desk_until_it_is_mended,
    gaps.test_who_was_not_asked_may_take_it_all_the_same,
    warned.test_asking_can_be_typed_after_the_receipt,
    duty.test_the_same_turn_twice_saves_and_tells_once,
    misdirected.test_it_landed_with_whoever_says_so,
    notices.test_a_closed_day_by_line_in_english,
    notices.test_others_answer_for_a_group_from_a_day_on,
]
NAMES = {"anna": "Anna Svensson", "karin": "Karin Lindqvist", "bo": "Bo Ek", "vera": "Vera Åkesson"}


async def carry_out(errand: Errand, failure: Failure | None, houses: list[Any]) -> FaultyHouse:
    """The house after the errand, with nothing in it that nobody has looked at."""
    house = FaultyHouse(failure)
    houses.append(house)
    people = inspect.signature(errand).parameters
    await errand(**{name: house if name == "house" else house.someone(NAMES[name]) for name in people})
    house.nobody_left_anything_unseen()
    return house


@pytest.mark.parametrize("errand", ERRANDS, ids=lambda errand: errand.__name__.removeprefix("test_"))
async def test_whichever_call_fails_it_ends_as_if_none_had(errand: Errand, houses: list[Any]) -> None:
    """A call that wasn't carried out, nor any after it; and a write that was, though nobody heard of it."""
    calls = (await carry_out(errand, None, houses)).faulty.calls
    assert any(calls), "an errand that writes nothing is none to test here"
    told = 0
    for number, writes in enumerate(calls, 1):
        for manner in Manner if writes else (Manner.NOT_DONE,):
            house = await carry_out(errand, Failure(number, manner), houses)
            told += len(house.troubles)
    assert told >= sum(calls), "each write that fails is told of"


async def test_who_is_told_that_it_failed_is_told_what_to_do(houses: list[Any]) -> None:
    """In either language: it isn't known whether it was done, and doing it again is safe."""
    swedish = await carry_out(promises.test_one_line_makes_a_promise_and_shows_it, Failure(2, Manner.NOT_DONE), houses)
    (told,) = swedish.troubles
    assert "vet inte om det blev gjort. Försök igen om en stund. Är det redan gjort görs det inte en gång till." in told
    english = await carry_out(promises.test_english_is_complete, Failure(2, Manner.NOT_DONE), houses)
    (told,) = english.troubles
    assert "don’t know whether it was done. Try again in a moment. If it was done, it won’t be done twice." in told
