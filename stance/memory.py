"""What the C library does with large blocks of memory, where it is GNU's (Linux)."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""The names of two options in that library's `mallopt`."""

_USUAL_TRIM = 128 << 10
_LARGE_BLOCK = 1 << 20
_MOST = 2**31 - 1
"""Bytes: how much free memory is kept by default, what counts as large, the most of an option."""


def give_back_large_blocks() -> None:
    """Keep the memory of this whole process flat over a long run of texts.

    By default the library learns from the largest block freed to keep ever larger ones, and
    tensors of many lengths leave holes between them.
    """
    _set(_MMAP_THRESHOLD, _LARGE_BLOCK)
    _set(_TRIM_THRESHOLD, _USUAL_TRIM)


@contextmanager
def large_blocks_kept() -> Iterator[None]:
    """Within it, memory that is freed stays with the process: the next step needs as much.

    The system clears every page that it hands out, which costs a training that asks for all of
    them anew in every step as much as a quarter of its time.
    """
    _set(_MMAP_THRESHOLD, _MOST)
    _set(_TRIM_THRESHOLD, _MOST)
    try:
        yield
    finally:
        give_back_large_blocks()


def ask_for_huge_pages() -> None:
    """Have PyTorch lay large tensors on pages of 2 MB, where the system leaves it to programs.

    PyTorch reads this once, at its first tensor; a value that the user has set stays.
    """
    os.environ.setdefault("THP_MEM_ALLOC_ENABLE", "1")


def _set(option: int, value: int) -> None:
    if sys.platform == "linux":
        with suppress(AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(option, value)
