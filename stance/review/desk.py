"""The annotation desk: one passage at a time in a browser, decided by keys or mouse."""

import json
from typing import Any
from urllib.parse import urlsplit

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from stance.codebook import codebook_html
from stance.errors import StanceError
from stance.labels import STANCES
from stance.records import Span
from stance.review.labelling import LabelledActor
from stance.review.pieces import pieces
from stance.review.proposals import Proposal
from stance.review.review import Review, StaleError
from stance.web.limits import Gate, Limits
from stance.web.pages import environment, local_app

BODY_BYTES = 200_000
"""Largest decision that is taken in."""

Offsets = tuple[int, int]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ActorIn(_Record):
    """An actor's labels; offsets count code points of the passage, end exclusive."""

    mention: Offsets
    stance: str
    evidence: Offsets | None = None
    condition: Offsets | None = None


class Accepted(_Record):
    """The labels of a passage."""

    passage: str
    actors: list[ActorIn] = Field(max_length=1000)


class Skipped(_Record):
    """A passage that is left without labels."""

    passage: str


class Undone(_Record):
    """That the latest decision is taken back."""


def own_page(request: Request) -> None:
    """Let in what the desk's own page sends: JSON, from the same origin.

    Another site's page can send forms and plain text anywhere; JSON it can send only where a
    server allows it, and this one never does.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "send JSON, and say so (content-type: application/json)")
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if foreign or request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise HTTPException(403, "decisions are taken from the desk's own page alone")


def desk(review: Review, host: str = "127.0.0.1") -> FastAPI:
    """The app: the passage to be decided at `/`; `/accept`, `/skip` and `/undo` take decisions."""
    app = local_app("stance review", host)
    app.add_middleware(Gate, limits=Limits(body_bytes=BODY_BYTES))

    @app.exception_handler(StanceError)
    def refused(_: Any, error: StanceError) -> JSONResponse:
        status = 409 if isinstance(error, StaleError) else 422
        return JSONResponse({"detail": str(error)}, status_code=status)

    @app.get("/", response_class=HTMLResponse)
    def page() -> HTMLResponse:
        """The passage to be decided now."""
        return HTMLResponse(_page(review), headers={"Cache-Control": "no-store"})

    own = [Depends(own_page)]

    @app.post("/accept", dependencies=own, responses={409: {}})
    def accept(given: Accepted) -> dict[str, int]:
        """Label the current passage."""
        review.accept(given.passage, [_labelled(actor) for actor in given.actors])
        return {"left": review.progress.left}

    @app.post("/skip", dependencies=own, responses={409: {}})
    def skip(given: Skipped) -> dict[str, int]:
        """Leave the current passage without labels."""
        review.skip(given.passage)
        return {"left": review.progress.left}

    @app.post("/undo", dependencies=own, responses={409: {}})
    def undo(_: Undone) -> dict[str, int]:
        """Take the latest decision back."""
        review.undo()
        return {"left": review.progress.left}

    return app


def _labelled(actor: ActorIn) -> LabelledActor:
    return LabelledActor(
        Span(*actor.mention),
        actor.stance,
        Span(*actor.evidence) if actor.evidence else None,
        Span(*actor.condition) if actor.condition else None,
    )


def _page(review: Review) -> str:
    proposal = review.current
    spans = proposal.spans if proposal else ()
    return (
        environment()
        .get_template("desk.html.j2")
        .render(
            passage=proposal.candidate if proposal else None,
            pieces=list(pieces(proposal.candidate.text, spans)) if proposal else [],
            actors=json.dumps(_actors(proposal)) if proposal else "[]",
            progress=review.progress,
            output=review.output.name,
            annotator=review.annotator,
            stances=STANCES,
            codebook=codebook_html(),
        )
    )


def _actors(proposal: Proposal) -> list[dict[str, Any]]:
    """What the page's script begins with."""
    chances = proposal.probabilities or [None] * len(proposal.actors)
    return [
        {
            "mention": actor.mention,
            "stance": actor.stance,
            "evidence": actor.evidence,
            "condition": actor.condition,
            "probabilities": own and dict(own),
        }
        for actor, own in zip(proposal.actors, chances, strict=True)
    ]
