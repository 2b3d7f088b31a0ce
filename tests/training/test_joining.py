"""Two passages in one: only where every label stays true."""

import random

from stance.corpus import Example, Pair
from stance.training.joining import LONGEST_JOINED, joined

FRONT = Example(
    "a", "The Orlan Front refused a truce.", (Pair("Orlan Front", "reject", "refused"),)
)
GUARD = Example("b", "The Tarn Guard left the town.", (Pair("Tarn Guard", "none"),))


def test_strangers_are_read_together_with_the_actors_of_both() -> None:
    both = joined(FRONT, [GUARD], random.Random(1))
    assert FRONT.text in both.text
    assert GUARD.text in both.text
    assert {pair.actor: pair.stance for pair in both.pairs} == {
        "Orlan Front": "reject",
        "Tarn Guard": "none",
    }


def test_a_passage_that_names_one_of_the_actors_is_no_stranger() -> None:
    other = Example("c", "In Orlan, a truce: the Guard agreed.", (Pair("Guard", "support"),))
    assert joined(FRONT, [other], random.Random(1)) == FRONT


def test_two_passages_are_no_longer_than_a_window() -> None:
    long = Example("d", "word " * LONGEST_JOINED + GUARD.text, GUARD.pairs)
    assert joined(FRONT, [long], random.Random(1)) == FRONT
