"""The data dictionary: every table behind the pages, with its columns and what they hold."""

from __future__ import annotations

_WHERE = {
    "event": "id of the event",
    "article": "id of the article",
    "page": "the page, and on it the address, that shows this",
}
_SPAN = {"start": "first character in the article’s text", "end": "character after the last"}

_ABOUT = """
Each table is here as CSV, as Parquet and as JSONL with the same columns; in CSV and Parquet a list is JSON
text. Offsets count characters (Unicode code points) of the article's `text`, end exclusive. In CSV a text
that begins with one of `= + - @` has an apostrophe in front, so that no spreadsheet runs it; the others have
it as it is. `report.json` holds versions, settings and the digest of every file.
"""

# The columns of each table in their order, with what they hold: the data dictionary.
TABLES: dict[str, dict[str, str]] = {
    "articles": {
        **_WHERE,
        "story": "id of the story of the event",
        "source": "the outlet; empty where it is not known",
        "label": "the name on the page",
        "date": "day of publication, ISO; empty where it is not known",
        "date_from": "how the day is known",
        "title": "the headline",
        "author": "the author, where known",
        "url": "the address, where known",
        "path": "the file it was read from",
        "account": "number of the independent account; near-copies share one",
        "copy_of": "id of the article it nearly repeats",
        "words_own": "words outside quotation marks",
        "words_quoted": "words in quotation marks",
        "warnings": "what to know of this text, parted by “; ”",
        "text": "headline, blank line, body: what the offsets count in",
    },
    "sentences": {
        **_WHERE,
        "sentence": "number of the sentence; the headline is 0",
        **_SPAN,
        "text": "the sentence",
        "probability": "the classifier’s probability of “biased”; empty where it was not asked",
        "label": "biased, neutral or unsure",
    },
    "evidence": {
        **_WHERE,
        "feature": "id of the framing sign",
        **_SPAN,
        "words": "the words",
        "weight": "what it adds to the tally",
        "category": "the sign’s own subdivision",
        "quoted": "1 where the words are the speaker’s, in quotation marks",
        "note": "why, and from which word list",
    },
    "attributions": {
        **_WHERE,
        "kind": "direct, mixed or indirect",
        "actor": "the speaker as resolved in the article",
        "speaker": "the speaker’s words in the article",
        "speaker_type": "what kind of speaker",
        "role": "the roles and affiliations that the article states of the actor",
        "cue": "the words that attribute",
        "stance": "how the cue presents what is said",
        "content": "what is said, thought or wanted",
        "spans": "content, cue, speaker and role as lists of [start, end]",
    },
    "utterances": {
        **_WHERE,
        "utterance": "id of the utterance",
        "actor": "who says it, as far as the articles tell",
        "accounts": "how many independent accounts give it; 1 where it is unsure whether a second does",
        "telling": "fullest, verbatim, cropped, reworded, other words, paraphrased, cannot tell",
        "quoted": "1 where the words stand in quotation marks",
        "speaker": "the words by which the article names the speaker; empty where it names nobody",
        "words": "the words of this article",
        "spans": "where they stand: list of [start, end]",
        "fullest": "id of the article with the fullest telling",
        "cut": "what is cut from the fullest: list of [start, end] there",
        "added": "what stands here alone: list of [start, end]",
        "same": "what both have: list of [start there, end there, start, end]",
        "note": "why it is taken for the same, where the words alone do not show it",
    },
    "shares": {
        **_WHERE,
        "source": "the outlet",
        "by": "actor, or type of speaker",
        "name": "the actor, or the type",
        "quoted_words": "words in quotation marks that are theirs",
        "all_quoted_words": "all words in quotation marks of the article",
        "share": "the one by the other, 0 to 1",
        "low": "lower end of its 95% interval, which counts quotations, not words",
        "high": "upper end",
        "places": "the addresses of the attributions",
    },
    "heard": {
        **_WHERE,
        "source": "the outlet",
        "actor": "who",
        "position": "how much of the article stands before they are first heard, 0 to 1; empty: not at all",
        "voice": "the addresses of what they are said to say",
        "spoken_of": "the addresses of what others are said to say that names them",
        "attacked": "those of these whose verb attacks",
    },
    "statements": {
        **_WHERE,
        "statement": "id of the statement",
        "text": "the statement, as one article puts it",
        "accounts": "how many independent accounts say it",
        "state": "said, not said, not yet known, cannot tell",
        "sentence": "number of the sentence that says it",
        "similarity": "how sure it is that this sentence makes the statement, 0 to 1",
        "sentence_text": "the sentence that says it",
    },
    "pairs": {
        "event": "id of the event",
        "left": "id of an article",
        "right": "id of another article",
        "likeness": "cosine of their words, 0 to 1",
        "shared": "how many sentences pair",
        "sentences": "the pairs: [sentence of left, sentence of right, how sure it is, 0 to 1]",
    },
    "profiles": {
        **_WHERE,
        "source": "the outlet",
        "feature": "id of the framing sign, or “classifier”: sentences it calls biased (quoted_hits: unsure)",
        "hits": "in the outlet’s own words",
        "words": "words outside quotation marks",
        "per_100": "hits per 100 words",
        "low": "lower end of its 95% interval",
        "high": "upper end",
        "quoted_hits": "hits in quoted words",
        "quoted_words": "words in quotation marks",
    },
    "wordings": {
        "event": "id of the event",
        "kind": "reporting verb, verb, label, adjective, agent",
        "left": "id of an article",
        "left_page": "the address of its sentence",
        "left_words": "its words; empty where it has nothing in that place",
        "right": "id of another article",
        "right_page": "the address of its sentence",
        "right_words": "its words",
        "note": "what the difference is",
    },
    "numbers": {
        **_WHERE,
        "quantity": "number of the quantity in the event, from 1",
        "kind": "different, or rounded",
        "unit": "what is counted, as far as the words behind the number tell",
        **_SPAN,
        "words": "the number as it stands in the article",
    },
    "terms": {
        "event": "id of the event",
        "source": "the outlet that has it more than the others",
        "term": "a word or two, outside quotation marks",
        "count": "how often the outlet has it",
        "others": "how often all others together",
        "log_odds": "log-odds ratio with an informative Dirichlet prior",
        "low": "lower end of its 95% interval",
        "high": "upper end",
        "z": "log-odds over its standard error",
        "q": "share of false finds to expect among terms at least as striking (Benjamini and Hochberg)",
        "pages": "the addresses of the sentences",
    },
    "actors": {
        **_WHERE,
        "actor": "name of the person or place, or the plainest noun for a group or thing",
        "kind": "person, group, place or thing",
        "namings": "how often the article names it in its own words",
        "words": "the different words, as [words, how often]",
        "described": "what stands behind the name between commas",
        "agent": "times that it does something there, in the outlet’s own words",
        "object": "times that something is done to it",
        "agent_share": "share of the first among both, 0 to 1; empty where neither is clear",
        "low": "lower end of its 95% interval",
        "high": "upper end",
    },
    "namings": {
        **_WHERE,
        "actor": "as in actors",
        "kind": "as in actors",
        **_SPAN,
        "words": "the words, with titles and adjectives",
        "marked": "1 where the noun takes a side",
        "quoted": "1 where the words are the speaker’s, in quotation marks",
        "role": "agent, object, or other where it is neither or not clear",
    },
    "outlets": {
        "outlet": "the outlet; counted on shared events alone",
        "other": "the outlet that it is set against; empty: all others of the same events",
        "feature": "id of the framing sign, “classifier”, or a share of voices",
        "events": "how many events both cover",
        "hits": "of the outlet, in its own words",
        "words": "what they were looked for in: words, sentences, headlines or voices",
        "per_100": "hits per 100 of these",
        "other_hits": "of the other",
        "other_words": "what these were looked for in",
        "other_per_100": "hits per 100 of these",
        "difference": "of the two rates per 100",
        "low": "lower end of its 95% interval, over events",
        "high": "upper end",
        "chance": "how often so large a difference comes about where both write alike (paired randomisation)",
        "adjusted": "the same for all comparisons together (Holm)",
        "verdict": "more, fewer, not certain, or cannot tell",
        "page": "the page, and on it the address, that shows the counts",
    },
}


