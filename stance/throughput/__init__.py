"""How fast a model reads: generated articles, and the time that it takes over them."""

from stance.throughput.articles import generate_articles
from stance.throughput.measuring import Throughput, measure

__all__ = ["Throughput", "generate_articles", "measure"]
