"""stance: who supports, rejects or conditions a ceasefire, in which words, on what condition.

>>> from stance import StanceModel, predict, read_documents
>>> model = StanceModel.load(default_model())
>>> for reading in predict(read_documents(["article.txt"]), model):
...     print(reading.positions)
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["StanceError", "StanceModel", "default_model", "predict", "read_documents"]

if TYPE_CHECKING:
    from stance.errors import StanceError
    from stance.model.installed import default_model
    from stance.model.stance_model import StanceModel
    from stance.prediction import predict
    from stance.reading import read_documents


def __getattr__(name: str) -> Any:
    """Import the public names when they are asked for: `stance --help` needs none of them."""
    from importlib import import_module

    homes = {
        "StanceError": "stance.errors",
        "StanceModel": "stance.model.stance_model",
        "default_model": "stance.model.installed",
        "predict": "stance.prediction",
        "read_documents": "stance.reading",
    }
    if name not in homes:
        raise AttributeError(f"module 'stance' has no attribute {name!r}")
    return getattr(import_module(homes[name]), name)
