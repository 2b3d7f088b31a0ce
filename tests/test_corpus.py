"""Labelled passages: what is read, what is refused and how that is said, and what is derived."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from stance.corpus import Example, Pair, load_examples, locate, mention_spans, split_of
from stance.errors import StanceError
from stance.records import Span

SIEGE = "“We’ll stop,” the Orlan Front said,\nonce the siege of Kest is lifted. Oro Maska agreed."
FERRY = "The ferry to Pell sank; the Tarn Guard was silent."

EXAMPLES = [
    Example(
        "a1",
        SIEGE,
        (
            Pair("Orlan Front", "condition", "We’ll stop", "the siege of Kest is lifted"),
            Pair("Oro Maska", "support", "agreed"),
        ),
        "Orlan mountains",
        "wire",
    ),
    Example("a2", FERRY, (Pair("Tarn Guard", "none"),), "Tarn strait"),
]
COLUMNS = ("id", "text", "actor", "stance", "evidence", "condition", "conflict", "style")
ROWS = [
    ("a1", SIEGE, "Orlan Front", "condition", "We’ll stop", "the siege of Kest is lifted",
     "Orlan mountains", "wire"),
    ("a2", FERRY, "Tarn Guard", "none", "", "", "Tarn strait", ""),
    ("a1", SIEGE, "Oro Maska", "support", "agreed", "", "Orlan mountains", "wire"),
]  # fmt: skip


def write_jsonl(path: Path, lines: Iterable[Mapping[str, object] | str]) -> Path:
    text = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path


def write_csv(
    path: Path, rows: Iterable[Sequence[str]], columns: Sequence[str] = COLUMNS, bom: bool = False
) -> Path:
    with open(path, "w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


def record(text: str, *pairs: Mapping[str, object], **more: object) -> dict[str, object]:
    return {"text": text, "pairs": list(pairs), **more}


def faults(*paths: Path) -> list[str]:
    """The lines of the error that reading the files raises, each from the file's name on."""
    with pytest.raises(StanceError) as raised:
        load_examples(paths)
    return [line.removeprefix(f"{paths[0].parent}/") for line in str(raised.value).splitlines()]


class TestReading:
    def test_jsonl_csv_and_parquet_read_alike(self, tmp_path: Path) -> None:
        import pyarrow
        import pyarrow.parquet

        jsonl = write_jsonl(
            tmp_path / "a.jsonl",
            [
                record(
                    SIEGE,
                    {
                        "actor": "Orlan Front",
                        "stance": "condition",
                        "evidence": "We’ll stop",
                        "condition": "the siege of Kest is lifted",
                    },
                    {"actor": "Oro Maska", "stance": "support", "evidence": "agreed"},
                    id="a1",
                    conflict="Orlan mountains",
                    style="wire",
                ),
                "",
                record(
                    FERRY, {"actor": "Tarn Guard", "stance": "none"}, id="a2",
                    conflict="Tarn strait", style=None,
                ),
            ],
        )  # fmt: skip
        parquet = tmp_path / "a.parquet"
        columns = dict(zip(COLUMNS, zip(*ROWS, strict=True), strict=True))
        pyarrow.parquet.write_table(pyarrow.table(columns), parquet)
        assert load_examples([jsonl]) == EXAMPLES
        assert load_examples([write_csv(tmp_path / "a.csv", ROWS)]) == EXAMPLES
        assert load_examples([parquet]) == EXAMPLES

    def test_a_spreadsheets_csv_is_read(self, tmp_path: Path) -> None:
        """With a byte order mark, in any order of columns, with columns of its own."""
        rows = [[*reversed(row), "checked by Ilva"] for row in ROWS]
        path = write_csv(tmp_path / "a.CSV", rows, [*reversed(COLUMNS), "note"], bom=True)
        assert load_examples([path]) == EXAMPLES

    def test_rows_of_one_text_are_one_passage_without_ids_too(self, tmp_path: Path) -> None:
        path = write_csv(tmp_path / "a.csv", [row[1:4] for row in ROWS], COLUMNS[1:4])
        siege, ferry = load_examples([path])
        assert [pair.actor for pair in siege.pairs] == ["Orlan Front", "Oro Maska"]
        assert (siege.text, siege.conflict, ferry.style) == (SIEGE, "unknown", "unknown")
        assert siege.id != ferry.id

    def test_one_text_under_two_ids_is_two_passages(self, tmp_path: Path) -> None:
        rows = [("one", *ROWS[1][1:]), ("two", *ROWS[1][1:])]
        assert [e.id for e in load_examples([write_csv(tmp_path / "a.csv", rows)])] == [
            "one",
            "two",
        ]

    def test_no_character_but_a_line_break_ends_a_csv_row(self, tmp_path: Path) -> None:
        """Texts from the web hold U+2028 and U+0085, which a CSV writer does not quote."""
        text = "The Tarn Guard\u2028accepted\x85a truce."
        path = write_csv(tmp_path / "a.csv", [(text, "Tarn Guard", "support")], COLUMNS[1:4])
        assert [example.text for example in load_examples([path])] == [text]

    def test_labels_may_be_other_than_the_codebooks(self, tmp_path: Path) -> None:
        path = write_jsonl(
            tmp_path / "a.jsonl", [record(FERRY, {"actor": "Tarn Guard", "stance": "neutral"})]
        )
        [example] = load_examples([path], labels=("for", "against", "neutral"), none="neutral")
        assert example.pairs == (Pair("Tarn Guard", "neutral"),)


