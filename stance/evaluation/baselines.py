"""What can be had without a language model: the frequent label, and words counted by tf-idf.

Both are told who the actors are, and point at no evidence.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.corpus import mention_spans
from stance.errors import StanceError
from stance.evaluation.judgements import Judgement, Judgements
from stance.labels import NONE, STANCES
from stance.records import Span

if TYPE_CHECKING:
    from stance.corpus import Example

Method = Callable[[Sequence["Example"], Sequence["Example"]], Judgements]
"""A baseline: learns from the first examples and judges the second."""

WINDOW = 12
"""Words on either side of a mention that say what the actor does."""

TINY = 100
"""With fewer training passages, words of a single passage are kept too."""


def majority(
    train: Sequence["Example"],
    test: Sequence["Example"],
    labels: tuple[str, ...] = STANCES,
    none: str = NONE,
) -> Judgements:
    """Give every pair the label shares of the training pairs, hence the most frequent label.

    Raises:
        StanceError: there are no training pairs.
    """
    answers = _labels_of(train, labels)
    shares = np.bincount(answers, minlength=len(labels)) / len(answers)
    return _judgements(test, [shares] * sum(len(e.pairs) for e in test), labels, none)


def tfidf(
    train: Sequence["Example"],
    test: Sequence["Example"],
    labels: tuple[str, ...] = STANCES,
    none: str = NONE,
) -> Judgements:
    """Logistic regression on tf-idf of the passage and of the words around the actor.

    One- and two-word terms; the actor's mentions read ``ACTOR`` in its own window, so that
    *ACTOR rejected* is a term for any actor. Labels weigh the same however rare they are.

    Raises:
        StanceError: the training pairs do not have at least two labels.
    """
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    answers = _labels_of(train, labels)
    if len(set(answers)) < 2:
        raise StanceError("the tf-idf baseline needs training pairs of at least two labels")
    options: dict[str, Any] = {
        "ngram_range": (1, 2),
        "min_df": 1 if len(train) < TINY else 2,
        "lowercase": False,
        "sublinear_tf": True,
        "token_pattern": r"\w+",
    }
    texts = TfidfVectorizer(**options).fit(example.text.lower() for example in train)
    windows = TfidfVectorizer(**options).fit(_windows(train))

    def features(examples: Sequence["Example"]) -> Any:
        passages = [example.text.lower() for example in examples for _ in example.pairs]
        return hstack([texts.transform(passages), windows.transform(_windows(examples))]).tocsr()

    model = LogisticRegression(class_weight="balanced", max_iter=1000)
    model.fit(features(train), answers)
    if not any(example.pairs for example in test):
        return Judgements(labels, none, ())
    known = model.predict_proba(features(test))
    probabilities = np.zeros((len(known), len(labels)))
    probabilities[:, model.classes_] = known
    return _judgements(test, probabilities, labels, none)


def cross_fitted(method: Method, examples: Sequence["Example"], folds: int = 5) -> Judgements:
    """Judge every example by a baseline that has learnt from the others.

    Examples are left out in folds of whole conflicts, or of passages where the data name
    fewer conflicts than folds.

    Raises:
        StanceError: there are fewer than two passages.
    """
    from sklearn.model_selection import GroupKFold

    if len(examples) < 2:
        raise StanceError("a baseline learns from the data: give at least two passages")
    groups = [example.conflict for example in examples]
    if len(set(groups)) < folds:
        groups = [str(number) for number in range(len(examples))]
    folder = GroupKFold(min(folds, len(set(groups))))
    judged = [
        method([examples[i] for i in train], [examples[i] for i in test])
        for train, test in folder.split(examples, groups=groups)
    ]
    pairs = tuple(pair for each in judged for pair in each.pairs)
    return Judgements(judged[0].labels, judged[0].none, pairs)


def actor_window(text: str, mentions: Sequence[Span], width: int = WINDOW) -> str:
    """The words on either side of each mention, lower-cased, with ``ACTOR`` in its place."""
    words: list[str] = []
    for mention in mentions:
        before = text[: mention.start].lower().split()
        after = text[mention.end :].lower().split()
        words += [*before[-width:], "ACTOR", *after[:width]]
    return " ".join(words)


def _windows(examples: Sequence["Example"]) -> list[str]:
    return [
        actor_window(example.text, mentions)
        for example in examples
        for mentions in mention_spans(example)
    ]


def _labels_of(examples: Sequence["Example"], labels: Sequence[str]) -> list[int]:
    stances = [pair.stance for example in examples for pair in example.pairs]
    if not stances:
        raise StanceError("a baseline needs labelled training pairs")
    if unknown := sorted(set(stances) - set(labels)):
        raise StanceError(f"unknown label {unknown[0]!r} (labels: {', '.join(labels)})")
    return [labels.index(stance) for stance in stances]


def _judgements(
    examples: Sequence["Example"],
    probabilities: Iterable[Any],
    labels: tuple[str, ...],
    none: str,
) -> Judgements:
    rows = iter(probabilities)
    return Judgements(
        labels,
        none,
        tuple(
            Judgement(
                passage=example.id,
                conflict=example.conflict,
                style=example.style,
                actor=pair.actor,
                gold=pair.stance,
                probabilities=tuple(float(p) for p in next(rows)),
                evidence=pair.evidence,
                found_evidence=None,
                condition=pair.condition,
                found_condition=None,
            )
            for example in examples
            for pair in example.pairs
        ),
    )
