"""Behaviour checks: small changes of a passage, and what a model's answer must do.

After Ribeiro et al. 2020, *Beyond Accuracy: Behavioral Testing of NLP Models with CheckList*.
"""
