"""The labels of the codebook (`training/CODEBOOK.md`), in the order that models use."""

from typing import Final

SUPPORT: Final = "support"
REJECT: Final = "reject"
CONDITION: Final = "condition"
NONE: Final = "none"

STANCES: Final = (SUPPORT, REJECT, CONDITION, NONE)
"""All labels; the index of a label here is its index in logits and probabilities."""

POSITIONS: Final = (SUPPORT, REJECT, CONDITION)
"""The labels that say something about the actor's will: everything but *none*."""

VERBS: Final = {SUPPORT: "supports", REJECT: "rejects", CONDITION: "conditions", NONE: "-"}
"""How a stance reads in a sentence whose subject is the actor."""

STYLES: Final = (
    "wire",
    "headline",
    "broadcast",
    "statement",
    "diplomatic",
    "social",
    "analysis",
    "interview",
    "article",
)
"""The registers of text that labelled passages are marked with."""
