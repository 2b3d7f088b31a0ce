"""From labelled passages to a model folder: recipe, batches, loop, checkpoints."""
