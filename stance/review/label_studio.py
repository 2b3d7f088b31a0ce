"""The codebook's records as tasks of Label Studio, and back.

An actor is a region of the control `stance`, labelled with its stance. Evidence and conditions
are regions of the control `words`; a relation leads from each to its actor, or to several.
Offsets count code points, end exclusive.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from stance.corpus import UNKNOWN, Example, Pair, faults_of
from stance.errors import StanceError
from stance.records import Span
from stance.review.labelling import in_place

CONFIG: Final = """\
<View>
  <Relations>
    <Relation value="evidence"/>
    <Relation value="condition"/>
  </Relations>
  <Header value="The actor's stance"/>
  <Labels name="stance" toName="text">
    <Label value="support" hotkey="1" background="#1d7a3c"/>
    <Label value="reject" hotkey="2" background="#b3261e"/>
    <Label value="condition" hotkey="3" background="#8a6100"/>
    <Label value="none" hotkey="4" background="#595959"/>
  </Labels>
  <Header value="The words that show it: relate them to the actor"/>
  <Labels name="words" toName="text">
    <Label value="evidence" hotkey="e" background="#0b4a8f"/>
    <Label value="condition" hotkey="c" background="#5a3d00"/>
  </Labels>
  <Text name="text" value="$text" granularity="word"/>
</View>
"""
"""The labelling configuration that the tasks fit."""

WORDS: Final = ("evidence", "condition")

Task = dict[str, Any]


def tasks_of(examples: Sequence[Example], predicted: bool = False) -> list[Task]:
    """One task for each labelled passage.

    Args:
        examples: labelled passages.
        predicted: give the labels as predictions, to be confirmed, in place of annotations.
    """
    key = "predictions" if predicted else "annotations"
    return [
        {
            "data": {
                "text": example.text,
                "id": example.id,
                "conflict": example.conflict,
                "style": example.style,
            },
            key: [{"result": list(_results(example))}],
        }
        for example in examples
    ]


def examples_of(tasks: Any, annotator: str | None = None) -> tuple[list[Example], int]:
    """The labelled passages of tasks, and the number of tasks that have no labels.

    Predictions are no labels, nor is an annotation that was cancelled or marks nothing.

    Args:
        tasks: what Label Studio exports as JSON.
        annotator: take the annotations that are `completed_by` this number or address alone.

    Raises:
        StanceError: naming every fault of every task, one a line.
    """
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise StanceError("not Label Studio's JSON: export the project as JSON, not JSON-MIN")
    examples: list[Example] = []
    faults: list[str] = []
    seen: set[str] = set()
    for number, task in enumerate(tasks, 1):
        where = f"task {task.get('id', number)}"
        try:
            example = _example(task, where, annotator)
        except StanceError as error:
            faults += [f"{where}: {line}" for line in str(error).splitlines()]
            continue
        except (KeyError, TypeError, ValueError, AttributeError):
            faults.append(f"{where}: a result is not of the shape that Label Studio gives it")
            continue
        if example and example.id in seen:
            faults.append(f"{where}: id {example.id!r} stands in another task already")
        elif example:
            seen.add(example.id)
            examples.append(example)
    if faults:
        raise StanceError("\n".join(faults))
    return examples, len(tasks) - len(examples)


def _results(example: Example) -> Iterator[dict[str, Any]]:
    """Regions in the order of the pairs; words that several actors share are one region."""
    shared: dict[tuple[str, Span], str] = {}
    for number, actor in enumerate(in_place(example.text, example.pairs), 1):
        yield _region(f"actor{number}", "stance", actor.stance, actor.mention, example.text)
        for kind, span in zip(WORDS, (actor.evidence, actor.condition), strict=True):
            if span is None:
                continue
            if (kind, span) not in shared:
                shared[kind, span] = f"{kind}{number}"
                yield _region(f"{kind}{number}", "words", kind, span, example.text)
            yield {
                "type": "relation",
                "from_id": shared[kind, span],
                "to_id": f"actor{number}",
                "direction": "right",
                "labels": [kind],
            }


def _region(name: str, control: str, label: str, span: Span, text: str) -> dict[str, Any]:
    return {
        "id": name,
        "from_name": control,
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": span.start,
            "end": span.end,
            "text": span.of(text),
            "labels": [label],
        },
    }


def _example(task: Task, where: str, annotator: str | None) -> Example | None:
    data = task.get("data")
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise StanceError("no data.text: is this a project of another kind?")
    results = _annotation(task, annotator)
    if not results:
        return None
    text = data["text"]
    record = {
        "id": str(data.get("id") or where),
        "text": text,
        "conflict": str(data.get("conflict") or UNKNOWN),
        "style": str(data.get("style") or UNKNOWN),
        "pairs": _pairs(results, text),
    }
    if faults := faults_of(record):
        raise StanceError("\n".join(faults))
    pairs = tuple(Pair(**pair) for pair in record.pop("pairs"))
    return Example(pairs=pairs, **record)


def _annotation(task: Task, annotator: str | None) -> list[dict[str, Any]]:
    """The results of the task's one annotation; empty if there is none."""
    done = [
        each
        for each in task.get("annotations") or []
        if not each.get("was_cancelled") and each.get("result")
    ]
    if annotator is not None:
        done = [each for each in done if annotator in _names(each.get("completed_by"))]
    if len(done) > 1:
        by = sorted({name for each in done for name in _names(each.get("completed_by"))})
        raise StanceError(
            f"{len(done)} annotations (by {', '.join(by) or 'nobody named'}): choose one's with "
            "--annotator"
        )
    return list(done[0]["result"]) if done else []


