"""The mean of several models' weights, and rows of words that two corpora share."""

import json
from pathlib import Path

import pytest
import typer

from stance.errors import StanceError
from stance.model.folder import load_config
from stance.model.stance_model import StanceModel
from stance.model.torch_runtime import load_network
from stance.training.recipe import Recipe
from stance.training.run import train


@pytest.fixture(scope="module")
def continued(
    trained: Path, corpus: Path, recipe: Recipe, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("averaging") / "continued"
    own = recipe.model_copy(update={"epochs": 1, "hold_out_test": False})
    train([corpus], folder, own, start_from=trained, device="cpu")
    return folder


def test_the_mean_of_two_models_lies_between_them(
    script, trained: Path, continued: Path, corpus: Path, tmp_path: Path
) -> None:
    mean = tmp_path / "mean"
    script("average").average([trained, continued], [3.0, 1.0], corpus, mean)
    one, other, between = (
        dict(load_network(folder, load_config(folder)).named_parameters())
        for folder in (trained, continued, mean)
    )
    assert any(not one[name].equal(other[name]) for name in one)
    for name, weight in between.items():
        assert weight.allclose(0.75 * one[name] + 0.25 * other[name], atol=1e-6)
    assert load_config(mean).training["mean_of"].startswith("3 ")
    assert list(StanceModel.load(mean).judge(["The Orlan Front rejected the truce."]))


def test_a_mean_needs_a_share_for_each_model_and_writes_over_none(
    script, trained: Path, corpus: Path, tmp_path: Path
) -> None:
    average = script("average")
    with pytest.raises(typer.BadParameter, match="2 models, and 1 shares"):
        average.main([trained, trained], corpus, tmp_path / "mean", [1.0])
    with pytest.raises(StanceError, match="there is a model already"):
        average.main([trained], corpus, trained)


def test_shared_rows_of_words_are_found_whatever_their_case(
    script, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(json.dumps({"id": name, "text": text}) + "\n", "utf-8")
        return path

    news = written("news", "Both sides said: the guns will fall silent on Monday.")
    own = written("own", "THE GUNS WILL FALL SILENT, he said.")
    other = written("other", "The guns will not fall silent.")
    overlap = script("overlap")
    with pytest.raises(typer.Exit) as found:
        overlap.main([own, other], [news], words=5)
    assert found.value.exit_code == 1
    printed = capsys.readouterr().out
    assert "the guns will fall silent" in printed
    assert "other" not in printed
    with pytest.raises(typer.Exit) as nothing:
        overlap.main([other], [news], words=5)
    assert nothing.value.exit_code == 0
