"""A whole process: start, load, read one article, leave."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.report import Row, ratio, write_part
from stance.model.installed import default_model
from stance.throughput.articles import generate_article

ROUNDS = 5
SCRIPT = """
import sys
from pathlib import Path
import torch
import transformers
from stance.model.folder import load_config
from stance.model.stance_model import StanceModel
from stance.model.torch_runtime import TorchRuntime
from stance.prediction import predict
from stance.records import Document
from tokenizers import Tokenizer

config = load_config(sys.argv[1])
tokenizer = Tokenizer.from_file(sys.argv[1] + "/tokenizer.json")
runtime = TorchRuntime.open(Path(sys.argv[1]), config)
model = StanceModel(config, tokenizer, runtime)
print(list(predict([Document("article", open(sys.argv[2]).read())], model))[0].positions)
"""


def run() -> None:
    """Measure `stance predict`, `stance --help` and a script on transformers, in turns."""
    stance = [str(Path(sys.executable).with_name("stance"))]
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text(generate_article(600, "cold").text)
        ways = {
            "predict": [*stance, "predict", str(article)],
            "script": [sys.executable, "-c", SCRIPT, str(default_model()), str(article)],
            "help": [*stance, "--help"],
        }
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, command in ways.items():
                taken[name].append(_process(command))
    seconds = {name: [own[0] for own in runs] for name, runs in taken.items()}
    median = {name: sorted(own)[ROUNDS // 2] for name, own in seconds.items()}
    memory = max(own[1] for own in taken["predict"])
    write_part(
        "2-cold-start",
        "Cold start",
        "An article of 600 words, as a process of its own.",
        [
            Row(
                "`stance predict`",
                f"{median['predict']:.2f} s",
                "<= 2.5 s",
                median["predict"] <= 2.5,
            ),
            Row("its peak memory", f"{memory:.0f} MB", "<= 700 MB", memory <= 700),
            Row("`stance --help`", f"{median['help']:.2f} s", "<= 0.25 s", median["help"] <= 0.25),
            ratio(
                "against a script on transformers and torch",
                seconds["script"],
                seconds["predict"],
                3,
            ),
        ],
    )


def _process(command: Sequence[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of one process."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(command[:2])} failed")
    return time.perf_counter() - began, usage.ru_maxrss / 1000
