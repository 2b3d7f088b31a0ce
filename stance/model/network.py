"""The network: one encoder pass over a passage, four heads on its token states."""

from typing import Any, NamedTuple

import torch
from torch import Tensor, nn


class Judgement(NamedTuple):
    """What the heads say of N actors; T is the token length of their passages."""

    stance: Tensor
    """(N, labels) logits."""
    evidence: Tensor
    """(N, 2, T) scores of start and end; token 0 stands for *no evidence*."""
    condition: Tensor
    """(N, 2, T) scores of start and end; token 0 stands for *no condition*."""


class Heads(nn.Module):
    """Actor tags, stance, evidence and condition, on the states of any encoder.

    Args:
        hidden: width of the encoder's states.
        labels: number of stance labels.
        pointer_width: width in which pointers compare an actor with the tokens.
        dropout: on what the stance layer reads, in training.
    """

    def __init__(
        self, hidden: int, labels: int, pointer_width: int = 128, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.tags = nn.Linear(hidden, 3)
        self.stance = nn.Sequential(
            nn.Dropout(dropout),
            nn.Linear(2 * hidden, hidden),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(hidden, labels),
        )
        self.evidence = Pointer(hidden, pointer_width)
        self.condition = Pointer(hidden, pointer_width)

    def judge(self, states: Tensor, mask: Tensor, mentions: Tensor, passage: Tensor) -> Judgement:
        """Judge N actors of B passages.

        Args:
            states: (B, T, hidden) of the encoder.
            mask: (B, T), 1 where there is a token.
            mentions: (N, T), 1 at the tokens of the actor's mentions.
            passage: (N,) index of the actor's passage in the batch.
        """
        real = mask.to(states.dtype).unsqueeze(-1)
        passage_mean = (states * real).sum(1) / real.sum(1)
        own_states, own_mask = states[passage], mask[passage]
        weights = mentions.to(states.dtype)
        weights = weights / weights.sum(1, keepdim=True).clamp(min=1)
        actor = torch.einsum("nt,nth->nh", weights, own_states)
        return Judgement(
            self.stance(torch.cat([passage_mean[passage], actor], dim=-1)),
            self.evidence(actor, states, own_mask, passage),
            self.condition(actor, states, own_mask, passage),
        )


class Pointer(nn.Module):
    """Start and end of the words that belong to an actor, as scores over the tokens.

    A pointer network (Vinyals et al. 2015) with one dot product for each of the two ends.
    """

    def __init__(self, hidden: int, width: int) -> None:
        super().__init__()
        self.query = nn.Linear(hidden, 2 * width)
        self.key = nn.Linear(hidden, 2 * width)
        self.width = width

    def forward(self, actor: Tensor, states: Tensor, mask: Tensor, passage: Tensor) -> Tensor:
        """(N, hidden), (B, T, hidden), (N, T) and (N,) to (N, 2, T) scores."""
        query = self.query(actor).unflatten(-1, (2, self.width))
        key = self.key(states).unflatten(-1, (2, self.width))[passage]
        scores = torch.einsum("new,ntew->net", query, key) / self.width**0.5
        masked: Tensor = scores.masked_fill(mask.unsqueeze(1) == 0, -1e4)
        return masked


class StanceNetwork(nn.Module):
    """An encoder of any family with the four heads on top."""

    encoder: Any
    """A `transformers` encoder, or one with `peft` adapters on."""

    def __init__(self, encoder: nn.Module, heads: Heads) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = heads

    def read(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """(B, T) token ids to (B, T, hidden) states and (B, T, 3) tag logits."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return states, self.heads.tags(states)

    def forward(
        self, ids: Tensor, mask: Tensor, mentions: Tensor, passage: Tensor
    ) -> tuple[Tensor, Judgement]:
        """Tag logits of the passages and the judgement of the given actors, in one pass."""
        states, tags = self.read(ids, mask)
        return tags, self.heads.judge(states, mask, mentions, passage)
