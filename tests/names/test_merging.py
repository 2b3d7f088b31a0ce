"""When two names in one article are the same actor, and when they are not."""

from itertools import permutations

import pytest

from stance.names import canonical, merge, plain
from tests.names.actors import apart, together


def test_clusters_are_numbered_as_they_appear() -> None:
    assert merge(["Hezar", "the Morvian army", "HEZAR", "Ana Vey", "Vey"]) == [0, 1, 0, 2, 2]
    assert merge([]) == []


@pytest.mark.parametrize(
    "names",
    [
        ("Hezar", "HEZAR", "Hezar's", "Hezar’s"),
        ("the army", "army", "The Army", "an army"),
        ("the rebels", "rebels’", "rebels"),
        ("al-Hezar Brigade", "Al Hezar Brigade"),
        ("U.N.", "UN", "United Nations", "the United Nations"),
        ("FMRL", "F M R L", "F.M.R.L."),
        ("Unión Patriótica", "Union Patriotica"),
    ],
)
def test_article_case_and_possessive_make_no_difference(names: tuple[str, ...]) -> None:
    assert together(*names)


@pytest.mark.parametrize(
    "names",
    [
        ("the rebels", "rebels", "these rebels", "those rebels’"),
        ("this government", "the government", "government"),
        ("rebel leader", "the rebel leader", "that rebel leader"),
    ],
)
def test_a_generic_noun_may_have_a_demonstrative(names: tuple[str, ...]) -> None:
    for order in permutations(names):
        assert together(*order)
    assert apart("these rebels", "these two rebels", "the soldiers")


@pytest.mark.parametrize(
    "names",
    [
        ("FMRL", "the FMRL", "THE FMRL"),
        ("GENERAL MARR", "General Marr", "MARR", "Marr"),
        ("GEN. ODO MARR", "Odo Marr", "General Marr"),
        ("ZELVIAN ARMY", "the Zelvian army", "ZELVIA’S ARMY"),
        ("REBELS", "the rebels", "THESE REBELS"),
        ("THE UNITED PATRIOTIC FRONT", "the United Patriotic Front", "UPF", "THE FRONT"),
    ],
)
@pytest.mark.parametrize("text", ["", "The truce held in Morvia.", "THE TRUCE HELD IN MORVIA."])
def test_names_in_a_headline_are_those_of_the_text(names: tuple[str, ...], text: str) -> None:
    assert together(*names, text=text)


NAMELESS = (
    "the", "a", "these", "both", "he", "He himself", "HIS", "they all", "of", "in the", "two",
    "the two", "Both of them", "26", "the 1,500", "hundreds", "One", "others", "us",
)  # fmt: skip


@pytest.mark.parametrize("text", ["", "He and both of the two left. THE ONE IN US."])
def test_words_that_name_nobody_stay_alone(text: str) -> None:
    assert apart(*NAMELESS, text=text)
    named = ["Both Zelvia", "Ana One", "Mr He", "Hezar Emirate", "United States", "two armies"]
    clusters = merge([*named, *NAMELESS], text)
    assert clusters[len(named) :] == list(range(max(clusters) + 1))[-len(NAMELESS) :]


@pytest.mark.parametrize("nameless", ["he himself", "One Two", "BOTH OTHERS", "the He"])
def test_words_that_name_nobody_are_no_person(nameless: str) -> None:
    surname = nameless.split()[-1]
    assert apart(nameless, f"Mr {surname}", surname)


def test_some_names_look_like_pronouns() -> None:
    assert together("the US", "US", "U.S.", "United States")
    assert together("WHO", "World Health Organization")
    assert together("Mr He", "Gen. He")
    assert together("Seven Sons", "the Seven Sons")
    assert apart("US", "us")


# People


@pytest.mark.parametrize(
    "names",
    [
        ("President Ruslan Tervel", "Tervel", "Mr Tervel", "Tervel’s", "President Tervel"),
        ("Gen. Odo Marr", "General Marr", "Odo Marr", "Lt. Col. Odo Marr"),
        ("UPF spokesman Odo Marr", "Marr"),
        ("army chief Gen. Odo Marr", "Marr"),
        ("Secretary of State Lena Ott", "Ott", "Secretary Ott"),
        ("Lena J. Ott", "Lena Ott", "L. Ott", "Ott"),
        ("President Carlo Ugen Vides Casal", "Vides Casal", "Vides"),
        ("Sheikh Odo al-Marr", "al-Marr", "Marr"),
        ("Mr Tervel", "Tervel"),
        ("Tervel", "President Ruslan Tervel"),
        ("Ruslan Tervel, president of Zelvia", "Tervel"),
    ],
)
def test_a_person_under_several_names(names: tuple[str, ...]) -> None:
    assert together(*names)


