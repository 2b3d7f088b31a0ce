"""What the tests share: a small invented corpus, tiny encoders, and a model trained on them."""

import json
import math
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"  # before transformers is imported: no test asks the network

import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from tokenizers.trainers import BpeTrainer

from stance.corpus import load_examples
from stance.training.recipe import Recipe, load_recipe

CONFLICTS = (
    # conflict, rebels, army, leader, mediator, town
    ("Orlan mountains", "Orlan Front", "Morvian army", "Ruslan Tervel", "Sister Ana Dole", "Kest"),
    ("Tarn strait", "Tarn Guard", "Veldan navy", "Oro Maska", "Harbour Council", "Pell"),
    ("Hezar", "Hezar League", "Sorish army", "Ilva Tesh", "Bishop Jonah Murr", "Addeh"),
    ("Quill", "Quill Brigades", "Lower House of Quill", "Bram Odell", "Nera Sund", "Fenn"),
    ("Zamba plain", "Zamba Union", "Tovari guard", "Kofi Larr", "elders of Zamba", "Oudou"),
    ("Ketter coast", "Ketter Wolves", "Ister coastguard", "Mila Ostrow", "Emir Halan", "Vane"),
    ("Silt province", "Lamplighters", "Silt gendarmerie", "Pavo Renn", "Salt League", "Ombre"),
    ("North Aldmoor", "Aldmoor Volunteers", "Karsian army", "Dagny Holt", "Tomas Brill", "Skerry"),
    ("Wadi Ramun", "Sons of Ramun", "Jalid forces", "Yusra Kadin", "Sheikh Omar Bel", "Tal Asra"),
    (
        "Blue mountains",
        "Hill People's Army",
        "Bassoru police",
        "Adja Nkemo",
        "Mother Beate",
        "Loumé",
    ),
    ("Corran border", "Corran Rifles", "Eastmark army", "Piet Vandor", "Republic of Ilm", "Grau"),
    ("Dunmar", "Dunmar Resistance", "Dunmar junta", "Aung Shar", "Union of Isles", "Myat"),
    ("Ferro valley", "Ferro Miners' Guard", "Andoran army", "Luz Peral", "Father Ruiz", "Ochava"),
    ("Gull islands", "Gull Separatists", "Sundmark fleet", "Siv Hagen", "Envoy Caro Blum", "Ness"),
    ("Ibex pass", "Ibex Column", "Shaldar militia", "Nur Dast", "Aga Temir", "Shal"),
    ("Juno delta", "Delta Avengers", "Junoan army", "Tamuno Bek", "Queen Ebi", "Port Iyan"),
    ("Lake Ona", "Ona Democratic Front", "Onan troops", "Léa Mbaku", "Lake Commission", "Durra"),
    ("Mirador", "Mirador Commune", "Mirador army", "Inés Coll", "Judge Salas", "Peñalta"),
    ("Perrin forest", "Perrin Partisans", "Valdic army", "Jan Krol", "Abbot Lucian", "Brodno"),
    ("Rhun", "Rhun Horde", "Steppe guard", "Sorkan Bey", "Khatun Alma", "Uluk"),
)

