"""Whether names are of one actor."""

from stance.names import merge


def together(*names: str, text: str = "") -> bool:
    """Whether they are all of one actor."""
    return len(set(merge(names, text))) == 1


def apart(*names: str, text: str = "") -> bool:
    """Whether no two are of one actor."""
    return len(set(merge(names, text))) == len(names)
