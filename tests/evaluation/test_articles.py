"""Positions of whole documents: which names are one actor, and what is counted."""

import json
from pathlib import Path

import pytest

from stance.errors import StanceError
from stance.evaluation.articles import (
    ArticleJudgement,
    NamedPosition,
    article_errors,
    article_figures,
    compare_articles,
    load_articles,
)


def position(stance: str, name: str, *names: str) -> NamedPosition:
    return NamedPosition(name, names, stance)


def values(*articles: ArticleJudgement) -> dict[str, float]:
    return {name: figure.value for name, figure in article_figures(articles, 50).items()}


def judged(
    gold: list[NamedPosition], found: list[NamedPosition], name: str = "a1"
) -> ArticleJudgement:
    return ArticleJudgement(name, tuple(gold), tuple(found))


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("the Veldan army", "Veldan Army"),
        ("President Oro Maska", "Maska"),
        ("Maska", "Gen. Oro Maska"),
        ("Foreign Minister Ilva Tesh", "Tesh, Ilva"),
        ("Veldan army", "the army"),
        ("Veldan army's", "the Veldan army"),
        ("the President", "President"),
    ],
)
def test_these_names_are_one_actor(gold: str, found: str) -> None:
    assert values(judged([position("support", gold)], [position("support", found)]))["f1"] == 1


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("Veldan army", "Tarn army"),
        ("Oro Maska", "Ilva Maska"),
        ("the President", "the Minister"),
        ("…", "!"),
    ],
)
def test_these_names_are_not(gold: str, found: str) -> None:
    figures = values(judged([position("support", gold)], [position("support", found)]))
    assert figures["actor_f1"] == 0


def test_any_name_of_the_one_may_match_any_name_of_the_other() -> None:
    gold = position("reject", "Harbour Council", "HC", "the councillors")
    found = position("reject", "HC delegation", "the town")
    assert values(judged([gold], [found]))["f1"] == 1


def test_figures_count_over_all_documents() -> None:
    """Computed by hand.

    First document: Veldan army right; Maska found with the wrong stance; the Harbour Council
    missed; the Lamplighters extra. Second: the Tarn Guard right; nothing else.
    """
    first = judged(
        [
            position("reject", "the Veldan army"),
            position("support", "President Oro Maska", "Maska"),
            position("condition", "Harbour Council"),
        ],
        [
            position("reject", "Veldan army"),
            position("condition", "Maska"),
            position("support", "Lamplighters"),
        ],
    )
    second = judged([position("support", "Tarn Guard")], [position("support", "the Guard")], "a2")
    assert values(first, second) == pytest.approx(
        {
            "precision": 2 / 4,
            "recall": 2 / 4,
            "f1": 0.5,
            "actor_precision": 3 / 4,
            "actor_recall": 3 / 4,
            "actor_f1": 0.75,
            "f1.support": 0.5,
            "f1.reject": 1.0,
            "f1.condition": 0.0,
            "macro_f1": 0.5,
        }
    )


def test_the_right_stance_is_matched_first_whatever_the_order() -> None:
    found = [position("reject", "the army"), position("support", "Veldan army")]
    figures = values(judged([position("support", "Veldan army")], found))
    assert (figures["recall"], figures["precision"]) == (1, 0.5)


def test_one_found_actor_answers_for_one_gold_actor_only() -> None:
    gold = [position("support", "Veldan army"), position("support", "Tarn army")]
    figures = values(judged(gold, [position("support", "the army")]))
    assert (figures["recall"], figures["precision"]) == (0.5, 1)


def test_matching_is_greedy_in_the_order_given() -> None:
    """The army answers for the first gold actor it can, though this leaves the second alone."""
    gold = [position("support", "Veldan army"), position("support", "Tarn army")]
    found = [position("support", "army"), position("support", "Veldan army")]
    assert values(judged(gold, found))["actor_recall"] == 0.5


def test_found_actors_without_a_position_are_left_out() -> None:
    found = [position("none", "Veldan army"), position("none", "Tarn Guard")]
    figures = values(judged([position("support", "Veldan army")], found))
    assert (figures["actor_recall"], figures["actor_precision"]) == (0, 0)


def test_a_document_without_positions_counts_against_precision_only() -> None:
    quiet = judged([], [position("support", "Tarn Guard")], "quiet")
    right = judged([position("support", "Tarn Guard")], [position("support", "Tarn Guard")])
    figures = values(right, quiet)
    assert (figures["recall"], figures["precision"]) == (1, 0.5)


