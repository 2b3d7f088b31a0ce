"""The same passage about other actors: what is replaced, what stays, what follows."""

import random

import pytest

from stance.corpus import Example, Pair
from stance.records import Span
from stance.renaming import Edit, Kind, edited, names_of, proper_name, renamed

POOL = {
    Kind.person: ["Anselm Okoro"],
    Kind.body: ["Morvan People's Front"],
    Kind.single: ["Castria"],
}


def rename(example: Example) -> Example:
    return renamed(example, POOL, random.Random(0))


@pytest.mark.parametrize(
    ("name", "kind", "replaced"),
    [
        ("President Karim Dal", Kind.person, "Karim Dal"),
        ("army chief Gen. Teshan Morru", Kind.person, "Teshan Morru"),
        ("the Orlan People's Front", Kind.body, "Orlan People's Front"),
        ("Zelvia", Kind.single, "Zelvia"),
        ("the UPF", Kind.single, "UPF"),
        ("Mr. Dal", Kind.single, "Dal"),
        ("Foreign Ministers Karim Dal", Kind.person, "Karim Dal"),
        ("Ministers Oro Maska", Kind.person, "Oro Maska"),
        ("Radio Orlan", Kind.outlet, "Radio Orlan"),
        ("the Orlan Times", Kind.outlet, "Orlan Times"),
        ("Press Secretary Karim Dal", Kind.person, "Karim Dal"),
    ],
)
def test_titles_and_articles_are_no_part_of_a_name(name: str, kind: Kind, replaced: str) -> None:
    found = proper_name(name, cased=True)
    assert found is not None
    assert (found[0], found[1].of(name)) == (kind, replaced)


@pytest.mark.parametrize("name", ["the rebels", "The government", "a spokesman", "village elders"])
def test_descriptions_are_no_names(name: str) -> None:
    assert proper_name(name, cased=True) is None


def test_all_mentions_get_the_same_name_and_a_surname_the_new_surname() -> None:
    text = "President Karim Dal signed the truce. Dal said so. Karim Dal smiled."
    after = rename(Example("1", text, (Pair("President Karim Dal", "support"),)))
    assert after.text == (
        "President Anselm Okoro signed the truce. Okoro said so. Anselm Okoro smiled."
    )
    assert after.pairs[0].actor == "President Anselm Okoro"


def test_evidence_and_condition_follow_the_text() -> None:
    text = "Zelvia will stop once the Orlan People's Front leaves Zelvia."
    pairs = (
        Pair("Zelvia", "condition", "Zelvia will stop", "the Orlan People's Front leaves Zelvia"),
        Pair("Orlan People's Front", "none"),
    )
    after = rename(Example("1", text, pairs))
    assert after.text == "Castria will stop once the Morvan People's Front leaves Castria."
    assert after.pairs[0].evidence == "Castria will stop"
    assert after.pairs[0].condition == "the Morvan People's Front leaves Castria"
    assert [pair.stance for pair in after.pairs] == ["condition", "none"]


def test_of_a_name_within_a_name_the_inner_one_is_replaced() -> None:
    text = "UPF spokesman Karim Dal said the UPF accepts."
    pairs = (Pair("UPF spokesman Karim Dal", "support"), Pair("UPF", "support"))
    after = rename(Example("1", text, pairs))
    assert after.text == "Castria spokesman Anselm Okoro said the Castria accepts."
    assert [pair.actor for pair in after.pairs] == ["Castria spokesman Anselm Okoro", "Castria"]


def test_two_actors_never_get_one_name() -> None:
    text = "Zelvia and Morvia agreed."
    after = rename(Example("1", text, (Pair("Zelvia", "support"), Pair("Morvia", "support"))))
    assert sorted(pair.actor for pair in after.pairs) == ["Castria", "Morvia"]


def test_a_text_in_capitals_gets_names_in_capitals() -> None:
    text = "PRESIDENT KARIM DAL REJECTED THE TRUCE."
    after = rename(Example("1", text, (Pair("PRESIDENT KARIM DAL", "reject"),)))
    assert after.text == "PRESIDENT ANSELM OKORO REJECTED THE TRUCE."


def test_descriptions_stay() -> None:
    example = Example("1", "The rebels refused.", (Pair("The rebels", "reject"),))
    assert rename(example) == example


def test_a_pool_holds_the_names_of_its_passages_by_kind() -> None:
    text = "President Karim Dal and the Orlan People's Front of Zelvia met the rebels."
    names = ("President Karim Dal", "Orlan People's Front", "Zelvia", "the rebels")
    pool = names_of([Example("1", text, tuple(Pair(name, "none") for name in names))])
    assert pool == {
        Kind.person: ["Karim Dal"],
        Kind.body: ["Orlan People's Front"],
        Kind.outlet: [],
        Kind.single: ["Zelvia"],
    }


def test_an_edit_leaves_other_words_where_they_are() -> None:
    example = Example("1", "A truce holds in Zelvia.", (Pair("Zelvia", "none"),))
    assert edited(example, [Edit(Span(0, 7), "No truce")]).text == "No truce holds in Zelvia."
