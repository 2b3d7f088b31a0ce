"""The workbench: paste an article or upload a file, see who takes which position."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import FastAPI, File, Form, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse

from stance.errors import StanceError
from stance.output.marking import mark
from stance.output.records import as_record
from stance.prediction import MIN_CONFIDENCE, predict
from stance.reading import SUFFIXES, read_documents
from stance.records import Dated, Document, Reading
from stance.web.limits import Gate, Limits
from stance.web.pages import environment, local_app
from stance.web.schema import Answer, Health, ModelOut, Request
from stance.web.shared_model import SharedModel


def workbench(model: SharedModel, host: str = "127.0.0.1", limits: Limits | None = None) -> FastAPI:
    """The app: a page at `/`, the same over REST at `/v1/predict`, `/health`, `/openapi.json`."""
    bounds = limits or Limits()
    app = local_app("stance", host)
    app.add_middleware(Gate, limits=bounds)
    named = ModelOut(name=model.config.name, hash=model.config.hash)

    @app.exception_handler(StanceError)
    def refused(_: Any, error: StanceError) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, status_code=422)

    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def start() -> str:
        return _page(named, bounds)

    @app.post("/", response_class=HTMLResponse, include_in_schema=False)
    def read(
        text: Annotated[str, Form()] = "", file: Annotated[UploadFile | None, File()] = None
    ) -> HTMLResponse:
        try:
            documents = _uploaded(file) if file and file.filename else _pasted(text)
            _require_within(documents, bounds)
            readings = list(predict(documents, model))
        except StanceError as error:
            return HTMLResponse(_page(named, bounds, text, fault=str(error)), status_code=422)
        return HTMLResponse(_page(named, bounds, text, readings))

    @app.post("/v1/predict", tags=["predict"], responses={413: {}, 422: {}, 503: {}})
    def predict_documents(asked: Request) -> Answer:
        """Say who takes which position in each document, in which words, on what condition."""
        documents = [
            Document(
                id=document.id or str(number),
                text=document.text,
                dated=Dated(document.date, "column") if document.date else None,
            )
            for number, document in enumerate(asked.documents, 1)
        ]
        _require_within(documents, bounds)
        least = MIN_CONFIDENCE if asked.min_confidence is None else asked.min_confidence
        records = [as_record(r, asked.everyone) for r in predict(documents, model, least)]
        return Answer.model_validate({"model": named, "documents": records})

    @app.get("/health", tags=["health"])
    def health() -> Health:
        """That the server answers, and how busy it is."""
        return Health(model=named, waiting=model.turns.waiting)

    return app


def _page(
    model: ModelOut,
    limits: Limits,
    text: str = "",
    readings: list[Reading] | None = None,
    fault: str = "",
) -> str:
    return (
        environment()
        .get_template("workbench.html.j2")
        .render(
            model=model,
            limits=limits,
            suffixes=",".join(SUFFIXES),
            text=text,
            answered=readings is not None,
            readings=[mark(reading) for reading in readings or ()],
            fault=fault,
        )
    )


def _require_within(documents: Sequence[Document], limits: Limits) -> None:
    words = sum(len(document.text.split()) for document in documents)
    if len(documents) > limits.documents or words > limits.words:
        raise StanceError(
            f"{len(documents):,} documents of {words:,} words are more than this page reads at "
            f"once ({limits.documents:,} of {limits.words:,}): use `stance predict`"
        )


def _pasted(text: str) -> list[Document]:
    if not text.strip():
        raise StanceError("nothing to read: paste an article or choose a file")
    return [Document("pasted text", text)]


def _uploaded(file: UploadFile) -> list[Document]:
    """The documents of an upload, read as `stance predict` reads a file of that name."""
    name = Path(file.filename or "upload").name
    suffix = Path(name).suffix.lower()
    with TemporaryDirectory(prefix="stance-") as folder:
        path = Path(folder, "upload" + (suffix if suffix in SUFFIXES else ".txt"))
        path.write_bytes(file.file.read())
        try:
            found = list(read_documents([str(path)]))
        except StanceError as error:
            raise StanceError(str(error).replace(str(path), name)) from None
    return [
        Document(d.id.replace(str(path), name), d.text, d.source.replace(str(path), name), d.dated)
        for d in found
    ]
