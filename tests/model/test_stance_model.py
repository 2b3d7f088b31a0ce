"""The model as a class: texts in, judged actors out, in order, whatever is judged beside them."""

import itertools
import random
import re
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from stance.corpus import Example, load_examples, mention_spans
from stance.errors import StanceError
from stance.model.decoding import BEGIN, OUTSIDE
from stance.model.folder import load_config
from stance.model.stance_model import PASSAGES_AT_ONCE, JudgedActor, StanceModel
from stance.model.torch_runtime import TorchRuntime, load_network
from stance.records import Span


@pytest.fixture(scope="module")
def model(trained: Path) -> StanceModel:
    return StanceModel.load(trained, "cpu")


@pytest.fixture(scope="module")
def examples(corpus: Path) -> list[Example]:
    return load_examples([corpus])


ARTICLE = re.compile("^(the|an?) ")

Actors = tuple[JudgedActor, ...]


def judge_given(model: StanceModel, examples: list[Example]) -> list[Actors]:
    texts = [example.text for example in examples]
    return list(model.judge(texts, [mention_spans(example) for example in examples]))


def assert_alike(some: list[Actors], others: list[Actors]) -> None:
    assert len(some) == len(others)
    for one, other in zip(
        itertools.chain.from_iterable(some), itertools.chain.from_iterable(others), strict=True
    ):
        assert one.mentions == other.mentions
        assert (one.evidence, one.condition) == (other.evidence, other.condition)
        assert one.probabilities == pytest.approx(other.probabilities, abs=1e-4)


class TestOrder:
    def test_answers_do_not_depend_on_what_is_judged_beside(
        self, model: StanceModel, examples: list[Example]
    ) -> None:
        together = judge_given(model, examples)
        alone = [answer for example in examples for answer in judge_given(model, [example])]
        assert_alike(together, alone)

    def test_answers_come_in_the_order_of_the_texts(
        self, model: StanceModel, examples: list[Example]
    ) -> None:
        order = list(range(len(examples)))
        random.Random(3).shuffle(order)
        in_order = judge_given(model, examples)
        shuffled = judge_given(model, [examples[i] for i in order])
        assert_alike([in_order[i] for i in order], shuffled)

    def test_more_passages_than_are_taken_up_at_once(
        self, model: StanceModel, examples: list[Example]
    ) -> None:
        times = PASSAGES_AT_ONCE // len(examples) + 1
        answers = judge_given(model, examples * times)
        for start in range(0, len(answers), len(examples)):
            assert_alike(answers[start : start + len(examples)], answers[: len(examples)])

    def test_an_endless_stream_is_judged_as_it_is_consumed(
        self, model: StanceModel, examples: list[Example]
    ) -> None:
        texts = (example.text for example in itertools.cycle(examples))
        assert len(list(itertools.islice(model.judge(texts), 300))) == 300


class TestNothing:
    def test_no_texts(self, model: StanceModel) -> None:
        assert list(model.judge([])) == []

    @pytest.mark.parametrize("text", ["", "  \n", "…"])
    def test_texts_without_words_have_no_actors(self, model: StanceModel, text: str) -> None:
        assert list(model.judge([text])) == [()]

    def test_a_text_without_given_actors_among_others(
        self, model: StanceModel, examples: list[Example]
    ) -> None:
        first, second = examples[:2]
        texts = [first.text, "Rain fell on Kest.", second.text]
        given = [mention_spans(first), [], mention_spans(second)]
        one, none, other = model.judge(texts, given)
        assert none == ()
        assert_alike([one, other], judge_given(model, [first, second]))


class TestGivenActors:
    def test_they_are_judged_in_the_order_given(
        self, model: StanceModel, examples: list[Example]
    ) -> None:
        for example, actors in zip(examples, judge_given(model, examples), strict=True):
            assert [actor.mentions for actor in actors] == [
                tuple(spans) for spans in mention_spans(example)
            ]

    def test_probabilities_are_of_the_labels(
        self, model: StanceModel, examples: list[Example]
    ) -> None:
        for actor in itertools.chain.from_iterable(judge_given(model, examples)):
            assert len(actor.probabilities) == len(actor.logits) == len(model.config.labels)
            assert sum(actor.probabilities) == pytest.approx(1, abs=1e-5)

    def test_a_position_has_evidence_in_the_text_and_no_position_has_none(
        self, model: StanceModel, examples: list[Example]
    ) -> None:
        for example, actors in zip(examples, judge_given(model, examples), strict=True):
            for actor in actors:
                best = max(range(4), key=actor.probabilities.__getitem__)
                if model.config.labels[best] == "none":
                    assert (actor.evidence, actor.condition) == (None, None)
                else:
                    assert actor.evidence is not None
                    assert actor.evidence.of(example.text).strip()

    def test_it_matters_which_actor_is_asked_about(self, model: StanceModel) -> None:
        text = "The Orlan Front rejected the truce that Oro Maska had signed."
        [(front, maska)] = model.judge([text], [[[Span(4, 15)], [Span(40, 49)]]])
        assert front.logits != pytest.approx(maska.logits, abs=1e-4)


class TestFoundActors:
    @pytest.fixture(scope="class")
    def eager(self, trained: Path, examples: list[Example]) -> StanceModel:
        """The model, but made to take a third of all tokens for the beginning of a name."""
        config = load_config(trained)
        network = load_network(trained, config).eval()
        tokenizer = Tokenizer.from_file(str(trained / "tokenizer.json"))
        with torch.no_grad():
            rows = [torch.tensor([tokenizer.encode(e.text).ids]) for e in examples]
            tags = torch.cat([network.read(ids, torch.ones_like(ids))[1][0] for ids in rows])
            lead = tags[:, OUTSIDE] - tags[:, BEGIN]
            network.heads.tags.bias[BEGIN] += lead.quantile(1 / 3)
        return StanceModel(config, tokenizer, TorchRuntime(network))

    def test_they_are_judged_as_if_they_had_been_given(
        self, eager: StanceModel, examples: list[Example]
    ) -> None:
        texts = [example.text for example in examples]
        found = list(eager.judge(texts))
        assert sum(map(len, found)) > len(examples)
        given = [[actor.mentions for actor in actors] for actors in found]
        assert_alike(found, list(eager.judge(texts, given)))

    def test_the_same_words_are_one_actor(
        self, eager: StanceModel, examples: list[Example]
    ) -> None:
        texts = [f"{example.text} {example.text}" for example in examples]
        for text, actors in zip(texts, eager.judge(texts), strict=True):
            names = [
                {ARTICLE.sub("", span.of(text).casefold()) for span in actor.mentions}
                for actor in actors
            ]
            assert all(len(own) == 1 for own in names)
            assert len(set.union(set(), *names)) == len(names)


class TestLength:
    def test_the_longest_passage_is_read(self, model: StanceModel) -> None:
        text = " ".join(["truce"] * (model.config.max_tokens - 2))
        assert model.count_tokens(text) == model.config.max_tokens
        [actors] = model.judge([text], [[[Span(0, 5)]]])
        assert len(actors) == 1

    def test_a_longer_one_is_refused(self, model: StanceModel) -> None:
        limit = model.config.max_tokens
        with pytest.raises(StanceError) as raised:
            list(model.judge(["A truce.", " ".join(["truce"] * (limit + 1))]))
        message = str(raised.value)
        assert f"{limit + 3} tokens" in message
        assert "split it" in message


def test_an_unknown_device_is_refused(trained: Path) -> None:
    with pytest.raises(StanceError, match="choose auto, cpu, cuda or mps"):
        StanceModel.load(trained, "abacus")
