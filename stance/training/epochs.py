"""What each epoch reads: the passages as they are, under other names, or two in one."""

import random
from collections.abc import Iterator, Mapping, Sequence

from tokenizers import Tokenizer

from stance.corpus import Example
from stance.renaming import names_of, renamed
from stance.training.batches import EncodedExample, encode_examples
from stance.training.joining import joined
from stance.training.recipe import Recipe


class Epochs:
    """The encoded passages of every epoch, in one order.

    Args:
        examples: what is trained on.
        recipe: `recipe.renamed` of the passages, others in every epoch, come under other names
            drawn from those of all examples, and `recipe.joined` of them with another passage.
        max_tokens: what the encoder reads; a passage that this makes longer stays as it was.

    Raises:
        StanceError: naming all passages that are longer than the encoder reads.
    """

    def __init__(
        self,
        examples: Sequence[Example],
        tokenizer: Tokenizer,
        recipe: Recipe,
        max_tokens: int,
    ) -> None:
        self.original = encode_examples(examples, tokenizer, recipe.labels, max_tokens)
        self._examples, self._tokenizer, self._recipe = examples, tokenizer, recipe
        self._max_tokens = max_tokens
        self._pool = names_of(examples) if recipe.renamed or recipe.loss.consistency else {}

    def __call__(self, epoch: int) -> list[EncodedExample]:
        """The passages of an epoch; the same for the same seed and epoch."""
        changed: dict[int, Example] = {}
        for row, chance in self._drawn("names", self._recipe.renamed, epoch):
            changed[row] = renamed(self._examples[row], self._pool, chance)
        for row, chance in self._drawn("joined", self._recipe.joined, epoch):
            own = changed.get(row, self._examples[row])
            changed[row] = joined(own, self._examples, chance)
        return self._with(changed)

    def twins(self, epoch: int) -> list[EncodedExample]:
        """Every passage of the epoch under other names, whatever the recipe says of it."""
        return self._with(
            {
                row: renamed(self._examples[row], self._pool, chance)
                for row, chance in self._drawn("twins", 1, epoch)
            }
        )

    def _with(self, changed: Mapping[int, Example]) -> list[EncodedExample]:
        """The original passages with some of them changed, where they do not get too long."""
        anew = encode_examples(
            list(changed.values()), self._tokenizer, self._recipe.labels, max_tokens=10**6
        )
        passages = list(self.original)
        for row, encoded in zip(changed, anew, strict=True):
            if len(encoded.ids) <= self._max_tokens:
                passages[row] = encoded
        return passages

    def _drawn(self, what: str, share: float, epoch: int) -> Iterator[tuple[int, random.Random]]:
        """A share of the rows, others in every epoch, and the chance to change them by."""
        chance = random.Random(f"{what}:{self._recipe.seed}:{epoch}")
        rows = [row for row in range(len(self._examples)) if chance.random() < share]
        yield from ((row, chance) for row in rows)