def _names(completed_by: Any) -> tuple[str, ...]:
    if isinstance(completed_by, dict):
        found = (completed_by.get("id"), completed_by.get("email"))
        return tuple(str(name) for name in found if name is not None)
    return () if completed_by is None else (str(completed_by),)


def _pairs(results: Sequence[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    regions = {r["id"]: r for r in results if r.get("type") == "labels"}
    pairs = {
        name: {
            "actor": _words(region, text),
            "stance": _label(region),
            "evidence": None,
            "condition": None,
        }
        for name, region in regions.items()
        if region.get("from_name") == "stance"
    }
    loose = {name: _label(region) for name, region in regions.items() if name not in pairs}
    faults = []
    for relation in (r for r in results if r.get("type") == "relation"):
        ends = (relation.get("from_id"), relation.get("to_id"))
        actor = next((end for end in ends if end in pairs), None)
        said = next((end for end in ends if end in regions and end not in pairs), None)
        if actor is None or said is None:
            faults.append("a relation does not join words and an actor: delete it")
            continue
        kind, words = _label(regions[said]), _words(regions[said], text)
        if kind not in WORDS:
            raise StanceError(f"{words!r} is labelled {kind!r}: it can be {' or '.join(WORDS)}")
        if pairs[actor].get(kind) not in (None, words):
            faults.append(f"{pairs[actor]['actor']!r} has two of {kind}: keep one")
        pairs[actor][kind] = words
        loose.pop(said, None)
    for name, kind in loose.items():
        words = _words(regions[name], text)
        faults.append(f"{kind} {words!r} belongs to nobody: relate it to its actor")
    if faults:
        raise StanceError("\n".join(faults))
    return list(pairs.values())


def _label(region: dict[str, Any]) -> str:
    labels = region["value"].get("labels") or [""]
    return str(labels[0])


def _words(region: dict[str, Any], text: str) -> str:
    """The words of a region.

    Early versions of Label Studio counted UTF-16 units: a region says its words, too, and where
    they are not those that the code points give, the units are tried.
    """
    value = region["value"]
    start, end = int(value["start"]), int(value["end"])
    words, said = text[start:end], value.get("text")
    if isinstance(said, str) and said != words:
        units = text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end]
        if units.decode("utf-16-le", "replace") != said:
            raise StanceError(f"{said!r} is not what stands at {start} to {end}: label it again")
        words = said
    return words
