"""Generated articles: the same work everywhere, of the lengths of news."""

from statistics import median

from stance.throughput import generate_articles
from stance.throughput.articles import generate_article


def test_they_are_always_the_same() -> None:
    assert list(generate_articles(3)) == list(generate_articles(5))[:3]
    assert list(generate_articles(3)) != list(generate_articles(3, seed=1))


def test_their_lengths_are_those_of_news() -> None:
    lengths = [len(article.text.split()) for article in generate_articles(300)]
    assert 350 < median(lengths) < 500
    assert 80 <= min(lengths) < 150
    assert 1_000 < max(lengths) < 2_050


def test_an_article_is_as_long_as_asked() -> None:
    assert 600 <= len(generate_article(600, "a").text.split()) < 650
