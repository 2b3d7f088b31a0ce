"""Organs and fighters of a body, offices and who holds them, and names that the article gives."""

import pytest

from stance.names import merge
from tests.names.actors import apart, together


def test_organs_act_for_their_body() -> None:
    assert together("UPF", "the UPF General Command", "General Command of the UPF", "UPF delegates")
    assert together("the Zelvian government", "Zelvian government delegates")
    assert together("United Liberation Front", "United Liberation Front fighters")


@pytest.mark.parametrize(
    "names",
    [
        ("UPF", "UPF Commander Odo Marr", "the high command"),
        ("Zelvia", "Zelvia rebels"),
        ("General Odo Marr", "Marr's negotiators"),
        ("US", "US Central Command"),
        ("Congress", "members of Congress"),
        ("Zelvia", "leaders of Zelvia"),
    ],
)
def test_not_all_who_stand_beside_a_name_act_for_it(names: tuple[str, ...]) -> None:
    assert apart(*names)


def test_rebels_are_the_only_armed_group_of_an_article() -> None:
    zelvia = "War in Zelvia goes on."
    assert together("Zelvian Liberation Front", "the rebels", "Zelvian guerrillas", text=zelvia)
    assert together("the guerrillas", "Zelvian guerrillas", text=zelvia)
    assert apart("Zelvian Liberation Front", "Revolutionary League", "the rebels", text=zelvia)
    assert apart("Revolutionary Guard Corps", "the rebels")
    two = "Zelvia and Morvia are at war."
    assert apart("Zelvian rebels", "Morvian rebels", "the rebels", "Liberation Front", text=two)
    assert apart("Liberation Front", "Houthi rebels")


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("Bishop of Hezar", "The Bishop of Hezar, Msgr Odo Marr, prayed."),
        ("the defence secretary", "Odo Marr, the defence secretary, did not."),
        ("defence secretary", "So said the defence secretary, Odo Marr."),
    ],
)
def test_the_holder_of_an_office_is_named_beside_it(role: str, text: str) -> None:
    assert together(role, "Odo Marr", text=text)


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("the prime minister", "It was rejected by the prime minister. Odo Marr welcomed it."),
        ("the president", "Aides to the president\n\nOdo Marr rejected it."),
        ("the president", "The former president, Odo Marr, backed it. The president did not."),
        ("the president", "The president's spokesman Odo Marr spoke."),
        ("the president", "Odo Marr, the president and the army met."),
        ("the president", "Odo Marr, the president of the football union, spoke."),
        ("the minister", "He told the minister Odo Marr had agreed."),
        ("a spokesman", "A spokesman, Odo Marr, spoke."),
    ],
)
def test_a_name_near_an_office_need_not_be_its_holders(role: str, text: str) -> None:
    assert apart(role, "Odo Marr", text=text)


def test_the_government_is_the_only_one_named() -> None:
    zelvia = "War in Zelvia goes on."
    assert together("the government of Zelvia", "the government")
    assert together("the Zelvian army", "the army", text=zelvia)
    assert apart("the government of Zelvia", "the Morvian government", "the government")


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("the Arakan Army", "the army"), "The Arakan Army fought the army."),
        (("the Committee", "the spokesman of the Kesrin Defence Committee"), ""),
        (("the police", "families killed by the police"), ""),
        (("the Security Council", "the council"), "It met the Transitional Council."),
    ],
)
def test_a_common_noun_need_not_mean_the_longer_name(names: tuple[str, ...], text: str) -> None:
    assert apart(*names, text=text)


def test_a_persons_party_in_brackets_is_not_the_person() -> None:
    assert apart("Odo Marr (UPF)", "UPF delegates")
    assert apart("Labour Party (New Zealand)", "New Zealand")


def test_a_general_command_tells_an_acronym_where_all_is_in_capitals() -> None:
    news = "THE FMLN SAID IN ZELVIA THAT MARR KNEW IT."
    assert together("FMLN", "FMLN GENERAL COMMAND", text=news)
    assert apart("ZELVIA", "ZELVIA GENERAL STAFF", text=news)
    assert apart("MARR", "MARR DELEGATION", text=news)


def test_a_rebel_group_is_the_only_armed_group_of_an_article() -> None:
    assert together("UPF", "UPF rebel group", "the UPF movement")
    assert together("Zelvian Liberation Front", "the guerrilla group", "the rebels")
    assert together("United Liberation Front General Command", "the guerrillas")
    assert apart("Zelvian Liberation Front", "an armed group", "the contact group")


def test_the_bishops_are_their_conference() -> None:
    assert together("Episcopal Conference of Zelvia", "the bishops")
    assert together("Zelvian Bishops' Conference", "the bishops")
    assert apart("Peace Conference", "the bishops")


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("the Front", "People's Front Odo Marr (PFOM)"), ""),
        (("the Committee", "National Committee for Dialogue"), ""),
        (("the Columna", "Columna Trece"), ""),
        (("Milicias", "Milicias Obreras del Sur"), ""),
        (("the Commands", "Popular Vanguard Commands"), ""),
    ],
)
def test_a_body_is_called_by_its_noun(names: tuple[str, ...], text: str) -> None:
    assert together(*names, text=text)


