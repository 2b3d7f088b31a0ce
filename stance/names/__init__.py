"""When are two names in one article the same actor?

Precision first: two entries for one actor are a nuisance, one entry for two is a lie. A person
and the body that the person leads or speaks for are two actors.
"""

from stance.names.display import canonical
from stance.names.groups import several
from stance.names.merging import merge
from stance.names.name import plain

__all__ = ["canonical", "merge", "plain", "several"]
