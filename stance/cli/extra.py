"""What some commands need beyond the core install."""

from importlib.util import find_spec

from stance.errors import StanceError

_TRAINING = (
    "torch",
    "transformers",
    "peft",
    "accelerate",
    "sklearn",
    "onnx",
    "matplotlib",
)

_SERVING = ("fastapi", "uvicorn", "pydantic", "python_multipart", "datasketch", "markdown_it")


def require_training_extra() -> None:
    """Say what to install if a package of the training extra is missing.

    Raises:
        StanceError: naming the missing packages.
    """
    _require(_TRAINING, "train")


def require_plotting() -> None:
    """Say what to install if pictures cannot be drawn.

    Raises:
        StanceError: naming the missing package.
    """
    _require(("matplotlib",), "train")


def require_serve_extra() -> None:
    """Say what to install if a package of the serve extra is missing.

    Raises:
        StanceError: naming the missing packages.
    """
    _require(_SERVING, "serve")


def _require(packages: tuple[str, ...], extra: str) -> None:
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise StanceError(f"this command needs {', '.join(missing)}: pip install 'stance[{extra}]'")
