"""How well stance reads: measures, their uncertainty, baselines and the report."""
