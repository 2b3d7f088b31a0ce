"""From numbers to names, words and probabilities."""

import itertools
import random

import numpy as np
import pytest

from stance.model.decoding import (
    BEGIN,
    INSIDE,
    LONGEST_EVIDENCE,
    OUTSIDE,
    Array,
    mentions,
    pointed,
    probabilities,
    same_words,
)
from stance.model.folder import Calibration
from stance.records import Span
from stance.tokens import TokenisedText

TAGS = {"O": OUTSIDE, "B": BEGIN, "I": INSIDE}


def tokenised(text: str, pieces: str) -> TokenisedText:
    """The text as if its tokens were these pieces, between a first and a last special token."""
    spans, at = [Span(0, 0)], 0
    for piece in pieces.split():
        start = text.index(piece, at)
        at = start + len(piece)
        spans.append(Span(start, at))
    spans.append(Span(0, 0))
    return TokenisedText(tuple(range(len(spans))), tuple(spans))


def found(text: str, pieces: str, tags: str, padding: str = "") -> list[str]:
    """The names that the tags of the pieces make; `padding` is tagged after the last token."""
    every = f"O{tags}O{padding}".replace(" ", "")
    logits = 9 * np.eye(3, dtype=np.float32)[[TAGS[tag] for tag in every]]
    return [span.of(text) for span in mentions(logits, tokenised(text, pieces), text)]


