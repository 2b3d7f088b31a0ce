"""Passages that say nearly the same: one of them is enough to review."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from stance.review.candidates import Candidate

if TYPE_CHECKING:
    from datasketch import MinHash

SHINGLE: Final = 3
"""Words of a shingle."""

SAME: Final = 0.8
"""Share of their shingles that near-duplicates have in common (Jaccard), estimated."""

PERMUTATIONS: Final = 128


def distinct(candidates: Sequence[Candidate], first: Iterable[str] = ()) -> list[Candidate]:
    """The candidates in their order, without those that repeat another.

    Of near-duplicates the earliest stays, but one whose id is among `first` before all.
    Passages that the corpus has labels for all stay: a word may be all that tells them apart.
    """
    from datasketch import MinHashLSH

    preferred = set(first)
    index = MinHashLSH(threshold=SAME, num_perm=PERMUTATIONS)
    kept: dict[str, MinHash] = {}
    for candidate in sorted(candidates, key=lambda c: not (c.pairs or c.id in preferred)):
        signature = _signature(candidate.text)
        # The index proposes also what is a little less alike.
        repeats = any(kept[near].jaccard(signature) >= SAME for near in index.query(signature))
        if candidate.pairs or candidate.id in preferred or not repeats:
            index.insert(candidate.id, signature)
            kept[candidate.id] = signature
    return [candidate for candidate in candidates if candidate.id in kept]


def _signature(text: str) -> "MinHash":
    from datasketch import MinHash

    words = re.findall(r"\w+", text.casefold()) or [text]
    shingles = {
        " ".join(words[at : at + SHINGLE]) for at in range(max(len(words) - SHINGLE, 0) + 1)
    }
    signature = MinHash(PERMUTATIONS)
    signature.update_batch([shingle.encode() for shingle in sorted(shingles)])
    return signature
