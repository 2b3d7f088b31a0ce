"""Files to documents, and text to what the model sees of it."""

import io
import json
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from stance.errors import StanceError
from stance.normalisation import normalise
from stance.reading import expand, is_markdown, read_documents
from stance.records import Document

TEXT = "Café owners in Morvia hailed the general’s truce. The army refused it."


def write(path: Path, content: str | bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def texts(*sources: str) -> list[str]:
    return [document.text for document in read_documents(sources)]


def fault(*sources: str, max_bytes: int = 20_000_000) -> str:
    with pytest.raises(StanceError) as raised:
        list(read_documents(sources, max_bytes=max_bytes))
    message = str(raised.value)
    assert "\n" not in message
    return message


# Which files are meant


def test_a_folder_means_its_readable_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", "a/d.HTML", ".hidden.txt", ".git/e.txt", "f.png"):
        write(tmp_path / name, "x")
    found = [Path(path).relative_to(tmp_path).as_posix() for path in expand([str(tmp_path)])]
    assert found == ["a/c.md", "a/d.HTML", "b.txt"]


def test_a_pattern_the_shell_left_alone_is_expanded(tmp_path: Path) -> None:
    one, two = write(tmp_path / "1.txt", "x"), write(tmp_path / "2.txt", "x")
    assert expand([str(tmp_path / "*.txt")]) == [one, two]


def test_a_file_named_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    odd = write(tmp_path / "news[1].txt", "x")
    assert expand([odd]) == [odd]


def test_no_file_comes_twice(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "x")
    sources = [path, str(tmp_path), str(tmp_path / "*"), f"{tmp_path}/./a.txt", "-", "-"]
    assert expand(sources) == [path, "-"]


def test_what_does_not_exist_is_named(tmp_path: Path) -> None:
    assert "gone.txt: no such file" in fault(str(tmp_path / "gone.txt"))
    assert "no file matches" in fault(str(tmp_path / "*.txt"))
    assert "holds no file named .txt" in fault(str(tmp_path))


def test_unknown_paths_are_reported_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(StanceError, match="no such file"):
        read_documents([write(tmp_path / "a.txt", "x"), str(tmp_path / "gone.txt")])


# Encodings


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "iso8859-15"]
)
def test_text_in_common_encodings(tmp_path: Path, encoding: str) -> None:
    text = TEXT if encoding != "iso8859-15" else TEXT.replace("’", "'")
    assert texts(write(tmp_path / "a.txt", text.encode(encoding))) == [text]


@pytest.mark.parametrize("mark", ["le", "be"])
def test_utf16_needs_its_byte_order_mark(tmp_path: Path, mark: str) -> None:
    bare = TEXT.encode(f"utf-16-{mark}")
    marked = ("\ufeff" + TEXT).encode(f"utf-16-{mark}")
    assert texts(write(tmp_path / "marked.txt", marked)) == [TEXT]
    assert "save it as UTF-8" in fault(write(tmp_path / "bare.txt", bare))


def test_latin_1_is_told_even_by_the_last_byte(tmp_path: Path) -> None:
    assert texts(write(tmp_path / "a.txt", b"The army closed the caf\xe9")) == [
        "The army closed the café"
    ]


def test_cyrillic_in_its_old_encoding(tmp_path: Path) -> None:
    text = "Президент отверг перемирие. Армия продолжит бои, заявил вчера вечером генерал."
    assert texts(write(tmp_path / "a.txt", text.encode("cp1251"))) == [text]


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    assert texts(write(tmp_path / "a.txt", "One.\r\n\r\nTwo.\r")) == ["One.\r\n\r\nTwo.\r"]


