"""First names and titles that tell whether "he" or "she" can be somebody."""

from __future__ import annotations

MEN = frozenset(
    "donald john bill bernie ted marco barack joe jeb ben chris mike paul george david michael james "
    "robert william richard thomas charles mark steve steven andrew kevin brian jason jeff scott eric "
    "peter rand jim tom tim matt mitt newt karl josé juan carlos luis andrés vladimir emmanuel boris "
    "justin rex jared rudy harry mitch chuck ryan sean patrick daniel adam alex alexander anthony frank "
    "gary greg henry jack kenneth larry martin nick philip ron roger sam stephen todd victor walter "
    "corey lindsey rick".split()
)
WOMEN = frozenset(
    "hillary elizabeth nancy kellyanne ivanka melania carly sarah susan mary anna anne ann angela "
    "theresa maria jennifer jessica karen kimberly laura linda lisa margaret michelle patricia rachel "
    "rebecca ruth sandra sharon christine claire condoleezza debbie dianne donna emily hope huma janet "
    "jane jill joan judy julia kate katie kathleen kirsten loretta megyn nikki olivia samantha sonia "
    "stephanie sylvia tulsi valerie victoria wendy amy barbara betsy carol diane ellen gloria heather "
    "helen kamala marine".split()
)
HE_TITLES = frozenset("mr. mr sir lord king prince congressman spokesman chairman pope".split())
SHE_TITLES = frozenset("mrs. ms. mrs ms lady queen princess congresswoman spokeswoman chairwoman".split())
