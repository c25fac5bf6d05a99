"""Characters as a reader sees them: what is invisible is left out, what is only a kind of space is a space."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE_WHY = "Invisible characters (such as zero-width or direction marks) were left out of the text."

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SUSPECT = re.compile("[^\t\n\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]")
# A soft hyphen and a byte-order mark are typists' and editors' leavings: nobody hides anything with them.
_INNOCENT = {"\u00ad", "\ufeff"}
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Cn"}
# Selectors that change how the character before them is drawn, and fillers that draw nothing.
_HIDDEN_MARKS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u034f\u115f\u1160\u3164\uffa0\u2800]")

# Word draws ticks and crosses with the letters of a symbol font: (font, code) to what is seen.
_SYMBOLS = {
    "wingdings": {0x6F: "☐", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xA7: "•", 0x76: "•", 0xD8: "•"},
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"},
    "symbol": {0xB7: "•", 0xD6: "✓", 0xB4: "×", 0xA3: "≤", 0xB3: "≥", 0xB1: "±"},
}


def is_hidden(character: str) -> bool:
    """Whether a character draws nothing and is no space."""
    if character in "\t\n":
        return False
    return unicodedata.category(character) in _HIDDEN_CATEGORIES or _HIDDEN_MARKS.match(character) is not None


def clean(text: str) -> tuple[str, bool]:
    """The text as it is seen, and whether anything invisible was taken out of it."""
    text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", text))
    if _SUSPECT.search(text) is None:
        return text, False
    removed = {character for character in set(_SUSPECT.findall(text)) if is_hidden(character)}
    if not removed:
        return text, False
    return text.translate(dict.fromkeys(map(ord, removed))), bool(removed - _INNOCENT)


def symbol(font: str, code: int) -> str:
    """What a letter of a symbol font looks like, or nothing where it is not known."""
    return _SYMBOLS.get(font.lower(), {}).get(code & 0xFF, "")