SUPPORTS = (
    ("The {rebels} accepted a truce in {town} on Monday.", "rebels", "accepted a truce"),
    (
        "The {army} said it would hold its fire around {town} from dawn.",
        "army",
        "would hold its fire",
    ),
    ("{leader} called for an immediate ceasefire.", "leader", "called for an immediate ceasefire"),
    (
        "“Enough,” {leader} said in {town}, and ordered the guns silent.",
        "leader",
        "ordered the guns silent",
    ),
    (
        "{mediator} urged both sides to lay down their arms.",
        "mediator",
        "urged both sides to lay down their arms",
    ),
    ("{town}: {rebels} declare unilateral truce", "rebels", "declare unilateral truce"),
)
REJECTS = (
    ("The {rebels} rejected the ceasefire offer outright.", "rebels", "rejected the ceasefire"),
    ("The {army} vowed to fight on until {town} falls.", "army", "vowed to fight on"),
    ("There will be no truce, {leader} told supporters.", "leader", "There will be no truce"),
    ("The {army} walked out of truce talks in {town}.", "army", "walked out of truce talks"),
    ("“Never,” said {leader}: the truce is over.", "leader", "the truce is over"),
    ("{rebels} tear up {town} ceasefire", "rebels", "tear up {town} ceasefire"),
)
CONDITIONS = (
    (
        "The {rebels} will stop only if the siege of {town} is lifted.",
        "rebels",
        "will stop only if the siege of {town} is lifted",
        "the siege of {town} is lifted",
    ),
    (
        "The {army} is ready for a pause once the captives are freed.",
        "army",
        "is ready for a pause",
        "the captives are freed",
    ),
    (
        "No ceasefire before the road is open, {leader} insisted.",
        "leader",
        "No ceasefire before the road is open",
        "the road is open",
    ),
    (
        "{leader} would sign a truce provided that foreign troops leave {town}.",
        "leader",
        "would sign a truce",
        "foreign troops leave {town}",
    ),
    (
        "{rebels}: halt to fighting possible if {town} gets water",
        "rebels",
        "halt to fighting possible",
        "{town} gets water",
    ),
    (
        "The {army} will cease fire when the rockets stop.",
        "army",
        "will cease fire",
        "the rockets stop",
    ),
)
NONES = (
    ("{mediator} visited the hospital in {town} again.", "mediator"),
    ("Shells of the {army} hit the market.", "army"),
    ("{mediator} had no comment.", "mediator"),
    ("Nobody has heard from the {rebels} since the flood.", "rebels"),
    ("{leader} is studying the draft, aides said in {town}.", "leader"),
)


def _passages() -> Iterable[dict[str, object]]:
    """Three passages of each conflict, of one or two sentences with different actors."""
    sentences = [
        (text, who, stance, evidence, condition)
        for stance, group in (
            ("support", SUPPORTS),
            ("reject", REJECTS),
            ("condition", CONDITIONS),
            ("none", NONES),
        )
        for text, who, evidence, condition in (
            (*sentence, *[None] * (4 - len(sentence))) for sentence in group
        )
    ]
    turn = 0
    for number, (conflict, *names) in enumerate(CONFLICTS):
        cast = dict(zip(("rebels", "army", "leader", "mediator", "town"), names, strict=True))
        for part in range(3):
            chosen: list[tuple[str | None, ...]] = []
            while len(chosen) < 1 + (number + part) % 2:
                sentence = sentences[turn * 7 % len(sentences)]
                turn += 1
                if sentence[1] not in {other[1] for other in chosen}:
                    chosen.append(sentence)
            yield {
                "id": f"{conflict} {part}",
                "conflict": conflict,
                "style": "wire",
                "text": " ".join(str(s[0]) for s in chosen).format(**cast),
                "pairs": [
                    {
                        "actor": cast[str(who)],
                        "stance": stance,
                        "evidence": evidence and evidence.format(**cast),
                        "condition": condition and condition.format(**cast),
                    }
                    for _, who, stance, evidence, condition in chosen
                ],
            }


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A JSONL file of 60 labelled passages over 20 conflicts."""
    path = tmp_path_factory.mktemp("data") / "corpus.jsonl"
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in _passages())
    path.write_text("".join(lines), encoding="utf-8")
    return path


FAMILIES = {
    # model type: (kind of tokenizer, first and last special token, settings of its own)
    "bert": ("wordpiece", "[CLS]", "[SEP]", {}),
    "roberta": ("bytes", "<s>", "</s>", {"type_vocab_size": 1}),
    "mpnet": ("wordpiece", "<s>", "</s>", {}),
    "deberta-v2": (
        "unigram",
        "[CLS]",
        "[SEP]",
        {
            "relative_attention": True,
            "pos_att_type": ["p2c", "c2p"],
            "position_buckets": 16,
            "position_biased_input": False,
            "share_att_key": True,
            "norm_rel_ebd": "layer_norm",
            "max_relative_positions": -1,
            "type_vocab_size": 0,
        },
    ),
    "xlm-roberta": ("unigram", "<s>", "</s>", {"type_vocab_size": 1}),
}


@pytest.fixture(scope="session")
def base_of(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Makes the folder of a tiny untrained encoder of a family, as the hub would have it."""
    made: dict[str, Path] = {}

    def folder(family: str) -> Path:
        if family not in made:
            made[family] = tmp_path_factory.mktemp("bases") / family
            _save_base(made[family], family, [e.text for e in load_examples([corpus])])
        return made[family]

    return folder


