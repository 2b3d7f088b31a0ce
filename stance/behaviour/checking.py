"""Run behaviour checks on a model and count what fails."""

import random
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from stance.behaviour.cases import (
    Case,
    in_the_passive,
    negated,
    under_other_names,
    with_unrelated_sentence,
)
from stance.corpus import Example, mention_spans
from stance.errors import StanceError
from stance.model.stance_model import StanceModel


@dataclass(frozen=True)
class Answer:
    """The label that the model gives an actor in one text, and how sure it is of it."""

    label: str
    probability: float


@dataclass(frozen=True)
class Failure:
    """An answer that should have stayed (or changed) and did not."""

    passage: str
    actor_before: str
    actor_after: str
    before: Answer
    after: Answer
    text_before: str
    text_after: str


@dataclass(frozen=True)
class Check:
    """A change of passages and what it must do to the answers.

    `expected` is the label that every changed pair must get, from `given` before; None: all
    labels stay.
    """

    name: str
    limit: float
    """The share of cases that may fail."""
    cases: Callable[[Sequence[Example]], Iterable[Case]]
    given: str | None = None
    expected: str | None = None
    few: bool = False
    """Few passages can be changed so: it looks at all of them, and not at a sample."""


@dataclass(frozen=True)
class CheckResult:
    """What a check found. A case is one actor in one changed passage."""

    name: str
    limit: float
    cases: int
    failures: tuple[Failure, ...]

    @property
    def rate(self) -> float:
        """The share of cases that failed; 0 without any case."""
        return len(self.failures) / self.cases if self.cases else 0.0

    @property
    def passed(self) -> bool:
        """Whether no more failed than the check allows; a check without cases has not."""
        return self.cases > 0 and self.rate <= self.limit

    @property
    def worst(self) -> Failure | None:
        """The failure of which the model is surest."""
        return max(self.failures, key=lambda failure: failure.after.probability, default=None)


def all_checks(swaps: int = 5, seed: int = 0) -> tuple[Check, ...]:
    """The checks of `stance check`. Those of invariance take every actor of every passage."""
    return (
        Check("other names", 0.02, lambda e: under_other_names(e, swaps, seed)),
        Check("unrelated sentence", 0.05, lambda e: with_unrelated_sentence(e, seed)),
        Check("passive voice", 0.05, in_the_passive, few=True),
        Check("acceptance negated", 0.10, negated, given="support", expected="reject", few=True),
    )


def run_checks(
    model: StanceModel,
    examples: Sequence[Example],
    checks: Sequence[Check],
    passages: int = 500,
    seed: int = 0,
) -> list[CheckResult]:
    """Run checks on a model.

    Args:
        model: the model to check.
        examples: labelled passages; the labels matter only where a change needs one.
        checks: such as `all_checks()`.
        passages: how many passages, drawn at random, a check takes that can change any.
        seed: of the draw.

    Raises:
        StanceError: the model does not know the labels that a check expects.
    """
    for one in checks:
        for label in {one.given, one.expected} - {None, *model.config.labels}:
            raise StanceError(f"check {one.name!r}: the model has no label {label!r}")
    drawn = list(examples)
    random.Random(seed).shuffle(drawn)
    cases = [list(one.cases(drawn if one.few else drawn[:passages])) for one in checks]
    originals = {id(case.before): case.before for own in cases for case in own}
    before = dict(zip(originals, _answers(model, originals.values()), strict=True))
    return [_result(model, one, own, before) for one, own in zip(checks, cases, strict=True)]


def _result(
    model: StanceModel, one: Check, cases: Sequence[Case], before: Mapping[int, list[Answer]]
) -> CheckResult:
    counted, failures = 0, []
    for case, later in zip(cases, _answers(model, [case.after for case in cases]), strict=True):
        changed = zip(
            case.before.pairs, case.after.pairs, before[id(case.before)], later, strict=True
        )
        for old, new, was, now in changed:
            if one.given not in (None, was.label):
                continue
            counted += 1
            if now.label != (one.expected or was.label):
                failures.append(
                    Failure(
                        passage=case.before.id,
                        actor_before=old.actor,
                        actor_after=new.actor,
                        before=was,
                        after=now,
                        text_before=case.before.text,
                        text_after=case.after.text,
                    )
                )
    return CheckResult(one.name, one.limit, counted, tuple(failures))


def _answers(model: StanceModel, examples: Collection[Example]) -> list[list[Answer]]:
    gold = [mention_spans(example) for example in examples]
    texts = [example.text for example in examples]
    labels = model.config.labels
    return [
        [
            Answer(labels[actor.probabilities.index(best)], best)
            for actor in judged
            for best in [max(actor.probabilities)]
        ]
        for judged in model.judge(texts, gold)
    ]
