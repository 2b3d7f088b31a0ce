"""The actors file: one name for those the user already knows."""

from pathlib import Path

import pytest

from stance.actors_file import KnownActor, load_actors, resolve
from stance.errors import StanceError

GOOD = """
[[actor]]
name = "United Patriotic Front"
aliases = ["UPF", "the Front"]
affiliation = "rebels"

[[actor]]
name = "Ruslan Tervel"
"""


def fault(path: Path, content: str | bytes) -> str:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(StanceError) as raised:
        load_actors(path)
    return str(raised.value)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "actors.toml"


def test_actors_are_read_in_order(path: Path) -> None:
    path.write_text(GOOD)
    assert load_actors(path) == (
        KnownActor("United Patriotic Front", ("UPF", "the Front"), "rebels"),
        KnownActor("Ruslan Tervel"),
    )


@pytest.mark.parametrize(
    ("name", "known_as"),
    [
        ("the UPF", "United Patriotic Front"),
        ("Front’s", "United Patriotic Front"),
        ("united patriotic front", "United Patriotic Front"),
        ("President Ruslan Tervel", "Ruslan Tervel"),
        ("RUSLAN TERVEL's", "Ruslan Tervel"),
        ("UPF spokesman Ruslan Tervel", "Ruslan Tervel"),
        ("UPF spokesman", None),
        ("Tervel", None),
        ("National Front", None),
    ],
)
def test_names_resolve_whatever_their_dress(path: Path, name: str, known_as: str | None) -> None:
    path.write_text(GOOD)
    actor = resolve(name, load_actors(path))
    assert (actor and actor.name) == known_as


def test_all_faults_are_reported_at_once(path: Path) -> None:
    message = fault(
        path,
        """
        colour = "red"
        [[actor]]
        nam = "Hezar"
        [[actor]]
        name = " "
        aliases = "UPF"
        [[actor]]
        name = "Ruslan Tervel"
        aliases = ["Front", "Front"]
        [[actor]]
        name = "Morvia"
        aliases = ["the FRONT", "President Ruslan Tervel"]
        """,
    )
    assert [line.removeprefix(f"{path}: ") for line in message.splitlines()] == [
        "unknown key 'colour': write [[actor]] tables",
        "actor 1: unknown key 'nam'; the keys are: name, aliases, affiliation",
        'actor 1: no name: add name = "..."',
        "actor 2: 'name' is not a string with words in it",
        "actor 2: 'aliases' is not a list of strings with words in them",
        "'Front' is given twice for 'Ruslan Tervel': remove one",
        "'Front' is given twice for 'Ruslan Tervel': remove one",
        "'the FRONT' stands for both 'Ruslan Tervel' and 'Morvia': remove one",
        "'President Ruslan Tervel' stands for both 'Ruslan Tervel' and 'Morvia': remove one",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("name = ", "no TOML"),
        (b"name = \xff", "save it as UTF-8"),
        ("", "no actor in it"),
        ('[actor]\nname = "UPF"', "two brackets"),
        ("actor = [1]", "two brackets"),
    ],
)
def test_files_that_are_no_actors_files(path: Path, content: str | bytes, words: str) -> None:
    message = fault(path, content)
    assert message.startswith(str(path))
    assert words in message


def test_a_file_that_is_not_there(path: Path) -> None:
    with pytest.raises(StanceError, match="cannot be read"):
        load_actors(path)
