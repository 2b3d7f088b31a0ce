"""The model: its network, its folder on disk, the runtimes that run it, and `StanceModel`."""
