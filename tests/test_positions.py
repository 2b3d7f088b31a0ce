"""From statements to positions: whose they are, which one counts, what is uncertain."""

import pytest

from stance.actors_file import KnownActor
from stance.labels import CONDITION, NONE, REJECT, STANCES, SUPPORT
from stance.positions import gather_actors, in_reading_order, position_of
from stance.records import Actor, Span, Statement

TEXT = (
    "The Orlan Rebel Front (ORF) rejected the truce. President Mira Tolvan called for a halt. "
    "Tolvan later said that she would sign. The ORF would stop only if the siege ended."
)


def said(
    words: str,
    stance: str,
    evidence: str | None = None,
    condition: str | None = None,
    confidence: float = 0.9,
    passage: int = 0,
) -> Statement:
    """A statement about the first occurrence of `words` in TEXT."""
    rest = (1 - confidence) / (len(STANCES) - 1)
    return Statement(
        name=words,
        mentions=(find(words),),
        stance=stance,
        probabilities={label: confidence if label == stance else rest for label in STANCES},
        evidence=find(evidence) if evidence else None,
        condition=find(condition) if condition else None,
        passage=passage,
    )


def find(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def actor(*statements: Statement) -> Actor:
    return Actor("A", statements[0].mentions, statements)


def test_names_of_one_actor_become_one_with_all_mentions_and_statements() -> None:
    statements = [
        said("Orlan Rebel Front", REJECT, "rejected the truce"),
        said("President Mira Tolvan", SUPPORT, "called for a halt"),
        said("Tolvan later", NONE),
        said("ORF would", CONDITION, "would stop only if", "the siege ended"),
    ]
    names = ["Orlan Rebel Front", "President Mira Tolvan", "Tolvan", "ORF"]
    renamed = [
        Statement(
            **vars(s)
            | {"name": n, "mentions": (Span(s.mentions[0].start, s.mentions[0].start + len(n)),)}
        )
        for s, n in zip(statements, names, strict=True)
    ]
    actors = gather_actors(renamed, TEXT)
    assert [a.name for a in actors] == ["Orlan Rebel Front", "President Mira Tolvan"]
    assert [len(a.mentions) for a in actors] == [2, 2]
    assert [s.stance for s in actors[0].statements] == [REJECT, CONDITION]


def test_the_actors_file_overrides_what_names_suggest() -> None:
    known = [KnownActor("Highland Rebels", ("Orlan Rebel Front", "Tolvan"), "opposition")]
    statements = [said("Orlan Rebel Front", REJECT, "rejected the truce"), said("Tolvan", NONE)]
    [merged] = gather_actors(statements, TEXT, known)
    assert (merged.name, merged.affiliation, len(merged.mentions)) == (
        "Highland Rebels",
        "opposition",
        2,
    )


def test_words_that_two_overlapping_passages_share_are_one_statement() -> None:
    once = said("Orlan Rebel Front", REJECT, "rejected the truce", confidence=0.7)
    again = said("Orlan Rebel Front", REJECT, "rejected", confidence=0.8, passage=1)
    [merged] = gather_actors([once, again], TEXT)
    assert [s.confidence for s in merged.statements] == [0.8]


def test_the_latest_position_counts() -> None:
    refused = said("Orlan Rebel Front", REJECT, "rejected the truce")
    accepted = said("Orlan Rebel Front", SUPPORT, "she would sign")
    assert position_of(actor(refused, accepted), 0.5).stance == SUPPORT


def test_a_refusal_outweighs_the_demand_that_follows_and_takes_its_condition() -> None:
    refused = said("Orlan Rebel Front", REJECT, "rejected the truce")
    demand = said("Orlan Rebel Front", CONDITION, "would stop only if", "the siege ended")
    position = position_of(actor(refused, demand), 0.5)
    assert position.stance == REJECT
    assert position.statement is not None
    assert position.statement.condition == find("the siege ended")


@pytest.mark.parametrize(("threshold", "uncertain"), [(0.5, False), (0.7, True)])
def test_an_unsure_position_is_marked_and_never_dropped(threshold: float, uncertain: bool) -> None:
    unsure = said("Orlan Rebel Front", REJECT, "rejected the truce", confidence=0.6)
    position = position_of(actor(unsure), threshold)
    assert (position.stance, position.uncertain) == (REJECT, uncertain)


@pytest.mark.parametrize(
    ("stance", "confidence", "threshold", "uncertain"),
    [
        (SUPPORT, 0.94, 0.95, True),
        (REJECT, 0.81, 0.95, False),
        (CONDITION, 0.79, 0.95, True),
        (REJECT, 0.85, 0.97, True),
        (REJECT, 0.99, 1.0, True),
        (CONDITION, 0.75, 0.7, False),
    ],
)
def test_a_refusal_or_a_demand_may_be_a_little_less_sure(
    stance: str, confidence: float, threshold: float, uncertain: bool
) -> None:
    position = position_of(
        actor(said("Orlan Rebel Front", stance, "the truce", confidence=confidence)), threshold
    )
    assert position.uncertain == uncertain


def test_a_sure_statement_counts_before_a_later_unsure_one() -> None:
    sure = said("Orlan Rebel Front", REJECT, "rejected the truce", confidence=0.9)
    unsure = said("Orlan Rebel Front", SUPPORT, "she would sign", confidence=0.4)
    assert position_of(actor(sure, unsure), 0.5).stance == REJECT


def test_an_actor_without_a_position_has_no_statement_and_comes_last() -> None:
    bystander = position_of(actor(said("Orlan Rebel Front", NONE)), 0.5)
    speaker = position_of(actor(said("ORF would", CONDITION, "would stop only if")), 0.5)
    assert bystander.statement is None
    assert in_reading_order([bystander, speaker]) == (speaker, bystander)


def test_what_the_two_leaders_say_is_said_by_each_of_them() -> None:
    text = "President Mira Tolvan met Prime Minister Oro Maska. The two leaders urged a truce."

    def spoken(words: str, stance: str) -> Statement:
        start = text.index(words)
        place = Span(start, start + len(words))
        chances = {label: float(label == stance) for label in STANCES}
        evidence = None if stance == NONE else Span(text.index("urged"), len(text) - 1)
        return Statement(words, (place,), stance, chances, evidence, None, 0)

    both = spoken("The two leaders", SUPPORT)
    named = [
        spoken("President Mira Tolvan", NONE),
        spoken("Prime Minister Oro Maska", NONE),
    ]
    positions = [position_of(a, 0.5) for a in gather_actors([*named, both], text)]
    assert [(p.actor.name, p.stance) for p in positions] == [
        ("President Mira Tolvan", SUPPORT),
        ("Prime Minister Oro Maska", SUPPORT),
    ]
    [alone] = gather_actors([both], text)
    assert alone.name == "two leaders"
    summit = [KnownActor("Summit", ("The two leaders",))]
    assert "Summit" in [a.name for a in gather_actors([*named, both], text, summit)]


def test_a_spokesman_is_none_of_the_two_leaders() -> None:
    text = "President Mira Tolvan met Oro Maska, said spokesman Ild Bren. The two leaders urged it."
    names = ["President Mira Tolvan", "spokesman Ild Bren", "The two leaders"]
    statements = [
        Statement(
            name,
            (Span(text.index(name), text.index(name) + len(name)),),
            SUPPORT,
            dict.fromkeys(STANCES, 0.25),
            None,
            None,
            0,
        )
        for name in names
    ]
    assert len(gather_actors(statements, text)) == 3
