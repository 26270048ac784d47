"""Is this text written so that people see a trailer and programs do not?"""

from __future__ import annotations

import unicodedata

from paraph.core.model.regex import regex

_INVISIBLE = regex(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_PIECE = 4096
_SPACES_AND_LOOKS = regex("[\u00a0\u202f\u2007\ufe0e\ufe0f]")
# after the confusable letters of Unicode TS 39: those of Greek, Cyrillic and Armenian that pass for Latin ones
_CONFUSABLE = (
    "\u2010\u2011\u2012\u2013\u2212\ua789\u2236АаВЕеЅѕІіЈјКкМмНОоРрСсТтУуХхԁһԛԜԝЬΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορτυχγՕօոսցɡɩ"
)
_MEANT = "-----::AaBEeSsIiJjKkMmHOoPpCcTtYyXxdhqWwbABEZHIKMNOPTYXaivoptuxyOonuggi"
_LATIN = str.maketrans(_CONFUSABLE, _MEANT)
_LOOKALIKE = regex(f"[{_CONFUSABLE}]")


def plain(text: str) -> str:
    """The text as NFKC without invisible characters; lines stay where they are."""
    if text.isascii():
        return text
    # a run of combining marks costs the square of its length, so that long texts are folded piece by piece
    pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
    folded = "".join([unicodedata.normalize("NFKC", piece) for piece in pieces])
    return _INVISIBLE.sub("", folded) if _INVISIBLE.search(folded) else folded


def is_disguised(raw: str) -> bool:
    """Whether a line differs from its plain form in more than spaces and the look of an emoji."""
    if raw.isascii():
        return False
    seen = _SPACES_AND_LOOKS.sub(" ", raw)
    return plain(seen) != seen


def skeleton(text: str) -> str:
    """The text with letters of other scripts that look Latin replaced by those; itself where there are none."""
    return text.translate(_LATIN) if _LOOKALIKE.search(text) else text
