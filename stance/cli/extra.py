"""What training and evaluation need beyond the core install."""

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
    "jinja2",
)


def require_training_extra() -> None:
    """Say what to install if a package of the training extra is missing.

    Raises:
        StanceError: naming the missing packages.
    """
    missing = [name for name in _TRAINING if find_spec(name) is None]
    if missing:
        raise StanceError(f"this command needs {', '.join(missing)}: pip install 'stance[train]'")
