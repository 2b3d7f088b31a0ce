#!/usr/bin/env python3
"""Draw docs/predict.svg: what `stance predict examples/article.txt` shows in a terminal."""

import re
from io import StringIO
from pathlib import Path

from rich.console import Console

from stance import StanceModel, default_model, predict, read_documents
from stance.output.table import print_reading

ROOT = Path(__file__).parents[1]

console = Console(record=True, width=118, file=StringIO(), force_terminal=True)
model = StanceModel.load(default_model(), "cpu")
for reading in predict(read_documents([str(ROOT / "examples" / "article.txt")]), model):
    print_reading(reading, model.config, console)
svg = console.export_svg(title="stance predict examples/article.txt")
# The picture must not fetch a font from the network: the reader's own fixed-width font does.
svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
svg = svg.replace("Fira Code", "DejaVu Sans Mono").replace(str(ROOT) + "/", "")
(ROOT / "docs" / "predict.svg").write_text(svg, encoding="utf-8")
