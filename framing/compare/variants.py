"""One form for the many ways to write a word: stems, irregular forms, common variants, acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from framing.lexicons.inflection import irregular

# The first word stands for the others: variants that news writing uses for one another. They make two
# sentences comparable; which of them an outlet chose is what `wording` shows.
_GROUPS = """
republican gop republicans
democrat dems democratic democrats dem
usa u.s us america american americans
uk britain british u.k
eu e.u
un u.n
percent % pct
die dead death killed kill killing fatal deadly slain murder murdered
hurt injured injure wounded wound injury injuries wounding
police cop cops officer officers policeman policemen
kid kids child children
lawyer attorney lawyers attorneys
resign resignation resigned quit quits quitting stepped
leave leaving departure depart departed departs exit
fire fired firing sack sacked ousted oust ouster dismiss dismissed dismissal
criticize criticise criticized criticised criticism critic critics slam slammed blast blasted bash bashed
criticize ripped assail assailed denounce denounced condemn condemned condemnation lambasted rebuke rebuked
lawmaker lawmakers legislator legislators congressman congresswoman representative rep reps congressmen
senator sen sens senators
governor gov governors
president presidential prez
administration admin
fundraiser fund-raiser fundraising fund-raising
email e-mail emails e-mails
job jobs employment
gun guns firearm firearms
armed arm arming
immigrant migrants migrant immigrants immigration
illegal illegally undocumented
abortion abortions
elect election elections elected electoral
vote votes voted voting voter voters
shooting shot shoot shooter gunman gunmen
attack attacks attacked attacker attackers
buy purchase bought purchased
start begin began begun started launch launched
stop halt end ended halted
increase raise rise rose raised increased hike hikes
cut reduce reduced reduction reductions slash slashed cuts
russia russian russians
china chinese
iran iranian iranians
israel israeli israelis
mexico mexican mexicans
syria syrian syrians
iraq iraqi iraqis
afghanistan afghan afghans
europe european europeans
muslim muslims islam islamic
terrorist terrorists terrorism terror
gay homosexual homosexuals lesbian lesbians lgbt same-sex
marriage married marry marries wed wedding marriages spouse
appoint named appointed appoints pick picked picks tap tapped taps select selected nominee nominate nominated
appoint choose chose chosen choice selecting nomination appointment
release unveil unveiled publish published disclose disclosed released releases disclosure
indict indicted indictment charge charged charges
reject rejected refuse refused decline declined rebuff rebuffed refusal refuses
deny denied denies denial dispute disputed disputes
urge urged urges demand demanded demands
damage destroy destroyed ruin ruined harm harmed damaged destructive
speech address addressed speeches
law bill legislation measure laws bills measures
poll survey polls surveys polling
money fund funds cash funding
apologize apologise sorry apology apologized apologised apologizes
help aid assistance
fight battle fighting fought battles clash clashed
win victory won wins winning
lose defeat defeated lost loses beat beaten
suit lawsuit sue sued suing lawsuits suits
marijuana pot cannabis
trip visit visited visits travel
back support supported supporters supporting supports endorse endorsed endorsement endorses
oppose opposed opposes opposition opponent opponents
probe investigation investigate investigated investigating investigators inquiry investigations
warn warned warning warns warnings
arrest arrested custody detained detain arrests
protest protester protesters protesting protests demonstrators demonstration demonstrator
aide aides adviser advisers advisor advisors staffer staffers
spokesman spokeswoman spokesperson
photo photograph picture photos pictures image images
wall barrier fence
rule ruling ruled decision decide decided decides
ban banned prohibit prohibited prohibits bans prohibition
hide conceal hidden concealed
lie lied lying lies
plan plans proposal propose proposed proposals
deal agreement accord compromise deals
spend spending spent
tax taxes taxation
student students pupil pupils
town city
storm hurricane
flee fled flight
hospital hospitals
soldier soldiers troops troop
woman women
man men
""".strip()

_ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,}|\b[A-Z]{2,6}\b")
_LINK = r"(?:\s(?:of|the|and|for|on))*"
_RUN = re.compile(rf"\b[A-Z][a-z]+(?:{_LINK}[\s-][A-Z][a-z]+){{1,6}}")


@cache
def _canonical() -> Mapping[str, str]:
    table = {past: base for base, forms in irregular().items() for past in forms if len(base) > 2}
    for line in _GROUPS.splitlines():
        head, *others = line.split()
        table.update(dict.fromkeys(others, head))
    return table


@cache
def stem(word: str) -> str:
    """The form under which a lower-case word is compared (Porter, 1980, after variants are made one).

    >>> stem("resignation"), stem("resigned"), stem("killed"), stem("families")
    ('resign', 'resign', 'die', 'famili')
    """
    from nltk.stem.porter import PorterStemmer  # heavy to import, and a help text needs none of it

    word = word.rstrip(".")
    for ending in ("'s", "s'", "'"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word = word[: -len(ending)] + ("s" if ending == "s'" else "")
            break
    known = _canonical().get(word)
    if known is not None:
        word = known
    if len(word) <= 3 or not word.isalpha():
        return word
    stemmed: str = PorterStemmer().stem(word)
    return stemmed


def acronyms(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Acronyms of an event that its articles also spell out, with the lower-case words they stand for.

    >>> acronyms(["The Republican National Committee met.", "The R.N.C. met; the RNC voted."])
    {'rnc': ('republican', 'national', 'committee')}
    """
    texts = tuple(texts)
    short = {match.group().replace(".", "").lower() for text in texts for match in _ACRONYM.finditer(text)}
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for match in _RUN.finditer(text):
            words = re.split(r"[\s-]", match.group())
            for first in range(len(words) - 1):
                _match_initials(words[first:], short, found)
    return dict(sorted(found.items()))


def _match_initials(words: list[str], short: set[str], found: dict[str, tuple[str, ...]]) -> None:
    if not words[0][:1].isupper():
        return
    for last in range(2, len(words) + 1):
        part = words[:last]
        capitals = [word for word in part if word[:1].isupper()]
        for initials in ("".join(w[0] for w in capitals), "".join(w[0] for w in part)):
            key = initials.lower()
            if len(key) >= 3 and key in short:
                new = tuple(word.lower() for word in capitals)
                found[key] = min(found.get(key, new), new)
