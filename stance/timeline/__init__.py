"""Positions over time: from answers of many dated documents to what changed, and when."""
