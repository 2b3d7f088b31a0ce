"""The shipped model on the example articles: the seed case must come out right."""

from pathlib import Path

import pytest

from stance import StanceModel, default_model, predict, read_documents
from stance.model.folder import load_config
from stance.model.torch_runtime import load_network
from stance.records import Position, Reading

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def model() -> StanceModel:
    return StanceModel.load(default_model(), "cpu")


def read(model: StanceModel, name: str) -> Reading:
    [reading] = predict(read_documents([str(EXAMPLES / name)]), model)
    return reading


def position(reading: Reading, name: str) -> Position:
    """The position of the actor with a mention that contains `name`."""
    text = reading.document.text
    [found] = [p for p in reading.positions if any(name in m.of(text) for m in p.actor.mentions)]
    return found


def positions(reading: Reading) -> dict[str, str]:
    return {p.actor.name: p.stance for p in reading.positions if p.statement and not p.uncertain}


class TestSeedCase:
    """A commander rejects, a government conditions, two presidents support, others say nothing."""

    @pytest.fixture(scope="class")
    def reading(self, model: StanceModel) -> Reading:
        return read(model, "article.txt")

    def test_the_commander_and_his_army_reject_with_the_condition(self, reading: Reading) -> None:
        for name in ("Idrak Belsoum", "Northern Defence Army"):
            assert position(reading, name).stance == "reject"
        conditions = [
            s.condition.of(reading.document.text)
            for name in ("Idrak Belsoum", "Teshan Morru")
            for s in position(reading, name).actor.statements
            if s.condition
        ]
        assert any("eliminated" in words for words in conditions)

    def test_the_rival_government_conditions(self, reading: Reading) -> None:
        government = position(reading, "Government of National Accord")
        assert government.stance == "condition"
        assert government.statement is not None
        assert government.statement.condition is not None

    @pytest.mark.parametrize("name", ["Anselm Dorvath", "Lirane Okubasi"])
    def test_both_presidents_support(self, reading: Reading, name: str) -> None:
        assert position(reading, name).stance == "support"

    @pytest.mark.parametrize(
        "name",
        [
            "Brennovia",
            "Castermoor",
            "Ilvane",
            "Port Saray",
            "Thessary",
            "Bazhir",
            "Draycott Vantage",
        ],
    )
    def test_ministers_and_backers_take_no_position(self, reading: Reading, name: str) -> None:
        text = reading.document.text
        with_position = [p for p in reading.positions if p.statement and not p.uncertain]
        assert not [p for p in with_position if any(name in m.of(text) for m in p.actor.mentions)]


def test_evidence_is_in_the_articles_own_words(model: StanceModel) -> None:
    reading = read(model, "article.txt")
    for each in reading.positions:
        if each.statement:
            assert each.statement.evidence is not None
            assert each.statement.evidence.of(reading.document.text).strip()


def test_a_communique_in_markdown(model: StanceModel) -> None:
    reading = read(model, "statement.md")
    assert position(reading, "Council of the Lagoon States").stance == "support"
    eskmar = position(reading, "Eskmar")
    assert eskmar.stance == "condition"
    assert eskmar.statement is not None
    assert eskmar.statement.condition is not None


def test_a_web_page_with_menus_and_banners(model: StanceModel) -> None:
    reading = read(model, "page.html")
    assert position(reading, "Free Valleys Front").stance == "support"
    assert position(reading, "Tobiah Wrenfield").stance == "support"
    assert position(reading, "Corvin Haldegast").stance == "reject"
    assert position(reading, "Open Granary").stance == "none"
    assert "cookie" not in reading.document.text


def test_eight_bits_make_the_weights_a_fraction_of_the_size() -> None:
    folder = default_model()
    network = load_network(folder, load_config(folder))
    in_float32 = 4 * sum(parameter.numel() for parameter in network.parameters())
    stored = sum(path.stat().st_size for path in folder.glob("*.safetensors"))
    assert stored < 0.3 * in_float32


def test_the_weights_are_those_of_the_config_and_no_file_is_too_large() -> None:
    folder = default_model()
    assert max(path.stat().st_size for path in folder.iterdir()) < 95_000_000
    assert {path.suffix for path in folder.iterdir()} == {".json", ".onnx", ".safetensors", ".md"}
