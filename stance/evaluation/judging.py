"""A model's answers on labelled data, set beside the gold ones."""

from collections.abc import Callable, Iterable, Sequence

from stance.corpus import Example, Pair, mention_spans
from stance.evaluation.articles import ArticleJudgement, GoldArticle, NamedPosition
from stance.evaluation.judgements import Detection, Judgement, Judgements
from stance.model.stance_model import JudgedActor, StanceModel
from stance.names import merge
from stance.prediction import MIN_CONFIDENCE, predict
from stance.records import Document, Position, Reading, Span

Done = Callable[[], None]
"""Called after every passage or article, for a progress bar."""


def judge_examples(
    model: StanceModel, examples: Sequence[Example], done: Done = lambda: None
) -> Judgements:
    """Judge the gold actors of labelled passages, and find the actors in them."""
    pairs: list[Judgement] = []
    detections: list[Detection] = []
    gold = [mention_spans(example) for example in examples]
    texts = [example.text for example in examples]
    for example, spans, judged, found in zip(
        examples, gold, model.judge(texts, gold), model.judge(texts), strict=True
    ):
        pairs += [
            _judgement(example, pair, answer)
            for pair, answer in zip(example.pairs, judged, strict=True)
        ]
        detections.append(_detection(example, spans, found))
        done()
    return Judgements(model.config.labels, model.config.none, tuple(pairs), tuple(detections))


def _judgement(example: Example, pair: Pair, answer: JudgedActor) -> Judgement:
    return Judgement(
        passage=example.id,
        conflict=example.conflict,
        style=example.style,
        actor=pair.actor,
        gold=pair.stance,
        probabilities=answer.probabilities,
        evidence=pair.evidence,
        found_evidence=answer.evidence and answer.evidence.of(example.text),
        condition=pair.condition,
        found_condition=answer.condition and answer.condition.of(example.text),
    )


def _detection(
    example: Example, gold: Sequence[Sequence[Span]], found: Sequence[JudgedActor]
) -> Detection:
    """Found mentions under several names of one actor count as one, as in a document."""
    names = [actor.mentions[0].of(example.text) for actor in found]
    actors: dict[int, list[Span]] = {}
    for cluster, actor in zip(merge(names, example.text), found, strict=True):
        actors.setdefault(cluster, []).extend(actor.mentions)
    return Detection(
        passage=example.id,
        gold=tuple(tuple(own) for own in gold),
        stances=tuple(pair.stance for pair in example.pairs),
        found=tuple(tuple(own) for own in actors.values()),
    )


def judge_articles(
    model: StanceModel,
    articles: Sequence[GoldArticle],
    min_confidence: float = MIN_CONFIDENCE,
    done: Done = lambda: None,
) -> list[ArticleJudgement]:
    """Predict whole articles; positions below `min_confidence` do not count as reported."""
    documents = (Document(article.id, article.text) for article in articles)
    judged = []
    for article, reading in zip(articles, predict(documents, model, min_confidence), strict=True):
        judged.append(ArticleJudgement(article.id, article.gold, tuple(_reported(reading))))
        done()
    return judged


def _reported(reading: Reading) -> Iterable[NamedPosition]:
    for position in reading.positions:
        if position.statement is not None and not position.uncertain:
            yield _named(position, reading.document.text)


def _named(position: Position, text: str) -> NamedPosition:
    names = dict.fromkeys(span.of(text) for span in position.actor.mentions)
    return NamedPosition(position.actor.name, tuple(names), position.stance)
