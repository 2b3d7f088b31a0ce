"""Memory of the process: what a training keeps, and what reading texts gives back."""

import os
import subprocess
import sys

import pytest

FAULTS = """
import resource
from contextlib import nullcontext
from stance.memory import give_back_large_blocks, large_blocks_kept

def pages(within):
    with within:
        bytearray(64 << 20)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        for _ in range(4):
            bytearray(64 << 20)[:: 4096] = bytes(64 << 8)
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

give_back_large_blocks()
print(pages(nullcontext()), pages(large_blocks_kept()), pages(nullcontext()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only the GNU C library has these options")
def test_a_training_takes_its_memory_once_and_gives_it_back_afterwards() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAULTS], capture_output=True, text=True, check=True
    )
    before, within, after = map(int, done.stdout.split())
    assert within < before / 10
    assert after > before / 2


def test_huge_pages_are_asked_for_unless_the_user_decided_otherwise() -> None:
    for given, expected in ((None, "1"), ("0", "0")):
        environment = {k: v for k, v in os.environ.items() if k != "THP_MEM_ALLOC_ENABLE"}
        environment |= {} if given is None else {"THP_MEM_ALLOC_ENABLE": given}
        asked = "import os, stance.training; print(os.environ['THP_MEM_ALLOC_ENABLE'])"
        done = subprocess.run(
            [sys.executable, "-c", asked], env=environment, capture_output=True, text=True
        )
        assert done.stdout.strip() == expected
