"""Recipes: which setting wins, and that a mistake is one clear line."""

from pathlib import Path
from typing import Any

import pytest

from stance.errors import StanceError
from stance.labels import STANCES
from stance.training.recipe import Recipe, load_recipe


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    return tmp_path / "recipe.toml"


def fault(*path: Path, **overrides: Any) -> str:
    with pytest.raises(StanceError) as raised:
        load_recipe(*path, **overrides)
    message = str(raised.value)
    assert "\n" not in message
    return message


def test_without_a_file_the_defaults_hold() -> None:
    recipe = load_recipe()
    assert recipe == Recipe()
    assert recipe.labels == STANCES


def test_a_file_names_only_what_differs(toml: Path) -> None:
    toml.write_text('epochs = 3\nbase = "invented/tiny"\n[adapters]\nrank = 4\n')
    recipe = load_recipe(toml)
    assert (recipe.epochs, recipe.base, recipe.adapters.rank) == (3, "invented/tiny", 4)
    assert recipe.seed == Recipe().seed
    assert recipe.adapters.alpha == Recipe().adapters.alpha
    assert recipe.loss == Recipe().loss


def test_the_command_line_overrides_the_file(toml: Path) -> None:
    toml.write_text("epochs = 3\nseed = 7\n")
    recipe = load_recipe(toml, epochs=9, seed=None)
    assert (recipe.epochs, recipe.seed) == (9, 7)


def test_zero_is_a_value(toml: Path) -> None:
    toml.write_text("seed = 7\n")
    assert load_recipe(toml, seed=0).seed == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("epoch = 3", ["epoch:"]),
        ("[adapters]\nrang = 4", ["adapters.rang:"]),
        ('epochs = "three"', ["epochs:", "integer"]),
        ("epochs = 2.5", ["epochs:", "integer"]),
        ("epochs = 0", ["epochs:", "greater than or equal to 1"]),
        ("adapter_rate = -1e-4", ["adapter_rate:", "greater than 0"]),
        ('precision = "fp8"', ["precision:", "'auto', 'fp32' or 'bf16'"]),
        ('labels = "support"', ["labels:"]),
        ("adapters = 4", ["adapters:"]),
        ("epochs = 0\nwarmup = 1.0", ["epochs:", "warmup:"]),
        ("epochs = ", ["not a TOML file"]),
        ("epochs: 3", ["not a TOML file"]),
    ],
)
def test_a_mistake_is_named_with_its_file(toml: Path, content: str, words: list[str]) -> None:
    toml.write_text(content)
    message = fault(toml)
    assert message.startswith(f"{toml}: ")
    for word in words:
        assert word in message


def test_a_mistake_on_the_command_line_is_named() -> None:
    assert fault(precision="half").startswith("settings: precision: ")


def test_a_recipe_that_is_not_there(toml: Path) -> None:
    assert fault(toml) == f"{toml}: no such recipe"


def test_a_recipe_in_another_encoding(toml: Path) -> None:
    toml.write_bytes('base = "Léa"'.encode("latin-1"))
    assert fault(toml).startswith(f"{toml}: not a TOML file")


def test_the_label_of_no_position_is_one_of_the_labels(toml: Path) -> None:
    """Own labels need their own `none`: otherwise everybody would have a position."""
    toml.write_text('labels = ["for", "against", "neutral"]')
    assert "none" in fault(toml)
    toml.write_text('labels = ["for", "against", "neutral"]\nnone = "neutral"')
    assert load_recipe(toml).none == "neutral"


def test_joined_passages_have_no_twins() -> None:
    with pytest.raises(StanceError, match=r"joined and loss\.consistency exclude each other"):
        load_recipe(joined=0.1, loss={"consistency": 1.0})