class TestFaults:
    def test_every_fault_of_every_file_is_reported_at_once(self, tmp_path: Path) -> None:
        silent = {"actor": "Tarn Guard", "stance": "none"}
        first = write_jsonl(
            tmp_path / "first.jsonl",
            [
                record(FERRY, silent, id="a1"),
                '{"text": ',
                "[1, 2]",
                record("  ", silent),
                {"text": FERRY},
                record(FERRY),
                record(FERRY, {"actor": "Tarn Guard", "stance": "undecided"}),
                record(FERRY, {"actor": "Orlan Front", "stance": "none"}),
                record(FERRY, {"actor": "Tarn Guard", "stance": "support", "evidence": "agreed"}),
                record(
                    FERRY,
                    {"actor": "Tarn Guard", "stance": "condition", "condition": "rain"},
                    {"actor": "ferry"},
                ),
                record(FERRY, silent, silent),
                record(FERRY, {"stance": "none"}),
                record(FERRY, silent | {"evidence": "was silent"}),
            ],
        )
        second = write_csv(
            tmp_path / "second.csv",
            [ROWS[0], ("b1", FERRY, "Orlan Front", "none", *[""] * 4)],
        )
        third = write_csv(tmp_path / "third.csv", [(FERRY, "none")], ("text", "label"))
        expected = [
            ("first.jsonl:2", "not JSON"),
            ("first.jsonl:3", "not a JSON object"),
            ("first.jsonl:4", "no text"),
            ("first.jsonl:5", "no pairs"),
            ("first.jsonl:6", "no pairs"),
            ("first.jsonl:7", "unknown label 'undecided' for 'Tarn Guard' (labels: support, "),
            ("first.jsonl:8", "actor not in the text: 'Orlan Front'"),
            ("first.jsonl:9", "evidence not in the text: 'agreed'"),
            ("first.jsonl:10", "condition not in the text: 'rain'"),
            ("first.jsonl:10", "unknown label None for 'ferry'"),
            ("first.jsonl:11", "actor 'Tarn Guard' stands twice"),
            ("first.jsonl:12", "a pair without an actor"),
            ("first.jsonl:13", "evidence given for 'Tarn Guard', whose label is none"),
            ("second.csv:2", f"id 'a1' stands at {first}:1 already"),
            ("second.csv:4", "actor not in the text: 'Orlan Front'"),
            ("third.csv:1", "column actor, stance is missing (columns: text, label)"),
        ]
        found = faults(first, second, third)
        places = [line.split(": ", 1)[0] for line in found]
        assert places == [place for place, _ in expected]
        for line, (place, reason) in zip(found, expected, strict=True):
            assert line.startswith(f"{place}: {reason}")

    def test_a_fault_in_a_later_row_of_a_passage_names_that_row(self, tmp_path: Path) -> None:
        rows = [ROWS[1], ("a2", FERRY, "ferry", "yes", *[""] * 4)]
        [fault] = faults(write_csv(tmp_path / "a.csv", rows))
        assert fault.startswith("a.csv:2: unknown label 'yes'")
        assert "row 3" in fault

    def test_blanks_name_nobody(self, tmp_path: Path) -> None:
        path = write_jsonl(tmp_path / "a.jsonl", [record(FERRY, {"actor": " ", "stance": "none"})])
        assert faults(path) == ["a.jsonl:1: a pair without an actor"]

    def test_a_quotation_mark_that_never_closes(self, tmp_path: Path) -> None:
        """It swallows the rest of the file, however long that is."""
        path = tmp_path / "a.csv"
        rows = "".join(f"{FERRY},Tarn Guard,none\n" for _ in range(4000))
        path.write_text(f'text,actor,stance\n"{rows}', encoding="utf-8")
        assert faults(path)[0].startswith("a.csv:")

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("a.jsonl", b"\n\n", "no labelled passages"),
            ("a.csv", b"text,actor,stance\n", "no labelled passages"),
            ("a.csv", b"", "is missing (columns: none)"),
            ("a.jsonl", '{"text": "Loumé"}'.encode("latin-1"), "not UTF-8 at byte 14"),
            ("a.parquet", b"text,actor,stance\n", "not a Parquet file"),
        ],
    )
    def test_files_without_labelled_passages(
        self, tmp_path: Path, name: str, content: bytes, words: str
    ) -> None:
        path = tmp_path / name
        path.write_bytes(content)
        [line] = faults(path)
        assert words in line
        assert str(path) in line or line.startswith(name)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        assert faults(tmp_path / "a.jsonl") == ["a.jsonl: no such file"]