@pytest.mark.parametrize(
    "names",
    [
        ("the Union", "European Union Border Mission"),
        ("the Council", "Council Guard"),
        ("the Front", "Popular Front", "Liberation Front Odo Marr"),
    ],
)
def test_the_noun_of_a_body_may_belong_to_another(names: tuple[str, ...]) -> None:
    assert apart(*names)


def test_a_foreign_ministry_and_a_capital_stand_for_the_country() -> None:
    assert together("Zelvia", "the Zelvian foreign ministry", "Zelvian government")
    assert together("Egypt", "Cairo", "the government of Egypt")
    assert apart("Marr", "the Marr government")
    assert apart("Egypt", "Tehran", "the Zelvian foreign ministry", "Interior Ministry of Egypt")


def test_the_president_is_the_one_at_home() -> None:
    abroad = "President Ana Vey of Morvia"
    assert merge(["President Odo Marr", abroad, "the president"]) == [0, 1, 0]
    assert apart(abroad, "President Odo Marr", "the President")
    assert apart("President Odo Marr", "President Ana Vey", "the president")
    assert apart("President Odo Marr of Zelvia", "President Ana Vey of Morvia", "the president")


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("Zelvian ambassador", "Odo Marr, Zelvian ambassador to the United Nations, also spoke."),
        ("bishop", "An appeal of Odo Marr, bishop of Villa Rica, was read."),
    ],
)
def test_an_office_may_be_found_in_part(role: str, text: str) -> None:
    assert together(role, "Odo Marr", text=text)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("Odo Marr", "Halcon"), 'Commander Odo Marr, alias "Halcon," spoke.'),
        (("Odo Marr", "El Maestro"), "Odo Marr (a.k.a. El Maestro) spoke."),
        (("UPF", "Los Gavilanes"), "the UPF, better known as Los Gavilanes, signed"),
        (("ODO MARR", "HALCON"), 'ODO MARR, ALIAS "HALCON," SPOKE.'),
    ],
)
def test_an_alias_is_the_name_before_it(names: tuple[str, ...], text: str) -> None:
    assert together(*names, text=text)


def test_an_alias_is_nobody_elses() -> None:
    text = 'Odo Marr met Abel Moncada, alias "Halcon," and Ana Vey.'
    assert merge(["Odo Marr", "Abel Moncada", "Halcon", "Ana Vey"], text) == [0, 1, 1, 2]
    assert apart("Odo Marr", "Halcon", text='Odo Marr is here. The alias "Halcon" is not.')


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("the prime minister", "Ana Vey"),
         "The prime minister refused. Ana Vey, prime minister of Morvia, welcomed it."),
        (("defence secretary", "Odo Marr"),
         "A letter from the defence secretary to the rebel chief, Odo Marr, was read."),
        (("the army chief", "Odo Marr"), "He met the army chief in Kest, Odo Marr, and left."),
    ],
)  # fmt: skip
def test_an_office_found_in_part_may_be_anothers(names: tuple[str, ...], text: str) -> None:
    assert apart(*names, text=text)


@pytest.mark.parametrize(
    "names",
    [
        ("the Party", "Armed Wing of the Kest Party"),
        ("Congress", "Members of Congress"),
        ("Kest Brigade", "Families of the Kest Brigade"),
        ("the bishops", "president of the Episcopal Conference"),
        ("the bishops", "Episcopal Conference spokesman Odo Marr"),
        ("Ana Marr", "the government of Ana Marr"),
        ("Rodrigo Lima", "Peru"),
        ("the (UPF)", "Israel", "Hamas"),
    ],
)
def test_who_stands_behind_of_is_another(names: tuple[str, ...]) -> None:
    assert apart(*names)


def test_a_capital_may_be_a_surname() -> None:
    assert merge(["Rodrigo Lima", "Lima", "Peru"]) == [0, 0, 1]
    assert together("Peru", "Lima")


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("10th Front", "Halcon"), 'Odo Marr, chief of the 10th Front, alias "Halcon," spoke.'),
        (("Iran", "Houthis"), "The group backed by Iran, also known as Houthis, said so."),
        (("Odo Marr", "Halcon"), "It was signed by Odo Marr. Known as Halcon, Ana Vey was not."),
        (("Odo Marr", "Hamas"), "Odo Marr, better known as Hamas spokesman, spoke."),
    ],
)
def test_an_alias_of_somebody_unclear_is_nobodys(names: tuple[str, ...], text: str) -> None:
    assert apart(*names, text=text)


def test_a_rebel_group_is_no_group_that_is_named_later() -> None:
    assert apart("M23", "The rebel group", "Democratic Liberation Front of Rwanda")
