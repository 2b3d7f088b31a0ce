"""From tags to the names in a passage."""

import numpy as np
import pytest

from stance.model.decoding import BEGIN, INSIDE, OUTSIDE
from stance.model.mentions import mentions, same_words
from stance.records import Span
from tests.model.tokenised import tokenised

TAGS = {"O": OUTSIDE, "B": BEGIN, "I": INSIDE}


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

    @pytest.mark.parametrize(
        ("text", "tags", "names"),
        [
            ("HQ Spokesperson Odo Marr left", "B O B I O", ["HQ Spokesperson Odo Marr"]),
            ("Orlan foreign minister Odo Marr left", "B O O B I O", None),
            ("Tesh told Minister Odo Marr", "B O O B I", ["Tesh", "Odo Marr"]),
            ("Kest special envoy Marr left", "B O O B O", None),
            ("Orlan chief Kest Front left", "B O B I O", ["Orlan", "Kest Front"]),
            ("Orlan minister, Odo Marr", "B O O B I", ["Orlan", "Odo Marr"]),
            ("he told Hamas President Marr left", "O O B O B O", ["Hamas", "Marr"]),
        ],
    )
    def test_an_office_and_its_holder_are_one(
        self, text: str, tags: str, names: list[str] | None
    ) -> None:
        pieces = text.replace(",", " ,")
        assert found(text, pieces, tags) == (names or [text.removesuffix(" left")])

    @pytest.mark.parametrize(
        ("text", "tags", "names"),
        [
            ("the Coptic, Syrian and African bishops met", "O B O B O B I O", None),
            ("POLITICAL, SOCIAL, AND RELIGIOUS FORCES MET", "B O B O O B I O", None),
            ("Zelvian and Russian forces met", "B O B I O", ["Zelvian", "Russian forces"]),
            ("Taliban and American bishops met", "B O B I O", ["Taliban", "American bishops"]),
            ("Iran and Syrian rebels met", "B O B I O", ["Iran", "Syrian rebels"]),
            ("The Zelvian, Syrian rebels met", "O B O B I O", ["Zelvian", "Syrian rebels"]),
            ("Zelvian and Morvian Odo Marr met", "B O B I I O", ["Zelvian", "Morvian Odo Marr"]),
            ("Tesh, Zelvian bishops met", "B O B I O", ["Tesh", "Zelvian bishops"]),
        ],
    )
    def test_adjectives_of_one_noun_are_one_name(
        self, text: str, tags: str, names: list[str] | None
    ) -> None:
        pieces = text.replace(",", " ,")
        whole = [text.removeprefix("the ").rsplit(" ", 1)[0]]
        assert found(text, pieces, tags) == (whole if names is None else names)

    def test_two_countries_are_two_actors(self) -> None:
        assert found("Egypt and Qatar left", "Egypt and Qatar left", "B I I O") == [
            "Egypt",
            "Qatar",
        ]
        text = "Bosnia and Herzegovina left"
        assert found(text, text, "B I I O") == ["Bosnia and Herzegovina"]
        text = "Justice and Equality Movement left"
        assert found(text, text, "B I I I O") == ["Justice and Equality Movement"]

    def test_who_gave_an_accord_its_name_is_no_actor(self) -> None:
        assert found("the Lomel II accords failed", "the Lomel II accords failed", "OBIOO") == []
        text = "The ECOWAS summit agreed"
        assert found(text, text, "O B O O") == ["ECOWAS"]
        assert found("the Lomel plan failed", "the Lomel plan failed", "O B O O") == ["Lomel"]

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
