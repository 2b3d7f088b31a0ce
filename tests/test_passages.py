"""Documents to passages: no word is lost, and every offset holds."""

import random
from collections.abc import Callable
from itertools import pairwise

import pytest

from stance.passages import sentences, split_passages
from stance.records import Passage

SENTENCE = "The northern front of Morvia said on Monday that it would keep the truce. "


def said(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


def words(passage: Passage) -> int:
    return len(passage.text.split())


def assert_nothing_is_lost(text: str, passages: list[Passage]) -> None:
    covered = bytearray(len(text))
    for passage in passages:
        end = passage.start + len(passage.text)
        assert text[passage.start : end] == passage.text
        covered[passage.start : end] = b"\1" * len(passage.text)
    assert all(seen or text[i].isspace() for i, seen in enumerate(covered))


# Sentences


def test_sentences_are_trimmed_and_keep_their_offsets() -> None:
    text = "  The café 😀 closed.   The army left.\n"
    assert said(text) == ["The café 😀 closed.", "The army left."]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Odo Marr met Lt. Col. Lena Ott of the U.S. Army and Mr. Tervel on Jan. 5.",
        "The price rose by 3.5 per cent at 5 p.m. on Monday.",
        "PRESIDENT TERVEL MET GEN. MARR TODAY.",
        "no punctuation at all in this one",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert said(text) == [text]


def test_a_quotation_closes_after_the_full_stop() -> None:
    assert said('“We refuse.” He left. "Never!" She stayed.') == [
        "“We refuse.”",
        "He left.",
        '"Never!"',
        "She stayed.",
    ]


def test_capitals_are_split_like_other_text() -> None:
    text = "THE FRONT REJECTED THE TRUCE. THE ARMY AGREED."
    assert said(text) == ["THE FRONT REJECTED THE TRUCE.", "THE ARMY AGREED."]


@pytest.mark.parametrize("gap", ["\n\n", "\n \t\n", "\r\n\r\n", "\u2029\u2029"])
def test_no_sentence_crosses_a_blank_line(gap: str) -> None:
    assert said(f"Truce in Morvia{gap}the army said no") == ["Truce in Morvia", "the army said no"]


def test_lines_wrapped_by_hand_are_one_sentence() -> None:
    assert said("The army said\nno to the truce.") == ["The army said\nno to the truce."]


def test_long_lines_are_paragraphs() -> None:
    text = "Truce fails\n" + SENTENCE * 2
    assert said(text) == ["Truce fails", SENTENCE.strip(), SENTENCE.strip()]


@pytest.mark.parametrize("text", ["", " \n\n ", "\ud800", "..."])
def test_texts_without_words(text: str) -> None:
    assert "".join(said(text)) in ("", "...")


# Passages


def test_a_short_text_is_one_passage() -> None:
    assert split_passages("\nTruce fails\n\nThe army left.\n") == [
        Passage("Truce fails\n\nThe army left.", 1)
    ]


def test_a_text_without_words_has_no_passages() -> None:
    assert split_passages(" \n") == []


def test_windows_are_full_but_not_over_full() -> None:
    passages = split_passages(SENTENCE * 100, words=100)
    assert all(84 < words(passage) <= 100 for passage in passages[:-1])


@pytest.mark.parametrize("overlap", [0, 1, 2])
def test_a_passage_begins_with_the_last_sentences_of_the_one_before(overlap: int) -> None:
    text = " ".join(f"The front said no {n} times." for n in range(60))
    passages = split_passages(text, words=30, overlap=overlap)
    for one, other in pairwise(passages):
        shared = one.text[other.start - one.start :]
        assert len(sentences(shared)) == overlap


def test_an_overlap_that_leaves_no_room_is_given_up() -> None:
    text = " ".join("The front " + "very " * 15 + "surely said no." for _ in range(8))
    starts = [passage.start for passage in split_passages(text, words=25, overlap=3)]
    assert starts == sorted(set(starts))
    assert len(starts) == 8


def test_paragraphs_share_a_passage() -> None:
    assert len(split_passages("\n\n".join([SENTENCE.strip()] * 4))) == 1


def test_a_tiny_tail_joins_the_passage_before() -> None:
    text = SENTENCE * 7 + "The army said no."
    assert len(split_passages(text, words=98)) == 1
    assert len(split_passages(SENTENCE * 7 + SENTENCE * 4, words=98)) == 2


def test_a_sentence_of_up_to_twice_the_words_is_left_whole() -> None:
    text = "The front " + "again " * 150 + "said no."
    assert [words(passage) for passage in split_passages(text, words=100)] == [154]


def test_a_longer_one_is_cut_at_clauses() -> None:
    text = "the front said that it refused the truce once more, " * 40
    passages = split_passages(text, words=100)
    assert all(passage.text.endswith(",") and words(passage) <= 100 for passage in passages)
    assert_nothing_is_lost(text, passages)


@pytest.mark.parametrize("count", [len, lambda text: 2 + 3 * len(text.split())])
def test_no_passage_has_more_tokens_than_the_limit(count: Callable[[str], int]) -> None:
    text = SENTENCE * 50 + "x" * 500 + "\n\n\n" + " ".join(["word"] * 300) + " " * 700 + "end"
    passages = split_passages(text, max_tokens=60, count_tokens=count)
    assert max(count(passage.text) for passage in passages) <= 60
    assert_nothing_is_lost(text, passages)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "word " * 200_000,
        "No. " * 200_000,
        "“No\n\n" * 100_000,
        "a" + " " * 1_000_000 + "b",
        "\n" * 1_000_000 + "b",
        "(" * 200_000,
    ],
    ids=["no spaces", "no stops", "stops", "open quotes", "spaces", "newlines", "brackets"],
)
def test_giant_texts_are_cut_in_linear_time(text: str) -> None:
    passages = split_passages(text)
    assert_nothing_is_lost(text, passages)
    assert max(len(passage.text) for passage in passages) < 2_000


def test_nothing_of_awkward_texts_is_ever_lost() -> None:
    chance = random.Random(7)
    scraps = [
        "word", "Gen.", "U.S.", "NO!", "“Never.”", "\n", "\n\n", " \n \r\n", "\xa0", ".", "...",
        "😀", "x" * 90, "y" * 400, ",", "—", "\u2028", "é" * 7, "(", "\"", "?!", "a b c d e f g.",
    ]  # fmt: skip
    for _ in range(300):
        text = "".join(
            chance.choice(scraps) + chance.choice(["", " ", "  "])
            for _ in range(chance.randrange(120))
        )
        passages = split_passages(
            text,
            words=chance.randrange(1, 40),
            overlap=chance.randrange(4),
            max_tokens=chance.randrange(1, 60),
            count_tokens=chance.choice([None, len, lambda part: 1 + len(part) // 3]),
        )
        assert_nothing_is_lost(text, passages)
        ends = [passage.start + len(passage.text) for passage in passages]
        assert ends == sorted(set(ends))