@pytest.mark.parametrize(
    "names",
    [
        ("Ana Tervel", "Ruslan Tervel"),
        ("President Tervel", "Foreign Minister Ana Tervel"),
        ("UPF spokesman Odo Marr", "UPF"),
        ("spokesman for President Ruslan Tervel", "President Ruslan Tervel"),
        ("office of the president", "President Ruslan Tervel"),
        ("Tervel's government", "Tervel"),
        ("Tervel", "the Tervel government", "Ruslan Tervel's army"),
        ("army", "army chief"),
        ("Prime Minister of Zelvia", "Zelvia"),
        ("Foreign Ministry spokeswoman", "Foreign Ministry"),
        ("rebels", "rebel leader", "a rebel spokesman"),
        ("General Assembly", "General Marr"),
    ],
)
def test_a_person_is_neither_a_namesake_nor_the_body(names: tuple[str, ...]) -> None:
    assert apart(*names)


def test_a_bare_surname_is_the_latest_bearer_before_it() -> None:
    assert merge(["Ana Tervel", "Tervel", "Ruslan Tervel"]) == [0, 0, 1]
    assert merge(["Ana Tervel", "Ruslan Tervel", "Tervel"]) == [0, 1, 1]


def test_an_office_tells_bearers_of_one_surname_apart() -> None:
    names = ["President Ruslan Tervel", "Foreign Minister Ana Tervel", "President Tervel"]
    assert merge(names) == [0, 1, 0]


def test_a_surname_before_two_bearers_is_left_alone() -> None:
    assert apart("Tervel", "Ana Tervel", "Ruslan Tervel")


@pytest.mark.parametrize(
    "order", permutations(["Ana Tervel", "Ruslan Tervel", "Tervel's", "Tervel"])
)
def test_namesakes_are_never_tied_together(order: tuple[str, ...]) -> None:
    clusters = dict(zip(order, merge(order), strict=True))
    assert clusters["Ana Tervel"] != clusters["Ruslan Tervel"]


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("South Zelvia", "Zelvia"), ""),
        (("Zelvian Hezar", "Hezar"), "Zelvia fought Hezar."),
        (("Port Orlan", "Orlan"), ""),
        (("Ost Orlan", "Orlan"), "Fighting went on in Orlan."),
        (("the Hezar", "Ost Hezar"), ""),
    ],
)
def test_the_last_word_of_a_place_or_group_is_no_surname(names: tuple[str, ...], text: str) -> None:
    assert apart(*names, text=text)


def test_a_role_is_the_one_person_who_holds_it() -> None:
    assert together("UPF spokesman Odo Marr", "the UPF spokesman", "the spokesman")
    assert together("Zelvian Prime Minister Ana Vey", "the Prime Minister of Zelvia")
    assert apart("UPF spokesman Odo Marr", "army spokesman Kal Ott", "the spokesman")
    assert apart("former President Ruslan Tervel", "the president")
    assert apart("UPF spokesman Odo Marr", "a spokesman")
    assert merge(["UPF spokesman Odo Marr", "the spokesman", "a spokesman"]) == [0, 0, 1]


# Bodies


UPF = ("the United Patriotic Front", "UPF", "the Front")
UPF_TEXT = "The United Patriotic Front (UPF) said no. UPF men left. The Front was angry."


@pytest.mark.parametrize("order", permutations(UPF))
def test_full_name_acronym_and_head_noun(order: tuple[str, ...]) -> None:
    assert together(*order, text=UPF_TEXT)


def test_an_acronym_of_another_language_needs_brackets() -> None:
    names = ("National Salvation Army", "ESN")
    assert together(*names, text="The National Salvation Army (ESN) said no.")
    assert together(*names, text="The ESN (National Salvation Army) said no.")
    assert apart(*names, text="The National Salvation Army fought the ESN.")


def test_an_acronym_in_the_name_itself() -> None:
    assert together("the United Patriotic Front (UPF)", "UPF", "United Patriotic Front")


def test_initials_make_an_acronym_unless_two_names_share_them() -> None:
    assert together("Economic Community of Northern States", "ECONS")
    assert together("Economic Community of Northern States", "ECNS")
    assert apart("United Patriotic Front", "Union for Peace and Freedom", "UPF")


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("Odo Marr", "UPF"), "Odo Marr (UPF) said no."),
        (("Foreign Ministry", "Zelvia"), "the Foreign Ministry (Zelvia) said no."),
    ],
)
def test_not_all_that_stands_in_brackets_is_an_acronym(names: tuple[str, ...], text: str) -> None:
    assert apart(*names, text=text)


