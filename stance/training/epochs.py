"""What each epoch reads: the passages as they are, or under other names."""

import random
from collections.abc import Sequence

from tokenizers import Tokenizer

from stance.corpus import Example
from stance.renaming import names_of, renamed
from stance.training.batches import EncodedExample, encode_examples
from stance.training.recipe import Recipe


class Epochs:
    """The encoded passages of every epoch, in one order.

    Args:
        examples: what is trained on.
        recipe: `recipe.renamed` of the passages, others in every epoch, come under other names
            drawn from those of all examples.
        max_tokens: what the encoder reads; a passage that its new names make longer stays.

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
        self._pool = names_of(examples) if recipe.renamed else {}

    def __call__(self, epoch: int) -> list[EncodedExample]:
        """The passages of an epoch; the same for the same seed and epoch."""
        share, seed = self._recipe.renamed, self._recipe.seed
        passages = list(self.original)
        chance = random.Random(f"names:{seed}:{epoch}")
        chosen = [row for row in range(len(passages)) if chance.random() < share]
        changed = [renamed(self._examples[row], self._pool, chance) for row in chosen]
        anew = encode_examples(changed, self._tokenizer, self._recipe.labels, max_tokens=10**6)
        for row, encoded in zip(chosen, anew, strict=True):
            if len(encoded.ids) <= self._max_tokens:
                passages[row] = encoded
        return passages