# What is no text


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF: convert it to text first (pdftotext)"),
        (b"PK\x03\x04\x14\x00", "save its text as .txt first"),
        (b"\x89PNG\r\n\x1a\n", "is an image"),
        (b"\x1f\x8b\x08\x00", "unpack it first (gunzip)"),
        (b"The army\x00\x00 said no", "holds NUL bytes"),
        (bytes(range(128, 256)) * 8, "not readable as text: save it as UTF-8"),
        (b"\xff\xfea", "not readable as text: save it as UTF-8"),
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(
    tmp_path: Path, content: bytes, remedy: str
) -> None:
    message = fault(write(tmp_path / "a.txt", content))
    assert message.startswith(str(tmp_path / "a.txt"))
    assert remedy in message


@pytest.mark.parametrize("suffix", [".html", ".csv", ".jsonl", ".docx", ""])
def test_the_bytes_count_and_not_the_suffix(tmp_path: Path, suffix: str) -> None:
    assert "is a PDF" in fault(write(tmp_path / f"a{suffix}", b"%PDF-1.7\n"))


def test_an_unknown_suffix_is_read_as_text(tmp_path: Path) -> None:
    assert texts(write(tmp_path / "a.news", TEXT)) == [TEXT]


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "x" * 101)
    assert "larger than 100 bytes" in fault(path, max_bytes=100)
    assert len(list(read_documents([path], max_bytes=101))) == 1


# Standard input, web pages, Markdown


def test_standard_input_is_one_document() -> None:
    found = list(read_documents(["-"], stdin=io.BytesIO(TEXT.encode())))
    assert found == [Document("-", TEXT, "-")]


def test_a_web_page_gives_its_article_with_blank_lines_between_paragraphs(tmp_path: Path) -> None:
    said = [f"The {n} front of Morvia said that it would keep the truce." for n in "ABCDEF"]
    page = "".join(f"<p>{sentence}</p>" for sentence in said)
    menu = "<nav><ul><li><a href='/'>Home</a></li></ul></nav>"
    path = write(tmp_path / "a.html", f"<html><body>{menu}<article>{page}</article></body></html>")
    assert texts(path) == ["\n\n".join(said)]


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html>", "<nav><a>x</a></nav>"])
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str) -> None:
    assert "no article found" in fault(write(tmp_path / "a.htm", page))


def test_markdown_is_kept_and_recognised(tmp_path: Path) -> None:
    [document] = read_documents([write(tmp_path / "a.MD", "# Truce")])
    assert document.text == "# Truce"
    assert is_markdown(document)


# Tables