def test_a_head_noun_needs_exactly_one_longer_name() -> None:
    assert apart("United Patriotic Front", "National Salvation Front", "the Front")
    others = "The United Patriotic Front met the National Salvation Front. The Front refused."
    assert apart("United Patriotic Front", "the Front", text=others)
    assert apart("Arman Liberation Army", "the army")
    assert together("Front for the Liberation of Orl", "the Front")
    assert together("the UN Security Council", "Security Council", "the Council")


@pytest.mark.parametrize(
    "names",
    [
        ("the Zelvian government", "government of Zelvia", "Zelvia’s government", "Zelvia"),
        ("the Orlese army", "the army of Orla"),
        ("Morvia's Foreign Ministry", "the Foreign Ministry of Morvia", "Morvian Foreign Ministry"),
        ("South Zelvian government", "the government of South Zelvia"),
    ],
)
def test_a_country_and_its_adjective(names: tuple[str, ...]) -> None:
    assert together(*names)


def test_countries_whose_adjectives_look_alike() -> None:
    names = ["the government of Niger", "the Nigerian government", "the government of Nigeria"]
    assert merge(names) == [0, 1, 1]
    assert apart("the Zelvian army", "the Morvian army", "the Zelvian government")


# Capitals only


def test_capitals_only() -> None:
    names = [
        "PRESIDENT RUSLAN TERVEL", "THE UNITED PATRIOTIC FRONT", "TERVEL", "UPF", "THE FRONT",
        "ODO MARR", "COMMANDER MARR", "ZELVIAN GUERRILLAS", "GUERRILLAS", "ZELVIAN ARMY",
        "THE ARMY CHIEF",
    ]  # fmt: skip
    text = "PRESIDENT RUSLAN TERVEL MET THE UNITED PATRIOTIC FRONT (UPF). ODO MARR LEFT THE FRONT."
    assert merge(names, text) == [0, 1, 0, 1, 1, 2, 2, 3, 4, 5, 6]


def test_capitals_do_not_make_surnames_of_groups() -> None:
    text = "THE ORLAN HEZAR FOUGHT. THE HEZAR LOST."
    assert apart("ORLAN HEZAR", "HEZAR", text=text)


# Display


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Tervel", "President Ruslan Tervel’s", "Ruslan Tervel", "the president"],
         "President Ruslan Tervel"),
        (["Mr Tervel", "Tervel"], "Mr Tervel"),
        (["UPF", "the Front", "the United Patriotic\nFront (UPF)"], "United Patriotic Front"),
        (["HEZAR", "Hezar’s"], "Hezar"),
        (["Zelvia", "government of Zelvia", "Zelvia's government", "the Zelvian government"],
         "Zelvian government"),
        (["the rebels'"], "rebels"),
        (["THE FRONT", "THE UNITED FRONT"], "UNITED FRONT"),
        (["the"], "the"),
        (["these rebels"], "rebels"),
        (["both of them", "UPF", "they"], "UPF"),
    ],
)  # fmt: skip
def test_the_fullest_good_name_is_displayed(names: list[str], shown: str) -> None:
    assert canonical(names) == shown


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("the President Ruslan Tervel’s", "ruslan tervel"),
        ("Mr. Tervel", "tervel"),
        ("The UNITED Front", "united front"),
        ("army chief", "army chief"),
        ("These rebels’", "rebels"),
        ("", ""),
    ],
)
def test_plain_names(name: str, bare: str) -> None:
    assert plain(name) == bare


def test_odd_names_do_no_harm() -> None:
    odd = ["", "the", "’s", "()", "(UPF)", "of", "President", "of the", "-", ".", "😀", ", ,"]
    assert len(merge(odd, "( ) () (UPF)")) == len(odd)
    assert all(isinstance(canonical([name]), str) for name in odd)


@pytest.mark.parametrize("scrap", [" ", "(", ")", "( ", "the ", "In Zelvia. ", "(UPF) ", "A. "])
def test_giant_texts_take_linear_time(scrap: str) -> None:
    assert merge(["Ana Tervel", "UPF", "Tervel"], scrap * 100_000) == [0, 1, 0]


def test_offices_in_a_giant_text_take_linear_time() -> None:
    text = "So said the spokesman for Kest. Odo Marr and the army chief of Kest left. " * 20_000
    assert apart("Odo Marr", "the spokesman", "the army chief", text=text)
