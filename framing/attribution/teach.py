"""Prepare what the tagger learns from beside the gold: a parser's tags, and vectors of words.

    python -m framing.attribution.teach ROWS.jsonl... --parser en_core_web_sm --onnx model.onnx
        --tokenizer tokenizer.json --parsed parsed.jsonl --vectors vectors.npz

Needs spaCy with an English pipeline, onnxruntime and tokenizers, which nothing else here needs.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from framing.attribution.encode import normal_form
from framing.attribution.evaluate import article_of
from framing.attribution.network import Floats
from framing.attribution.tokens import tokens
from framing.attribution.train import rows
from framing.text import read

LONGEST = 3000  # tokens; longer articles are passed over
KNOWN, WIDTH = 20_000, 96


def whole(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose text begins with its title, as gold rows have it."""
    text, title = row["text"], row.get("title") or ""
    if title and "attributions" not in row and not text.startswith(title):
        text = f"{title}\n\n{text}"
    return {"id": row["id"], "title": title, "text": text}


def parsed(some: Iterable[dict[str, Any]], parser: str) -> Iterator[dict[str, Any]]:
    """Each row with a parser's tags, relations, heads (how many tokens away) and entities, one a token."""
    spacy = import_module("spacy")
    pipeline = spacy.load(parser, exclude=["lemmatizer", "attribute_ruler", "senter"])

    def documents() -> Iterator[tuple[Any, dict[str, Any]]]:
        for row in map(whole, some):
            line = tokens(read(article_of(row)))
            if not 0 < len(line) <= LONGEST:
                continue
            after = (*(token.span.start for token in line[1:]), 0)
            before = (-1, *(token.sentence for token in line))
            document = spacy.tokens.Doc(
                pipeline.vocab,
                words=[token.text for token in line],
                spaces=[start > token.span.end for token, start in zip(line, after, strict=True)],
                sent_starts=[t.sentence != last for t, last in zip(line, before, strict=False)],
            )
            yield document, row

    for document, row in pipeline.pipe(documents(), as_tuples=True, batch_size=8):
        yield {
            **row,
            "words": [token.text for token in document],
            "tag": [token.tag_ for token in document],
            "dep": [token.dep_ for token in document],
            "head": [token.head.i - token.i for token in document],
            "ent": [token.ent_type_ for token in document],
        }


def vocabulary(lines: Iterable[Sequence[str]]) -> list[str]:
    """The commonest words that stand at least three times, in at least two articles."""
    times, articles = Counter[str](), Counter[str]()
    for line in lines:
        small = [normal_form(word) for word in line]
        times.update(small)
        articles.update(set(small))
    known = [word for word, number in times.items() if number >= 3 and articles[word] >= 2]
    return sorted(known, key=lambda word: (-times[word], word))[:KNOWN]


def vectors(words: Sequence[str], onnx: Path, tokenizer: Path) -> Floats:
    """A vector a word from a sentence model that reads the word alone: the mean over its pieces, reduced.

    Principal components of what the model gives (as in model2vec, van Dongen and Tulkens, 2024), scaled to
    a standard deviation of 1; shape (len(words), WIDTH).
    """
    pieces = import_module("tokenizers").Tokenizer.from_file(str(tokenizer))
    pieces.enable_padding()
    pieces.enable_truncation(24)
    session = import_module("onnxruntime").InferenceSession(str(onnx))
    wanted = {item.name for item in session.get_inputs()}
    found = []
    for start in range(0, len(words), 256):
        encoded = pieces.encode_batch(list(words[start : start + 256]))
        ids = np.array([one.ids for one in encoded], dtype=np.int64)
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = session.run(None, {name: given[name] for name in sorted(wanted)})[0]
        found.append((states * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True))
    every = np.concatenate(found).astype(np.float32)
    every /= np.linalg.norm(every, axis=1, keepdims=True)
    every -= every.mean(axis=0)
    _, _, axes = np.linalg.svd(every, full_matrices=False)
    reduced = every @ axes[:WIDTH].T
    scaled: Floats = (reduced / reduced.std()).astype(np.float32)
    return scaled


def main(arguments: Sequence[str] | None = None) -> None:
    """Parse the rows, then make vectors of their words."""
    options = _options(arguments)
    with options.parsed.open("w", encoding="utf-8") as out:
        for row in parsed((row for path in options.rows for row in rows(path)), options.parser):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    words = vocabulary(row["words"] for row in rows(options.parsed))
    np.savez(options.vectors, words=np.array(words), vec=vectors(words, options.onnx, options.tokenizer))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m framing.attribution.teach")
    parser.add_argument("rows", type=Path, nargs="+", help="JSONL rows with id, title and text")
    parser.add_argument("--parser", required=True, help="name of a spaCy pipeline")
    parser.add_argument("--onnx", type=Path, required=True, help="a sentence model, such as MiniLM")
    parser.add_argument("--tokenizer", type=Path, required=True, help="its tokenizer.json")
    parser.add_argument("--parsed", type=Path, required=True, help="where the tags go")
    parser.add_argument("--vectors", type=Path, required=True, help="where the vectors go")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