class TestMentions:
    def test_a_run_of_tokens_is_a_name(self) -> None:
        text = "The Orlan Front met Oro Maska."
        pieces = "The Orlan Front met Oro Maska ."
        assert found(text, pieces, "O B I O B I O") == ["Orlan Front", "Oro Maska"]
        assert found(text, pieces, "O O O O O O O") == []

    def test_the_middle_of_a_name_alone_is_no_name(self) -> None:
        assert found("UN-led talks failed.", "UN - led talks failed .", "B O I O O O") == ["UN"]

    def test_the_middle_of_a_name_that_may_begin_one_is_a_name(self) -> None:
        logits = np.array([[9, 0, 0], [0, 1, 1.5], [0, 0, 9], [9, 0, 0], [9, 0, 0]], np.float32)
        text = "Oro Maska left"
        spans = mentions(logits, tokenised(text, "Oro Maska left"), text)
        assert [span.of(text) for span in spans] == ["Oro Maska"]

    def test_a_name_goes_on_over_a_word_that_may_belong_to_it(self) -> None:
        text = "Orlan government forces left"
        logits = np.array(
            [[9, 0, 0], [0, 9, 0], [0.5, 0, 0.4], [9, 0, 0], [9, 0, 0], [9, 0, 0]], np.float32
        )
        spans = mentions(logits, tokenised(text, "Orlan government forces left"), text)
        assert [span.of(text) for span in spans] == ["Orlan government"]

    @pytest.mark.parametrize("tags", ["B O O O", "O B O O", "O O O B", "B B B B", "B I O O"])
    def test_names_are_whole_words(self, tags: str) -> None:
        assert found("Tervelines left", "Ter vel in es left", f"{tags} O") == ["Tervelines"]

    @pytest.mark.parametrize(
        ("text", "pieces", "name"),
        [
            ("Tervel’s men", "Tervel ’ s men", "Tervel"),
            ("Tervel's men", "Tervel 's men", "Tervel"),
            ("the Morvians’ guns", "the Morvians ’ guns", "the Morvians"),
            ("“Orlan Front,” it said", "“ Orlan Front ,” it said", "Orlan Front"),
            ("Orlan Front: no truce", "Orlan Front : no truce", "Orlan Front"),
            ("(Tarn Guard)", "( Tarn Guard )", "Tarn Guard"),
            ("Tarn Guard—", "Tarn Guard —", "Tarn Guard"),
            ("O’Dell’s men", "O ’ Dell ’ s men", "O’Dell"),
            ("St-Léa, too", "St - Léa , too", "St-Léa"),
        ],
    )
    def test_what_surrounds_a_name_is_left_out(self, text: str, pieces: str, name: str) -> None:
        others = ("men", "guns", "it", "said", "no", "truce", "too")
        tags = "".join("O" if piece in others else "I" for piece in pieces.split())
        assert found(text, pieces, "B" + tags[1:]) == [name]

    def test_initials_keep_their_dots(self) -> None:
        assert found("The O.D.F. left.", "The O . D . F . left .", "OBIIIIIOO") == ["O.D.F."]

    def test_a_title_and_a_name_are_one(self) -> None:
        assert found("President Oro Maska left", "President Oro Maska left", "B B I O") == [
            "President Oro Maska"
        ]

    @pytest.mark.parametrize(
        ("text", "pieces", "tags", "names"),
        [
            ("the U.S. left", "the U . S . left", "O B O O O O", ["U.S."]),
            (
                "the U.S. and U.N. left",
                "the U . S . and U . N . left",
                "OBOOOOBOOOO",
                ["U.S.", "U.N."],
            ),
            (
                "Orlan Unity Party (OUP) left",
                "Orlan Unity Party ( OUP ) left",
                "BIIOBOO",
                ["Orlan Unity Party (OUP)"],
            ),
            ("Odo Marr (OUP) left", "Odo Marr ( OUP ) left", "BIOBOO", ["Odo Marr", "OUP"]),
            ("Qatar and Egypt left", "Qatar and Egypt left", "B I B O", ["Qatar", "Egypt"]),
            (
                "heads of Orla and Kest left",
                "heads of Orla and Kest left",
                "BIIIBO",
                ["heads of Orla and Kest"],
            ),
            ("parties to the talks", "parties to the talks", "B I I O", ["parties"]),
            ("Hun To left", "Hun To left", "B I O", ["Hun To"]),
            ("Orlan\n \nMaska left", "Orlan Maska left", "B I O", ["Orlan"]),
        ],
    )
    def test_a_name_is_whole_and_no_more(
        self, text: str, pieces: str, tags: str, names: list[str]
    ) -> None:
        assert found(text, pieces, tags) == names

    def test_a_list_of_names_is_several(self) -> None:
        text = "Maska, Tesh and Odell"
        assert found(text, "Maska , Tesh and Odell", "B O B O B") == ["Maska", "Tesh", "Odell"]

    @pytest.mark.parametrize(
        ("text", "pieces"), [("“ , –", "“ , –"), ("they and the", "they and the"), ("", "")]
    )
    def test_punctuation_and_small_words_name_nobody(self, text: str, pieces: str) -> None:
        assert found(text, pieces, "B" * len(pieces.split())) == []

    @pytest.mark.parametrize("name", ["Kest Accords", "Orlan Process", "Resolution 12", "the War"])
    def test_accords_and_wars_are_no_actors(self, name: str) -> None:
        assert found(f"{name} failed", f"{name} failed", "B I O") == []

    def test_a_body_may_be_named_after_an_accord(self) -> None:
        text = "Council of the Accord left"
        assert found(text, text, "B I I I O") == ["Council of the Accord"]

    def test_padding_is_not_read(self) -> None:
        assert found("Maska left", "Maska left", "B O", padding="BBB") == ["Maska"]

    def test_special_tokens_are_no_names(self) -> None:
        tags = np.eye(3, dtype=np.float32)[[BEGIN, OUTSIDE, BEGIN]]
        assert mentions(tags, tokenised("Maska", "Maska"), "Maska") == []


def test_mentions_in_the_same_words_are_one_actor() -> None:
    text = "The Front met Oro Maska. The Fronts differ: the front, FRONT and an Oro Maska"
    names = ("The Front", "Oro Maska", "The Fronts", "the front", "FRONT", "an Oro Maska")
    starts = [0, 14, 25, 44, 55, 65]
    spans = [Span(at, at + len(name)) for at, name in zip(starts, names, strict=True)]
    assert [span.of(text) for span in spans] == list(names)
    front, maska, fronts, *rest = spans
    assert same_words(spans, text) == [(front, *rest[:2]), (maska, rest[2]), (fronts,)]


TEXT = "a b c d e f"
"""Six tokens; with the special ones, they are 1 to 6 of 0 to 7."""


def point(
    starts: dict[int, float], ends: dict[int, float], required: bool = False, text: str = TEXT
) -> str | None:
    """The words between token scores; those not given are zero."""
    tokens = tokenised(text, text)
    scores = np.zeros((2, len(tokens.ids) + 3), np.float32)
    for row, values in enumerate((starts, ends)):
        for token, score in values.items():
            scores[row, token] = score
    span = pointed(scores, tokens, text, required)
    return span and span.of(text)