def test_rows_of_jsonl_are_documents(tmp_path: Path) -> None:
    rows = [{"id": 7, "text": "One."}, {"text": "Two."}, {"id": "x", "text": "Three\u2028."}]
    path = write(tmp_path / "a.jsonl", "\n\n".join(map(json.dumps, rows)))
    assert list(read_documents([path])) == [
        Document("7", "One.", path),
        Document(f"{path}:3", "Two.", path),
        Document("x", "Three\u2028.", path),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_of_csv_are_documents(tmp_path: Path, delimiter: str) -> None:
    lines = [("key", "body"), ("a", '"One,\ntwo; three."'), ("", "Four."), ("b", "Five.")]
    path = write(tmp_path / "a.csv", "\r\n".join(delimiter.join(line) for line in lines))
    found = list(read_documents([path], text_column="body", id_column="key"))
    assert [(document.id, document.text) for document in found] == [
        ("a", "One,\ntwo; three."),
        (f"{path}:4", "Four."),
        ("b", "Five."),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_as_spreadsheets_save_them(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "a.csv", f"id,text\r\n1,{TEXT}\r\n".encode(encoding))
    assert list(read_documents([path])) == [Document("1", TEXT, path)]


def test_a_missing_column_is_named_with_those_that_exist(tmp_path: Path) -> None:
    csv = write(tmp_path / "a.csv", "id,body\n1,One.\n")
    assert fault(csv) == f"{csv}:2: no column 'text'; the columns are: id, body"
    jsonl = write(tmp_path / "a.jsonl", '{"text": "One."}\n{"body": "Two."}\n')
    assert fault(jsonl) == f"{jsonl}:2: no column 'text'; the columns are: body"


@pytest.mark.parametrize(
    ("name", "content", "place", "words"),
    [
        ("a.jsonl", '{"text": "One."}\n{"text": ', 2, "no JSON object"),
        ("a.jsonl", '["One."]', 1, "no JSON object"),
        ("a.jsonl", "[" * 100_000, 1, "no JSON object"),
        ("a.jsonl", '{"text": 5}', 1, "is not a string"),
        ("a.jsonl", '{"text": null}', 1, "'text' is empty"),
        ("a.csv", "id,text\n1,One.\n2, \n", 3, "'text' is empty"),
        ("a.csv", "id,text\n1\n", 2, "'text' is empty"),
        ("a.csv", f"id,text\n1,{'x' * 200_000}\n", 2, "larger than 100,000 bytes"),
        ("a.jsonl", json.dumps({"text": "x" * 200_000}), 1, "larger than 100,000 bytes"),
        ("a.jsonl", "x" * 1_000_000, 1, "larger than 100,000 bytes"),
    ],
)
def test_faults_of_a_row_name_file_and_line(
    tmp_path: Path, name: str, content: str, place: int, words: str
) -> None:
    message = fault(path := write(tmp_path / name, content), max_bytes=100_000)
    assert message.startswith(f"{path}:{place}: ")
    assert words in message


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
@pytest.mark.parametrize("content", ["", "\n", "id,text\n"])
def test_a_table_without_rows_is_refused(tmp_path: Path, name: str, content: str) -> None:
    message = fault(write(tmp_path / name, content))
    assert "is empty" in message or "no JSON object" in message


def test_a_table_is_read_as_it_is_asked_for(tmp_path: Path) -> None:
    found = read_documents([write(tmp_path / "a.jsonl", '{"text": "One."}\nbroken')])
    assert next(found).text == "One."
    with pytest.raises(StanceError):
        next(found)


def test_ids_are_unique_in_a_run(tmp_path: Path) -> None:
    ids: Sequence[str] = ["a", "a#2", "a", "a"]
    rows = "\n".join(json.dumps({"id": key, "text": "One."}) for key in ids)
    found = [document.id for document in read_documents([write(tmp_path / "a.jsonl", rows)])]
    assert found == ["a", "a#2", "a#3", "a#4"]


# What the model sees


def test_normalising_keeps_every_offset() -> None:
    text = (
        "Gen.\xa0Marr\u2009said\u200b:\t“no”\u00ad \u202etruce\ufeff\ud800\ufffd.\r\nThe\u3000end"
    )
    assert normalise(text) == "Gen. Marr said : “no”   truce   . \nThe end"


def test_no_character_without_a_shape_is_left() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    seen = normalise(every)
    assert len(seen) == len(every)
    left = {c for c in seen if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")}
    assert left == {" ", "\n"}


def test_exotic_line_ends_become_newlines() -> None:
    assert normalise("a\rb\r\nc\u2029d\x0ce") == "a\nb \nc\nd\ne"


def test_markdown_marks_are_blanked_only_when_asked() -> None:
    text = (
        "## Truce *at last*\n"
        '> - The **Front** (see [its site](https://x.example/a_(b) "Site")) said_so\n'
        "***\n"
        "-5 degrees, 2 * 3"
    )
    assert normalise(text) == text
    seen = normalise(text, markdown=True)
    assert len(seen) == len(text)
    assert " ".join(seen.split()) == (
        "Truce at last The Front (see its site ) said_so -5 degrees, 2 * 3"
    )


@pytest.mark.parametrize("mark", ["[", "[a](", "<http:", "*", "_", "`", "> ", "[](", "# ", "( "])
def test_markdown_made_to_be_slow_is_not(mark: str) -> None:
    assert len(normalise(mark * 200_000, markdown=True)) == len(mark) * 200_000
