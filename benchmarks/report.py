"""Measurements as a page: RESULTS.md, written anew after every part."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
PARTS = HERE / "results"
PAGE = HERE / "RESULTS.md"


@dataclass(frozen=True)
class Row:
    """One measured figure and the aim it is held against."""

    what: str
    measured: str
    aim: str = ""
    reached: bool | None = None


def ratio(what: str, slower: Sequence[float], faster: Sequence[float], aim: float) -> Row:
    """The median, over rounds, of how many times faster; the range in brackets."""
    ratios = sorted(one / other for one, other in zip(slower, faster, strict=True))
    middle = median(ratios)
    measured = f"{middle:.2f}x [{ratios[0]:.2f}, {ratios[-1]:.2f}], {len(ratios)} rounds"
    return Row(what, measured, f">= {aim}x", middle >= aim)


def write_part(name: str, title: str, about: str, rows: Sequence[Row]) -> None:
    """Keep one part's figures and write the page from all parts that were measured."""
    PARTS.mkdir(exist_ok=True)
    lines = [
        f"## {title}",
        "",
        about,
        "",
        "| figure | measured | aim | reached |",
        "|---|---|---|---|",
    ]
    for row in rows:
        reached = {None: "", True: "yes", False: "**no**"}[row.reached]
        lines.append(f"| {row.what} | {row.measured} | {row.aim} | {reached} |")
        print(f"{row.what}: {row.measured} {row.aim} {reached}", flush=True)
    text = "\n".join([*lines, "", f"Measured on: {machine()}.", ""])
    (PARTS / f"{name}.md").write_text(text, encoding="utf-8")
    parts = [path.read_text("utf-8") for path in sorted(PARTS.glob("*.md"))]
    head = (
        "# Speed\n\nWritten by `make bench`; the two ways of every ratio took turns in one run.\n"
    )
    PAGE.write_text("\n".join([head, *parts]), encoding="utf-8")


def machine() -> str:
    """Processor, cores, memory, system and the libraries that do the work."""
    import numpy
    import onnxruntime
    import torch

    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text().split("\n\n")[0].splitlines()
        facts = {
            what.strip(): value.strip() for what, _, value in (s.partition(":") for s in lines)
        }
        wide = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_int8")
        name = f"{facts.get('model name')}, family {facts.get('cpu family')}, " + " ".join(
            flag for flag in wide if flag in facts.get("flags", "").split()
        )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = f"ONNX Runtime {onnxruntime.__version__}, PyTorch {torch.__version__}, "
    return (
        f"{name}; {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}; Python "
        f"{platform.python_version()}, {versions}NumPy {numpy.__version__}"
    )