class TestPointing:
    def test_from_the_best_start_to_the_best_end(self) -> None:
        assert point({2: 5}, {4: 5}) == "b c d"

    def test_a_single_token(self) -> None:
        assert point({3: 5}, {3: 5}) == "c"

    def test_none_where_the_first_token_wins(self) -> None:
        assert point({0: 9, 2: 5}, {0: 9, 4: 5}) is None
        assert point({0: 9, 2: 5}, {4: 5}) == "b c d"
        assert point({0: 4}, {}) is None

    def test_the_first_token_must_lead_clearly(self) -> None:
        assert point({0: 6, 2: 5}, {0: 6, 4: 5}) == "b c d"
        assert point({0: 7, 2: 5}, {0: 7, 4: 5}) is None

    def test_words_on_two_sides_of_a_blank_line_are_not_one_stretch(self) -> None:
        assert point({1: 5, 4: 4}, {6: 5, 2: 3}, text="a b c\n\nd e f") == "d e f"
        assert point({1: 5}, {6: 5}, text="a b c\nd e f") == "a b c d e f".replace("c d", "c\nd")

    def test_required_words_are_found_whatever_the_first_token_scores(self) -> None:
        assert point({0: 99, 2: 5}, {0: 99, 4: 5}, required=True) == "b c d"

    def test_it_never_ends_before_it_starts(self) -> None:
        assert point({5: 5, 1: 2}, {2: 4}) == "a b"
        assert point({5: 5, 1: 2}, {2: 4, 6: 3}) == "e f"

    def test_special_tokens_and_padding_are_no_words(self) -> None:
        assert point({7: 9, 2: 1}, {7: 9, 8: 9, 3: 1}) == "b c"
        assert point({}, {}, required=True, text="") is None

    def test_a_long_stretch_is_no_evidence(self) -> None:
        text = " ".join(f"w{n}" for n in range(LONGEST_EVIDENCE + 5))
        longest = point({1: 5}, {LONGEST_EVIDENCE: 5}, text=text)
        assert longest is not None
        assert len(longest.split()) == LONGEST_EVIDENCE
        shorter = point({1: 5}, {LONGEST_EVIDENCE + 1: 5, 4: 1}, text=text)
        assert shorter == "w0 w1 w2 w3"

    def test_the_best_of_all_pairs_is_found(self) -> None:
        chance = random.Random(5)
        letters = TEXT.split()
        for _ in range(50):
            starts, ends = ({t: chance.gauss(0, 1) for t in range(8)} for _ in "12")
            pairs = itertools.combinations_with_replacement(range(1, 7), 2)
            first, last = max(pairs, key=lambda pair: starts[pair[0]] + ends[pair[1]])
            assert point(starts, ends, required=True) == " ".join(letters[first - 1 : last])


class TestProbabilities:
    LOGITS: Array = np.array([[2, 1, 0, -1], [0, 0, 3, 0]], np.float32)

    def test_without_calibration_they_are_the_softmax(self) -> None:
        chances = probabilities(self.LOGITS, Calibration())
        assert chances.sum(-1) == pytest.approx([1, 1])
        assert chances[0, 0] / chances[0, 1] == pytest.approx(np.e)

    def test_a_temperature_calms_without_changing_the_answer(self) -> None:
        calm = probabilities(self.LOGITS, Calibration(temperature=2))
        assert calm[0, 0] / calm[0, 1] == pytest.approx(np.e**0.5)
        assert calm.argmax(-1).tolist() == [0, 2]

    def test_a_bias_is_added_before_the_temperature(self) -> None:
        moved = probabilities(self.LOGITS, Calibration(temperature=2, bias=(0, 3, 0, 0)))
        assert moved[0, 1] / moved[0, 0] == pytest.approx(np.e)
        assert moved[0].argmax() == 1

    def test_large_logits_stay_probabilities(self) -> None:
        chances = probabilities(np.array([[1e4, -1e4, 0, 0]], np.float32), Calibration(0.2))
        assert chances.tolist() == [[1, 0, 0, 0]]
