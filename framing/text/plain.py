"""A plain form of a text that keeps its length, so that every offset holds in both."""

from __future__ import annotations

# One character for one character: curly and foreign apostrophes, odd spaces, the hyphens that mean "-".
_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "′": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "″": '"',
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u2007": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u00ad": "-",
        "\u200b": " ",
        "\ufeff": " ",
    }
)


def plain(text: str) -> str:
    """The text with straight quotation marks and plain spaces, exactly as long as before.

    >>> plain("“It’s «late»,” he said.")
    '"It\\'s "late"," he said.'
    """
    return text.translate(_PLAIN)


def lower(text: str) -> str:
    """Lower case of the plain form, exactly as long as the text ("İ" grows when lowered, and is kept).

    >>> lower("The U.S. İ")
    'the u.s. İ'
    """
    flat = plain(text)
    small = flat.lower()
    if len(small) == len(flat):
        return small
    return "".join(low if len(low := char.lower()) == 1 else char for char in flat)
