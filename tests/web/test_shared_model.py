"""Readers take turns in the order in which they came."""

import threading

from stance import StanceModel, default_model
from stance.web.shared_model import PASSAGES_IN_TURN, SharedModel, Turns


def test_turns_go_to_whoever_has_waited_longest() -> None:
    turns, order = Turns(), []
    threads = []

    def take(number: int) -> None:
        with turns.turn():
            order.append(number)

    with turns.turn():
        for number in range(5):
            threads.append(threading.Thread(target=take, args=(number,)))
            threads[-1].start()
            while turns.waiting < number + 2:
                threading.Event().wait(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(5))
    assert turns.waiting == 0


def test_a_failed_turn_goes_on_to_the_next() -> None:
    turns = Turns()
    try:
        with turns.turn():
            raise ValueError
    except ValueError:
        pass
    with turns.turn():
        assert turns.waiting == 1


def test_a_short_text_is_answered_between_the_passages_of_a_long_one(
    shared: SharedModel,
) -> None:
    long = shared.judge(["The Orlan Front rejected the truce."] * (PASSAGES_IN_TURN + 1))
    next(long)
    [short] = shared.judge(["Sister Ana Dole called for a ceasefire."])
    assert short
    assert len(list(long)) == PASSAGES_IN_TURN


def test_a_shared_model_judges_as_any_other(shared: SharedModel) -> None:
    texts = ["The Orlan Front rejected the truce.", "Nothing."]
    plain = StanceModel.load(default_model(), "cpu")
    assert list(shared.judge(texts)) == list(plain.judge(texts))
