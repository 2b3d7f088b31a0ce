"""From what the model says of every passage to one position for each actor of a document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from stance.actors_file import KnownActor, resolve
from stance.labels import CONDITION, NONE, REJECT
from stance.model.folder import ModelConfig
from stance.model.stance_model import JudgedActor
from stance.names import canonical, merge, several
from stance.names.name import is_cased
from stance.records import Actor, Passage, Position, Span, Statement

MUCH_LESS_SURE = 0.2
"""Confidence by which a later statement may fall short of an earlier one and still count."""

RARER_DOUBT = 4.0
"""How much more doubt a refusal or a demand may leave than support, and still count as sure.

They are rarer, and reported with less confidence than they deserve: on the invented documents
those of at least 0.8 are right as often as support of 0.95.
"""

RARER_LEAST = 0.8
"""Confidence that a refusal or a demand needs for that."""


def statements_of(
    passages: Sequence[Passage],
    judged: Iterable[Sequence[JudgedActor]],
    text: str,
    config: ModelConfig,
) -> list[Statement]:
    """One statement for each actor of each passage, with spans into the document."""
    statements = []
    for index, (passage, actors) in enumerate(zip(passages, judged, strict=True)):
        for actor in actors:
            chances = dict(zip(config.labels, actor.probabilities, strict=True))
            spans = tuple(span.shifted(passage.start) for span in actor.mentions)
            statements.append(
                Statement(
                    name=max((span.of(text) for span in spans), key=len),
                    mentions=spans,
                    stance=max(chances, key=lambda label: chances[label]),
                    probabilities=chances,
                    evidence=actor.evidence and actor.evidence.shifted(passage.start),
                    condition=actor.condition and actor.condition.shifted(passage.start),
                    passage=index,
                )
            )
    return statements


def gather_actors(
    statements: Sequence[Statement], text: str, known: Sequence[KnownActor] = ()
) -> list[Actor]:
    """The actors of a document: statements under several names of one actor become one's.

    `known` actors (of the user's actors file) override what the names themselves suggest.
    """
    names = list(dict.fromkeys(statement.name for statement in statements))
    theirs = {name: resolve(name, known) for name in names}
    free = [name for name in names if theirs[name] is None]
    clusters = dict(zip(free, merge(free, text), strict=True))
    groups: dict[object, list[Statement]] = {}
    for statement in statements:
        own = theirs[statement.name]
        groups.setdefault(own or clusters[statement.name], []).append(statement)
    actors = []
    for key, group in _shared_out(groups, text).items():
        mentions = sorted({span for statement in group for span in statement.mentions})
        known_one = key if isinstance(key, KnownActor) else None
        actors.append(
            Actor(
                name=known_one.name if known_one else canonical([m.of(text) for m in mentions]),
                mentions=tuple(mentions),
                statements=tuple(_without_repeats(group)),
                affiliation=known_one.affiliation if known_one else None,
            )
        )
    return actors


def _shared_out(
    groups: Mapping[object, list[Statement]], text: str
) -> Mapping[object, list[Statement]]:
    """What *the two leaders* say is said by each of the two leaders that the article names.

    Where it names more, those named last before it are meant. Without a number only two leaders
    in all can be meant.
    """
    meant = {
        key: people
        for key, own in groups.items()
        if not isinstance(key, KnownActor) and (people := several(own[0].name))
    }
    if not meant:
        return groups
    cased = is_cased(text)
    shared = {key: list(own) for key, own in groups.items() if key not in meant}
    for key, people in meant.items():
        fitting = [k for k in shared if people.may_mean({s.name for s in groups[k]}, cased)]
        for statement in groups[key]:
            number, place = people.number or 2, statement.mentions[0].start
            named = [(k, min(m for s in groups[k] for m in s.mentions)) for k in fitting]
            if len(named) > number and people.number:
                named = _named_last(fitting, groups, place)[:number]
            if len(named) != number:
                shared.setdefault(key, []).append(statement)
                continue
            for person, mention in named:
                own = replace(statement, name=mention.of(text), mentions=(mention,))
                shared[person].append(own)
    return shared


def _named_last(
    actors: Iterable[object], groups: Mapping[object, list[Statement]], place: int
) -> list[tuple[object, Span]]:
    """The actors that are named before a place, each with its last mention, the latest first."""
    named = []
    for actor in actors:
        before = [m for s in groups[actor] for m in s.mentions if m.end <= place]
        if before:
            named.append((actor, max(before)))
    return sorted(named, key=lambda pair: -pair[1].start)


def _without_repeats(statements: Sequence[Statement]) -> list[Statement]:
    """Passages overlap, so the same words may be judged twice: the surer judgement stays.

    It takes over the condition of one with the same stance, if it has none itself.
    """
    kept: list[Statement] = []
    for statement in sorted(statements, key=lambda s: -s.confidence):
        same = next((i for i, other in enumerate(kept) if _share_words(statement, other)), None)
        if same is None:
            kept.append(statement)
        elif statement.condition and statement.stance == kept[same].stance:
            condition = kept[same].condition or statement.condition
            kept[same] = replace(kept[same], condition=condition)
    return sorted(kept, key=lambda s: (s.evidence or s.mentions[0]).start)


def _share_words(one: Statement, other: Statement) -> bool:
    return bool(one.evidence and other.evidence and one.evidence.overlaps(other.evidence))


def position_of(actor: Actor, min_confidence: float, none: str = NONE) -> Position:
    """An actor's position in the document, by the codebook.

    The latest explicit position counts, unless it is much less sure than another; but a
    refusal outweighs the demands that follow it. A demand that goes with a refusal, wherever
    in the document it stands, is the position's condition. Statements below `min_confidence`
    (see `least_confidence`) count only where an actor has no surer one, and make the position
    uncertain. `none` is the label of no position.
    """
    explicit = [s for s in actor.statements if s.stance != none]
    if not explicit:
        confidence = max(s.probabilities[none] for s in actor.statements)
        return Position(actor, none, confidence, uncertain=False, statement=None)
    surest = max(s.confidence for s in explicit)
    sure = [
        s
        for s in explicit
        if s.confidence >= max(least_confidence(s.stance, min_confidence), surest - MUCH_LESS_SURE)
    ]
    decisive = _decisive(sure) if sure else max(explicit, key=lambda s: s.confidence)
    return Position(actor, decisive.stance, decisive.confidence, not sure, decisive)


def least_confidence(stance: str, min_confidence: float) -> float:
    """The confidence from which a statement is sure, where support needs `min_confidence`."""
    if stance not in (REJECT, CONDITION):
        return min_confidence
    return min(min_confidence, max(RARER_LEAST, 1 - RARER_DOUBT * (1 - min_confidence)))


def _decisive(statements: Sequence[Statement]) -> Statement:
    latest = statements[-1]
    refusals = [s for s in statements if s.stance == REJECT]
    if latest.stance == CONDITION and refusals:
        latest = refusals[-1]
    if latest.stance != REJECT or latest.condition:
        return latest
    demands = [s.condition for s in statements if s.stance in (REJECT, CONDITION) and s.condition]
    return replace(latest, condition=demands[-1]) if demands else latest


def in_reading_order(positions: Iterable[Position]) -> tuple[Position, ...]:
    """Positions first, by where the actor's statement stands; then actors without one."""

    def place(position: Position) -> tuple[bool, Span]:
        shown = position.statement.evidence if position.statement else None
        return position.statement is None, shown or position.actor.mentions[0]

    return tuple(sorted(positions, key=place))