class TestSplits:
    def test_a_conflict_keeps_its_split_for_ever(self) -> None:
        """Pinned: another hash would move held-out conflicts into training."""
        conflicts = ("Orlan mountains", "Ibex pass", "Wadi Ramun", "Silt province", "Tarn strait")
        assert [split_of(conflict) for conflict in conflicts] == [
            "train",
            "dev",
            "dev",
            "test",
            "train",
        ]

    def test_spelling_does_not_move_a_conflict(self) -> None:
        assert split_of(" IBEX Pass\n") == split_of("Ibex pass")

    def test_a_tenth_each_is_held_out(self) -> None:
        counts = Counter(split_of(f"conflict {number}") for number in range(3000))
        assert counts["dev"] == pytest.approx(300, abs=50)
        assert counts["test"] == pytest.approx(300, abs=50)


def spans_of(text: str, *actors: str) -> list[list[str]]:
    """Where each actor is mentioned, as `words@start`."""
    pairs = tuple(Pair(actor, "none") for actor in actors)
    return [
        [f"{span.of(text)}@{span.start}" for span in spans]
        for spans in mention_spans(Example("e", text, pairs))
    ]


class TestMentionSpans:
    def test_every_repeat_counts(self) -> None:
        text = "Oro Maska spoke. Then Oro Maska’s guards left; so did Maska."
        assert spans_of(text, "Oro Maska") == [["Oro Maska@0", "Oro Maska@22"]]

    def test_only_whole_words(self) -> None:
        assert spans_of("Frontiers matter to the Front.", "Front") == [["Front@24"]]

    def test_within_a_word_if_nowhere_else(self) -> None:
        assert spans_of("The Orlanians left.", "Orlan") == [["Orlan@4"]]

    def test_a_longer_name_keeps_its_words(self) -> None:
        text = "The army chief resigned; the army fights on."
        assert spans_of(text, "army", "army chief") == [["army@29"], ["army chief@4"]]

    def test_a_name_found_only_in_a_longer_one_is_mentioned_there(self) -> None:
        text = "The army chief resigned."
        assert spans_of(text, "army chief", "army") == [["army chief@4"], ["army@4"]]

    def test_names_are_no_patterns(self) -> None:
        assert spans_of("The T.G. (Tarn) met the TAG.", "T.G. (Tarn)") == [["T.G. (Tarn)@4"]]


class TestLocate:
    TEXT = "Maska said no. Tesh said no. Odell said no."

    @pytest.mark.parametrize(("actor", "start"), [("Maska", 6), ("Tesh", 20), ("Odell", 35)])
    def test_the_occurrence_nearest_to_the_actor(self, actor: str, start: int) -> None:
        at = self.TEXT.index(actor)
        found = locate("said no", self.TEXT, [Span(at, at + len(actor))])
        assert found == Span(start, start + len("said no"))

    def test_any_mention_may_be_the_near_one(self) -> None:
        text = "He said no. Long after the rains, Tesh came to Pell. She said no, did Tesh."
        mentions = [Span(34, 38), Span(70, 74)]
        assert [span.of(text) for span in mentions] == ["Tesh", "Tesh"]
        assert locate("said no", text, mentions) == Span(57, 64)

    def test_the_first_where_nobody_is_near(self) -> None:
        assert locate("said no", self.TEXT, []) == Span(6, 13)
