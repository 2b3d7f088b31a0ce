"""Names being gathered into actors."""

from collections.abc import Iterable


class Clusters:
    """Names by their place in the document, each alone until it is joined to another."""

    def __init__(self, size: int) -> None:
        """As many clusters as there are names."""
        self._labels = list(range(size))

    def __getitem__(self, name: int) -> int:
        """The first name of the cluster that `name` belongs to."""
        return self._labels[name]

    def join(self, one: int, other: int) -> None:
        """Make one cluster of those of two names."""
        keep, drop = sorted((self[one], self[other]))
        self._labels = [keep if label == drop else label for label in self._labels]

    def join_if_one(self, name: int, candidates: Iterable[int]) -> None:
        """Join `name` to the cluster of the candidates, if they agree on one."""
        found = {self[candidate] for candidate in candidates} - {self[name]}
        if len(found) == 1:
            self.join(name, found.pop())
