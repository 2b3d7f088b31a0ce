"""*The two leaders*: names that mean people whom the article has named before."""

import re
from typing import Final

_GROUP: Final = re.compile(
    r"(?:the |these |those )?(?:(?:two|both|three) )?"
    r"(?:leaders|presidents|(?:prime |foreign |defen[cs]e )?ministers|heads of state|chiefs"
    r"|secretaries|advis[eo]rs|counterparts|governors)",
    re.IGNORECASE,
)


def means_several(name: str) -> int:
    """How many people a name means whom it does not name (*both ministers*: 2); 0 if it is none."""
    if not _GROUP.fullmatch(" ".join(name.split())):
        return 0
    return 3 if "three" in name.lower().split() else 2
