"""Names of days and months in the languages of the neighbours, as polls are exported in them: Sa 5. Dezember, sam. 5 décembre."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

#: In each line the same day or month: English, then German, French, Spanish, Italian and Dutch, in full and shortened.
_DAYS = """
mon montag lundi lun lunes lunedi maandag
tue dienstag mardi martes martedi dinsdag
wed mittwoch mercredi mer miercoles mie mercoledi woensdag
thu donnerstag jeudi jeu jueves jue giovedi gio donderdag
fri freitag vendredi ven viernes vie venerdi vrijdag
sat samstag sonnabend samedi sam sabado sab sabato zaterdag
sun sonntag dimanche dim domingo dom domenica zondag
"""
_MONTHS = """
jan januar janner janvier janv enero ene gennaio gen januari
feb februar fevrier fev fevr febrero febbraio februari
mar marz mrz mars marzo maart mrt
apr avril avr abril abr aprile
may mai mayo maggio mag mei
jun juni juin junio giugno giu
jul juli juillet juil julio luglio lug
aug aout agosto ago augustus
sep septembre septiembre settembre set
oct oktober okt octobre octubre ottobre ott
nov novembre noviembre
dec dezember dez decembre diciembre dic dicembre
"""
#: Two letters are a day only in front of a number: Sa 5.
_SHORT = dict(
    zip(
        ["mo", "di", "mi", "do", "fr", "sa", "so", "wo", "vr", "za", "zo"],
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "wed", "fri", "sat", "sun"],
        strict=True,
    )
)
_WORD = re.compile(r"[^\W\d_]{2,14}(?![^\W_])")
_IN_FRONT = re.compile(r"\.?,?\s*\d")
_WEEKENDS = {"wochenende": "weekend", "wochenenden": "weekend", "weekende": "weekend"}
#: March where English is spoken, and a Tuesday where another word beside it is the month.
_TUESDAY, _MARCH = "tue", "mar"
_OFTEN = 2_048


def _names(lines: str) -> Mapping[str, str]:
    return {word: line.split()[0] for line in lines.strip().splitlines() for word in line.split()}


_DAY, _MONTH = _names(_DAYS), _names(_MONTHS)


@lru_cache(maxsize=_OFTEN)
def in_english(text: str) -> str:
    """Return a text with the names of days and months of other languages in English; what is in English stays as it is."""
    if not any(letter.isalpha() for letter in text):
        return text
    words = [bare_letters(found[0]) for found in _WORD.finditer(text)]
    has_month = any(word in _MONTH and word != _MARCH for word in words)

    def english(found: re.Match[str]) -> str:
        word = bare_letters(found[0])
        if word == _MARCH:
            return _TUESDAY if has_month else found[0]
        if word in _SHORT and _IN_FRONT.match(text, found.end()):
            return _SHORT[word]
        return _DAY.get(word) or _MONTH.get(word) or _WEEKENDS.get(word) or _each(word) or found[0]

    return _WORD.sub(english, text)


def _each(word: str) -> str:
    """Return what is meant by a German day with an s behind, as samstags: each of them; nothing for any other word."""
    day = _DAY.get(word.removesuffix("s")) if word.endswith("tags") else None
    return f"{day}s" if day else ""


def bare_letters(word: str) -> str:
    """Return a word in small letters without the marks over them: Decembre for Décembre."""
    return "".join(
        letter for letter in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(letter)
    )