def _save_base(folder: Path, family: str, texts: list[str]) -> None:
    import torch
    from transformers import AutoConfig, AutoModel, PreTrainedTokenizerFast

    kind, first, last, settings = FAMILIES[family]
    tokenizer = _tokenizer(kind, first, last, texts)
    config = AutoConfig.for_model(
        family,
        vocab_size=3200,  # with these two, some matrices are large enough to be quantised
        intermediate_size=3200,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=64,
        pad_token_id=tokenizer.token_to_id("<pad>"),
        bos_token_id=tokenizer.token_to_id(first),
        eos_token_id=tokenizer.token_to_id(last),
        **settings,
    )
    torch.manual_seed(0)
    encoder = AutoModel.from_config(config)
    with torch.no_grad():  # fresh biases are all zero; those of a real encoder never are
        for weight in encoder.parameters():
            weight += 0.02 * torch.randn_like(weight)
    encoder.save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="<pad>",
        unk_token="<unk>",
        cls_token=first,
        sep_token=last,
    ).save_pretrained(folder)


def _tokenizer(kind: str, first: str, last: str, texts: list[str]) -> Tokenizer:
    """A tokenizer of one of three kinds, the same in every run.

    Two of the three trainers of `tokenizers` break ties at random: their vocabularies are made
    here, of the frequent words, pieces of three letters, and letters.
    """
    special = [first, "<pad>", last, "<unk>"]
    if kind == "bytes":
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        trainer = BpeTrainer(
            vocab_size=700,
            special_tokens=special,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        )
        tokenizer.train_from_iterator(texts, trainer)
    else:
        split: pre_tokenizers.PreTokenizer = pre_tokenizers.Metaspace()
        normalizer: normalizers.Normalizer = normalizers.NFKC()
        if kind == "wordpiece":
            split, normalizer = pre_tokenizers.BertPreTokenizer(), normalizers.BertNormalizer()
        cut = [split.pre_tokenize_str(normalizer.normalize_str(text)) for text in texts]
        words = Counter(word for own in cut for word, _ in own)
        pieces = Counter({word: count for word, count in words.items() if count > 2})
        for word, count in words.items():
            for size in (1, 3):
                for at in range(0, len(word), size):
                    go_on = "##" if at and kind == "wordpiece" else ""
                    pieces[go_on + word[at : at + size]] += count
        order = special + sorted(set(pieces) - set(special))
        if kind == "wordpiece":
            ids = {piece: number for number, piece in enumerate(order)}
            tokenizer = Tokenizer(models.WordPiece(ids, unk_token="<unk>"))
        else:
            scores = [(piece, math.log((pieces[piece] + 1) / pieces.total())) for piece in order]
            tokenizer = Tokenizer(models.Unigram(scores, unk_id=3))
        tokenizer.normalizer, tokenizer.pre_tokenizer = normalizer, split
    ends = [(token, tokenizer.token_to_id(token)) for token in (first, last)]
    if kind == "bytes":
        tokenizer.post_processor = processors.RobertaProcessing(ends[1], ends[0])
    else:
        tokenizer.post_processor = processors.TemplateProcessing(
            single=f"{first} $A {last}", special_tokens=ends
        )
    return tokenizer


@pytest.fixture(scope="session")
def tiny_base(base_of: Callable[[str], Path]) -> Path:
    """A BERT of two layers."""
    return base_of("bert")


@pytest.fixture(scope="session")
def recipe() -> Recipe:
    """Settings that train a tiny model in seconds, the same on every machine."""
    return load_recipe(
        base="invented/tiny",
        epochs=2,
        batch_passages=8,
        adapter_rate=3e-3,
        head_rate=3e-3,
        precision="fp32",
        hold_out_test=True,
    )


@pytest.fixture(scope="session")
def trained(
    corpus: Path, tiny_base: Path, recipe: Recipe, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A model folder, trained on the corpus: for reading only."""
    from stance.training.run import train

    folder = tmp_path_factory.mktemp("trained") / "model"
    train([corpus], folder, recipe, base=tiny_base, device="cpu")
    return folder


@pytest.fixture
def copy(trained: Path, tmp_path: Path) -> Path:
    """A copy of the trained model's folder, to be changed."""
    return Path(shutil.copytree(trained, tmp_path / "my-model"))
