"""From labelled passages to a model folder: recipe, batches, loop, checkpoints."""

from stance.memory import ask_for_huge_pages

ask_for_huge_pages()  # here, before a module of this package imports PyTorch
