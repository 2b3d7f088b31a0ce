"""The page: complete without a network, and harmless whatever the article holds."""

import re
from dataclasses import replace

from stance.model.folder import ModelConfig
from stance.output.page import report, visible
from stance.records import Document, Reading

HOSTILE = "<script>alert(1)</script> </main><img src=x onerror=alert(2)> \u202egnp.exe & “q”"


def page(readings: list[Reading], model: ModelConfig) -> str:
    return "".join(report(readings, model, "2027-03-14"))


def hostile(reading: Reading) -> Reading:
    document = replace(reading.document, id=HOSTILE, text=reading.document.text + HOSTILE)
    return replace(reading, document=document)


def test_the_page_names_actor_stance_words_condition_model_and_date(
    reading: Reading, model: ModelConfig
) -> None:
    html = page([reading], model)
    for words in ("Žofia’s Front", "rejects", "no truce", "until the siege ends", "2027-03-14"):
        assert words in html
    assert f"model m {model.hash}" in html


def test_the_page_loads_nothing_and_allows_one_script(reading: Reading, model: ModelConfig) -> None:
    html = page([reading], model)
    assert not re.findall(r"""(?:src|href)\s*=\s*["'](?!#)""", html)
    assert "default-src 'none'" in html
    assert html.count("<script") == 1


def test_hostile_text_is_shown_as_text(reading: Reading, model: ModelConfig) -> None:
    html = page([hostile(reading)], model)
    assert html.count("<script") == 1
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_characters_that_reorder_text_are_spelt_out() -> None:
    assert "\u202e" not in visible("a\u202eb")
    assert "U+202E" in visible("a\u202eb")
    assert visible("šalom, ‏שלום‎\n\tx") == "šalom, ‏שלום‎\n\tx"


def test_every_number_leads_to_its_statement_and_back(reading: Reading, model: ModelConfig) -> None:
    html = page([reading], model)
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets == {"d1-p1", "d1-s1"}
    assert targets <= set(re.findall(r'id="([^"]+)"', html))


def test_several_documents_get_an_index(reading: Reading, model: ModelConfig) -> None:
    other = Reading(Document("d2", "Nothing."), (), (), 1)
    html = page([reading, other], model)
    assert 'role="search"' in html
    assert 'href="#d2"' in html
    assert 'role="search"' not in page([reading], model)


def test_a_notebook_shows_the_marked_text(reading: Reading) -> None:
    html = reading._repr_html_()
    assert '<mark class="evidence reject">' in html
    assert "<script" not in html


def test_stances_of_other_labels_show_under_their_own_names(
    reading: Reading, model: ModelConfig
) -> None:
    front = reading.positions[0]
    assert front.statement is not None
    hails = replace(front.statement, stance="hails", probabilities={"hails": 0.9, "neutral": 0.1})
    silent = replace(hails, stance="neutral", evidence=None, condition=None)
    actor = replace(front.actor, statements=(hails, silent))
    taken = replace(front, actor=actor, stance="hails", statement=hails)
    html = page([replace(reading, positions=(taken,))], model)
    assert "▲ hails" in html
    assert "neutral" not in html