TEXTS = frozenset(
    {("articles", "text"), ("sentences", "text"), ("statements", "sentence_text"), ("utterances", "words")}
)
"""The columns that hold the articles: a report without the texts has them not."""


def columns(name: str, *, redacted: bool = False) -> tuple[str, ...]:
    """The columns of one of `TABLES`, in their order."""
    return tuple(column for column in TABLES[name] if not (redacted and (name, column) in TEXTS))


def dictionary(*, redacted: bool = False) -> str:
    """The data dictionary, as Markdown."""
    parts = [
        "# The tables behind the pages\n",
        _ABOUT,
    ]
    if redacted:
        parts.append("\nThe articles are left out: the columns that hold their texts are not here.\n")
    for name, meanings in TABLES.items():
        parts.append(f"\n## {name}\n\n| column | type | what it holds |\n| --- | --- | --- |\n")
        parts += [
            f"| `{column}` | {kind_of(name, column)} | {meanings[column]} |\n"
            for column in columns(name, redacted=redacted)
        ]
    return "".join(parts)


_WHOLE = frozenset(
    "account words_own words_quoted sentence start end quoted accounts shared count others quantity "
    "events other_words namings agent object marked all_quoted_words".split()
)
_COUNTED = {
    ("profiles", "words"),
    ("profiles", "quoted_words"),
    ("shares", "quoted_words"),
    ("outlets", "words"),
}
_REAL = frozenset(
    "probability weight similarity share position likeness hits per_100 low high quoted_hits log_odds "
    "agent_share other_hits other_per_100 difference chance adjusted z q".split()
)


def kind_of(table: str, column: str) -> str:
    """What a column holds: "whole number", "number" or "text".

    >>> kind_of("profiles", "words"), kind_of("evidence", "words"), kind_of("sentences", "probability")
    ('whole number', 'text', 'number')
    """
    if column in _WHOLE or (table, column) in _COUNTED:
        return "whole number"
    return "number" if column in _REAL else "text"
