"""What each epoch reads."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from stance.corpus import load_examples
from stance.training.epochs import Epochs
from stance.training.recipe import Recipe


@pytest.fixture
def tokenizer(trained: Path) -> Tokenizer:
    return Tokenizer.from_file(str(trained / "tokenizer.json"))


def epochs(corpus: Path, tokenizer: Tokenizer, recipe: Recipe, share: float) -> Epochs:
    recipe = recipe.model_copy(update={"renamed": share})
    return Epochs(load_examples([corpus]), tokenizer, recipe, max_tokens=64)


def test_without_renaming_every_epoch_is_the_same(corpus, tokenizer, recipe) -> None:
    read = epochs(corpus, tokenizer, recipe, 0.0)
    assert read(0) == read(1) == read.original


def test_a_share_of_the_passages_gets_other_names_with_the_same_labels(
    corpus, tokenizer, recipe
) -> None:
    read = epochs(corpus, tokenizer, recipe, 0.5)
    changed = [a.ids != b.ids for a, b in zip(read(0), read.original, strict=True)]
    assert 15 < sum(changed) < 45
    assert [e.stances for e in read(0)] == [e.stances for e in read.original]


def test_epochs_differ_and_repeat_exactly(corpus, tokenizer, recipe) -> None:
    one, same = (epochs(corpus, tokenizer, recipe, 0.5) for _ in range(2))
    assert one(0) != one(1)
    assert one(1) == same(1)


def test_the_twin_of_a_passage_has_other_names_and_the_same_actors_in_the_same_order(
    corpus, tokenizer, recipe
) -> None:
    loss = recipe.loss.model_copy(update={"consistency": 1.0})
    read = Epochs(
        load_examples([corpus]), tokenizer, recipe.model_copy(update={"loss": loss}), max_tokens=64
    )
    twins = read.twins(0)
    assert [e.stances for e in twins] == [e.stances for e in read.original]
    changed = [a.ids != b.ids for a, b in zip(twins, read.original, strict=True)]
    assert sum(changed) > 0.9 * len(changed)
    assert twins != read.twins(1)
    assert read(0) == read.original


def test_a_joined_passage_keeps_its_labels_and_brings_another_with_its_own(
    corpus, tokenizer, recipe
) -> None:
    recipe = recipe.model_copy(update={"joined": 1.0})
    read = Epochs(load_examples([corpus]), tokenizer, recipe, max_tokens=512)
    longer = [
        (new, old) for new, old in zip(read(0), read.original, strict=True) if new.ids != old.ids
    ]
    assert longer
    for new, old in longer:
        assert len(new.ids) > len(old.ids)
        own = len(old.stances)
        assert old.stances in (new.stances[:own], new.stances[-own:])
