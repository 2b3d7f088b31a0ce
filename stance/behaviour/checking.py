"""Run behaviour checks on a model and count what fails."""

import random
from collections.abc import Callable, Iterable, Sequence
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

Done = Callable[[], None]


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
        Check("passive voice", 0.05, in_the_passive),
        Check("acceptance negated", 0.10, negated, given="support", expected="reject"),
    )


def run_checks(
    model: StanceModel,
    examples: Sequence[Example],
    checks: Sequence[Check] | None = None,
    passages: int = 500,
    seed: int = 0,
    done: Done = lambda: None,
) -> list[CheckResult]:
    """Run checks on a model.

    Args:
        model: the model to check.
        examples: labelled passages; the labels matter only where a change needs one.
        checks: by default all.
        passages: how many passages, drawn at random, the checks of invariance take; those
            that find few passages to change look at all.
        seed: of the draw and of the changes.
        done: called after every check.

    Raises:
        StanceError: the model does not know the labels that a check expects.
    """
    results = []
    drawn = list(examples)
    random.Random(seed).shuffle(drawn)
    for one in all_checks(seed=seed) if checks is None else checks:
        for label in {one.given, one.expected} - {None, *model.config.labels}:
            raise StanceError(f"check {one.name!r}: the model has no label {label!r}")
        chosen = drawn if one.cases in (negated, in_the_passive) else drawn[:passages]
        results.append(_run(model, one, list(one.cases(chosen))))
        done()
    return results


def _run(model: StanceModel, one: Check, cases: Sequence[Case]) -> CheckResult:
    originals = {id(case.before): case.before for case in cases}
    earlier = dict(zip(originals, _answers(model, list(originals.values())), strict=True))
    later = _answers(model, [case.after for case in cases])
    counted, failures = 0, []
    for case, answers in zip(cases, later, strict=True):
        before_all = earlier[id(case.before)]
        for old, new, before, after in zip(
            case.before.pairs, case.after.pairs, before_all, answers, strict=True
        ):
            if one.given is not None and before.label != one.given:
                continue
            counted += 1
            if after.label != (one.expected or before.label):
                failures.append(
                    Failure(
                        case.before.id,
                        old.actor,
                        new.actor,
                        before,
                        after,
                        case.before.text,
                        case.after.text,
                    )
                )
    return CheckResult(one.name, one.limit, counted, tuple(failures))


def _answers(model: StanceModel, examples: Sequence[Example]) -> list[list[Answer]]:
    gold = [mention_spans(example) for example in examples]
    texts = [example.text for example in examples]
    return [
        [
            Answer(model.config.labels[best], actor.probabilities[best])
            for actor in judged
            for best in [max(range(len(actor.probabilities)), key=actor.probabilities.__getitem__)]
        ]
        for judged in model.judge(texts, gold)
    ]
