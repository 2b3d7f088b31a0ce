"""What a document says twice of one actor under a name that tells nothing."""

import pytest

from stance.actors_file import KnownActor
from stance.echoes import without_echoes
from stance.labels import CONDITION, NONE, REJECT, STANCES, SUPPORT
from stance.records import Span, Statement


def said(text: str, name: str, stance: str, nth: int = 0) -> Statement:
    """A statement about the first (or a later) place of `name` in the text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    return Statement(
        name=name,
        mentions=(Span(start, start + len(name)),),
        stance=stance,
        probabilities={label: float(label == stance) for label in STANCES},
        evidence=None,
        condition=None,
        passage=0,
    )


def left(text: str, *said_by: tuple[str, str]) -> list[str]:
    statements = [said(text, name, stance) for name, stance in said_by]
    return [statement.name for statement in without_echoes(statements, text)]


@pytest.mark.parametrize(
    "text",
    [
        "We shall hold our fire for a week.\n\n(SIGNED) Odo Marr, Ana Vey\n\nOrlan Front",
        "The Orlan Front will hold its fire, says a document signed by Odo Marr and Ana Vey.",
        "The Orlan Front holds its fire. The letter was also signed by Odo Marr and Ana Vey. On.",
    ],
)
def test_those_who_sign_what_a_body_says(text: str) -> None:
    everybody = [("Odo Marr", SUPPORT), ("Ana Vey", SUPPORT), ("Orlan Front", SUPPORT)]
    assert left(text, *everybody) == ["Orlan Front"]
    assert left(text, *everybody[:2]) == ["Odo Marr", "Ana Vey"], "nobody else says it"
    everybody[1] = ("Ana Vey", REJECT)
    assert left(text, *everybody) == ["Ana Vey", "Orlan Front"]


def test_those_who_sign_a_truce_or_speak_elsewhere_are_kept() -> None:
    text = "The truce was signed by Odo Marr and Ana Vey for the Orlan Front."
    assert len(left(text, ("Odo Marr", SUPPORT), ("Orlan Front", SUPPORT))) == 2
    text = "The Orlan Front holds its fire. So said a letter signed by Odo Marr. Ana Vey agrees."
    assert len(left(text, ("Ana Vey", SUPPORT), ("Orlan Front", SUPPORT))) == 2


def test_a_body_among_the_signers_is_kept() -> None:
    text = "We hold our fire. (Signed) Odo Marr, Orlan General Staff, Kest Front"
    text = text.replace("Odo", "Commanders Odo")
    names = ["Commanders Odo Marr", "Orlan General Staff", "Kest Front"]
    assert left(text, *((name, SUPPORT) for name in names)) == names[1:]


def test_states_that_sign_and_people_whose_truce_others_welcome_are_kept() -> None:
    text = "A statement signed by Qatar, Saudi Arabia and the Kest Front calls for a truce."
    assert len(left(text, ("Qatar", SUPPORT), ("Kest Front", SUPPORT))) == 2
    text = "The letter was signed by President Marr. Egypt welcomed it."
    assert len(left(text, ("President Marr", SUPPORT), ("Egypt", SUPPORT))) == 2


def test_our_government() -> None:
    text = "President Vey said: My government wants a truce. Our army does not."
    said_by = [("President Vey", SUPPORT), ("My government", SUPPORT), ("Our army", REJECT)]
    assert left(text, *said_by) == ["President Vey", "Our army"]
    text = "Hamas rejected the truce. Our government rejects it as well."
    assert len(left(text, ("Hamas", REJECT), ("Our government", REJECT))) == 2
    text = "President Vey of Our Lady of Kest parish is for it."
    assert len(left(text, ("President Vey", SUPPORT), ("Our Lady of Kest parish", SUPPORT))) == 2


@pytest.mark.parametrize(
    ("headline", "name", "echo"),
    [
        ("Rebels reject truce offer", "Rebels", True),
        ("Rival Gangs Turn Down Truce", "Rival Gangs", True),
        ("Orlan rebels reject truce offer", "Orlan rebels", False),
        ("President Tesh turns down truce", "President Tesh", False),
        ("Rebels reject a truce offer.", "Rebels", False),
        ("“Rebels reject a truce offer.”", "Rebels", False),
        ("Hezbollah rejects truce offer", "Hezbollah", False),
    ],
)
def test_what_a_headline_calls_an_actor(headline: str, name: str, echo: bool) -> None:
    text = f"{headline}\n\nTESH - The Orlan Front, as the Orlan rebels call themselves, said no."
    assert left(text, (name, REJECT), ("Orlan Front", REJECT)) == (
        ["Orlan Front"] if echo else [name, "Orlan Front"]
    )
    assert left(text, (name, CONDITION), ("Orlan Front", REJECT)) == [name, "Orlan Front"]


def test_bystanders_are_no_echoes() -> None:
    text = "Army shells town\n\nThe Orlan army did."
    assert left(text, ("Army", NONE), ("Orlan army", NONE)) == ["Army", "Orlan army"]
    assert without_echoes([], "") == []


def test_actors_of_the_users_file_are_kept() -> None:
    text = "Rebels reject truce offer\n\nThe Orlan Front said no."
    statements = [said(text, "Rebels", REJECT), said(text, "Orlan Front", REJECT)]
    known = [KnownActor("Orlan rebels", ("Rebels",))]
    assert without_echoes(statements, text, known=known) == statements
