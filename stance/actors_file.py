"""The actors file: who the user already knows, under which names."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from stance.errors import StanceError
from stance.names import plain

_KEYS: Final = ("name", "aliases", "affiliation")


@dataclass(frozen=True)
class KnownActor:
    """An actor the user wants reported under one name."""

    name: str
    aliases: tuple[str, ...] = ()
    affiliation: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


def load_actors(path: str | Path) -> tuple[KnownActor, ...]:
    """The actors in a TOML file of ``[[actor]]`` tables with name, aliases and affiliation.

    Raises StanceError if the file cannot be read or is no TOML, and otherwise one that lists
    all faults, a line each: unknown keys, missing names, wrong types, a name given twice.
    """
    entries, faults = _entries(path)
    actors = []
    for number, entry in enumerate(entries, start=1):
        wrong = list(_entry_faults(entry))
        faults += [f"actor {number}: {fault}" for fault in wrong]
        if not wrong:
            aliases = tuple(entry.get("aliases", ()))
            actors.append(KnownActor(entry["name"], aliases, entry.get("affiliation")))
    faults += _repeated(actors)
    if faults:
        raise StanceError("\n".join(f"{path}: {fault}" for fault in faults))
    return tuple(actors)


def resolve(name: str, known: Sequence[KnownActor]) -> KnownActor | None:
    """The known actor whose name or alias `name` is.

    Case, articles, possessives and a person's titles make no difference.
    """
    wanted = plain(name)
    return next((a for a in known if any(plain(own) == wanted for own in a.names)), None)


def _entries(path: str | Path) -> tuple[list[dict[str, Any]], list[str]]:
    try:
        content = tomllib.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise StanceError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise StanceError(f"{path}: not readable as text: save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise StanceError(f"{path}: no TOML: {error}") from None
    faults = [f"unknown key '{key}': write [[actor]] tables" for key in content if key != "actor"]
    entries = content.get("actor", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return [], [*faults, "'actor' is no list of tables: write [[actor]] with two brackets"]
    if not entries and not faults:
        faults = ["no actor in it: write an [[actor]] table for each"]
    return entries, faults


def _entry_faults(entry: dict[str, Any]) -> Iterator[str]:
    for key in entry:
        if key not in _KEYS:
            yield f"unknown key '{key}'; the keys are: {', '.join(_KEYS)}"
    if "name" not in entry:
        yield 'no name: add name = "..."'
    for key in ("name", "affiliation"):
        if key in entry and not _is_name(entry[key]):
            yield f"'{key}' is not a string with words in it"
    aliases = entry.get("aliases", [])
    if not isinstance(aliases, list) or not all(map(_is_name, aliases)):
        yield "'aliases' is not a list of strings with words in them"


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _repeated(actors: Sequence[KnownActor]) -> Iterator[str]:
    owners: dict[str, KnownActor] = {}
    for actor in actors:
        for name in actor.names:
            owner = owners.setdefault(plain(name), actor)
            if owner is not actor:
                yield f"'{name}' stands for both '{owner.name}' and '{actor.name}': remove one"
            elif actor.names.count(name) > 1:
                yield f"'{name}' is given twice for '{actor.name}': remove one"
