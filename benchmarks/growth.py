"""Time and memory as the work grows."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from itertools import cycle, islice

from benchmarks.report import Row, write_part
from benchmarks.throughput import passages_of
from stance.model.installed import default_model
from stance.model.stance_model import StanceModel
from stance.records import Document
from stance.throughput import generate_articles, measure

PASSAGES = (1, 10, 100, 1_000, 10_000)
WORDS = (200, 2_000, 20_000, 200_000)


def run() -> None:
    """Every size in a process of its own."""
    _run("words in one article", WORDS, "3-growth-words", "many generated ones in a row")
    _run("passages in one call", PASSAGES, "3-growth-passages", "100 passages over and over")


def _run(what: str, sizes: tuple[int, ...], part: str, work: str) -> None:
    measured = [_in_a_process(what.split()[0], size) for size in sizes]
    seconds, memory = zip(*measured, strict=True)
    rows = [
        Row(f"{size:,} {what}", f"{second:.2f} s, {megabytes:.0f} MB")
        for size, (second, megabytes) in zip(sizes, measured, strict=True)
    ]
    last, before = ((seconds[i] - seconds[i - 1]) / (sizes[i] - sizes[i - 1]) for i in (-1, -2))
    slope, grown = last / before, memory[-1] / memory[-2]
    rows += [
        Row("last slope over the one before", f"{slope:.3f}", "0.9 to 1.1", 0.9 <= slope <= 1.1),
        Row("last peak over the one before", f"{grown:.3f}", "<= 1.1", grown <= 1.1),
    ]
    about = f"Time without loading the model, peak memory of the process; the work: {work}."
    write_part(part, f"Growth: {what}", about, rows)


def _in_a_process(what: str, size: int) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.growth", what, str(size)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, megabytes = json.loads(answer)
    print(f"{size:,} {what}: {seconds:.2f} s, {megabytes:.0f} MB", flush=True)
    return seconds, megabytes


def measure_one(what: str, size: int) -> tuple[float, float]:
    """Seconds and peak megabytes of this process for one size."""
    model = StanceModel.load(default_model(), "cpu")
    if what == "passages":
        texts = passages_of(generate_articles(30), model)[:100]
        seconds = _seconds_to_judge(model, islice(cycle(texts), size))
    else:
        words = [w for d in generate_articles(size // 300 + 1) for w in d.text.split(" ")]
        seconds = measure(model, [Document("long", " ".join(words[:size]))]).seconds
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _seconds_to_judge(model: StanceModel, texts: Iterable[str]) -> float:
    began = time.perf_counter()
    for _ in model.judge(texts):
        pass
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(measure_one(sys.argv[1], int(sys.argv[2]))))