def test_intervals_resample_documents() -> None:
    guard = [position("support", "Tarn Guard")]
    articles = [judged(guard, guard if i % 3 else [], f"a{i}") for i in range(60)]
    recall = article_figures(articles, 400)["recall"]
    assert recall.value == pytest.approx(2 / 3)
    assert recall.low < recall.value < recall.high
    assert article_figures(articles, 400)["precision"].low == 1


def test_no_articles_is_said() -> None:
    with pytest.raises(StanceError, match="no articles"):
        article_figures([])


def test_errors_tell_missed_extra_and_wrong_apart() -> None:
    faultless = judged([position("support", "Tarn Guard")], [position("support", "Guard")], "good")
    faulty = judged(
        [position("reject", "Harbour Council"), position("support", "Maska")],
        [position("condition", "Oro Maska"), position("support", "Lamplighters")],
        "bad",
    )
    (errors,) = article_errors([faultless, faulty])
    assert [each.name for each in errors.missed] == ["Harbour Council"]
    assert [each.name for each in errors.extra] == ["Lamplighters"]
    assert str(errors) == (
        "bad: missed Harbour Council (reject) | extra Lamplighters (support)"
        " | wrong Maska (support), found condition"
    )


def write(path: Path, *lines: object) -> Path:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


GUARD = {"name": "Tarn Guard", "mentions": ["the Guard"], "stance": "reject", "note": "ignored"}


def test_articles_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path / "gold.jsonl",
        {"id": 7, "text": "The Guard refused.", "actors": [GUARD], "title": "No truce", "more": 1},
        "",
        {"id": "quiet", "text": "It rained.", "actors": []},
    )
    guard, quiet = load_articles(path)
    assert (guard.id, guard.text) == ("7", "No truce\n\nThe Guard refused.")
    assert guard.gold == (NamedPosition("Tarn Guard", ("the Guard",), "reject"),)
    assert quiet.gold == ()


def test_every_faulty_line_is_reported_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path / "gold.jsonl",
        {"id": "a", "text": "The Guard refused.", "actors": [GUARD]},
        "{not json",
        {"id": "b", "text": " ", "actors": [GUARD]},
        {"id": "c", "text": "x", "actors": [GUARD | {"stance": "none"}, {"stance": "reject"}]},
        {"id": "d", "text": "x", "actors": [GUARD | {"stance": "against", "mentions": "Guard"}]},
        {"id": "a", "text": "Again.", "actors": []},
        {"text": "x"},
        "[]",
    )
    with pytest.raises(StanceError) as caught:
        load_articles(path)
    faults = str(caught.value).split("\n")
    assert [fault.removeprefix(f"{path}:")[0] for fault in faults] == list("2344556778")
    assert "not JSON" in faults[0]
    assert faults[1:] == [
        f"{path}:3: no text",
        f"{path}:4: 'Tarn Guard' has no position: leave it out",
        f"{path}:4: an actor without a name",
        f"{path}:5: mentions of 'Tarn Guard' are not a list of strings",
        f"{path}:5: unknown stance 'against' of 'Tarn Guard' (stances: support, reject, condition)",
        f"{path}:6: id 'a' stands on line 1 already",
        f"{path}:7: no id",
        f"{path}:7: no list of actors",
        f"{path}:8: not a JSON object with id, text and actors",
    ]


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(StanceError, match=r"nowhere\.jsonl: no such file"):
        load_articles(tmp_path / "nowhere.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "caf\xe9"}')
    with pytest.raises(StanceError, match="not UTF-8 at byte 11"):
        load_articles(tmp_path / "latin.jsonl")
    with pytest.raises(StanceError, match="no articles"):
        load_articles(write(tmp_path / "empty.jsonl", ""))


def test_two_models_on_the_same_documents_are_compared() -> None:
    gold = (NamedPosition("Orlan Front", (), "reject"),)
    right = [ArticleJudgement(str(n), gold, gold) for n in range(20)]
    silent = [ArticleJudgement(str(n), gold, ()) for n in range(20)]
    difference = compare_articles(right, silent, replicates=200)["f1"]
    assert (difference.one, difference.other, difference.difference) == (1.0, 0.0, 1.0)
    assert difference.p == pytest.approx(1 / 200)
    assert compare_articles(right, right, replicates=200)["f1"].p == 1.0


def test_models_on_different_documents_are_not_compared() -> None:
    gold = (NamedPosition("Orlan Front", (), "reject"),)
    with pytest.raises(StanceError, match="different documents"):
        compare_articles([ArticleJudgement("a", gold, ())], [ArticleJudgement("b", gold, ())])
