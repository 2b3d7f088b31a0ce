"""The models that come with stance: by name, or any model folder by its path."""

from pathlib import Path

from stance.errors import StanceError

DEFAULT = "default"

_PLACES = (
    Path(__file__).parents[1] / "models",  # an installed package
    Path(__file__).parents[2] / "models",  # a checkout
)


def installed_models() -> dict[str, Path]:
    """Folders of the models that came with this stance, by name."""
    return {
        folder.name: folder
        for place in reversed(_PLACES)
        if place.is_dir()
        for folder in sorted(place.iterdir())
        if (folder / "config.json").is_file()
    }


def default_model() -> Path:
    """The folder of the model that answers unless another is named."""
    return find_model(DEFAULT)


def find_model(name: str | Path) -> Path:
    """The folder of an installed model's name, or a path to a model folder.

    Raises:
        StanceError: there is neither.
    """
    installed = installed_models()
    if str(name) in installed:
        return installed[str(name)]
    if Path(name).exists():
        return Path(name)
    known = ", ".join(installed) or "none"
    raise StanceError(f"{name}: no such model folder (installed models: {known})")
