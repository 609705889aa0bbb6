"""Whether a day or a part of it is said to be taken: "samstags geht es nicht", "dienstags probt hier der Chor"."""

import re

NEAR = 40
"""Letters before a day or a time that may deny it."""
_NOT = re.compile(
    r"(?:\b(?:arbeite|wir arbeiten|i work|we work|работаю|работаем|працюю|працюємо) (?:(?:immer|auch|am|an|"
    r"jeden|on|every|at|the|по|в|у|на) )*\Z)|"
    r"(?:\b(?:closed|geschlossen)\s(?:on|am|an)\s\Z)|(?:\bnicht|\bkein\w*|\bausser|\bnot|\bexcept|\bне|\bкрім|"
    r"\bкроме|\bليس)(?:\s\w+){0,2}\s\Z|(?:\bno)\s\Z"
)
_NOT_AFTER = re.compile(
    r"\w*\s(?:(?:ist|sind|leider|bin|ich|geht|gehen|es|bei|mir|uns|kann|konnen|wir|passt|klappt|da|immer|habe|"
    r"haben|und|abends|nachmittags|der|die|das|unser|unsere|beruflich|schon|meist|meistens|oft|fast|komplett|"
    r"\w+tags?|mittwochs?|ve|pazar|i|am|we|are|is|always) )*"
    r"(?:(?:\w+ ){0,3}(?:nicht(?! (?:mehr )?(?:allein|selbst|selber|nur|weit|ohne))|"
    r"geschlossen|belegt|zu(?! \w+n\b)|closed)|nie|not|kein\w*|niemand|unterwegs|verhindert|"
    r"nix|nichts|ruhetag|eingespannt|verplant|ausgebucht|besetzt|schlecht|ungern|unmoglich|"
    r"verreist|weg|verliehen|vermietet|vergeben|unavailable|busy|away|kapali\w*|degil|yok|"
    r"calis\w+|закрыт\w*|зачинен\w*|занят\w*|за[ий]нят\w*|работа\w+|працю\w+|не|нет|немає|нема|مغلق\w*|لا|اعمل|نعمل)\b"
    r"|\w*\s(?:arbeite|arbeiten|studiere|lerne|unterrichte|habe|haben) (?:ich|wir)"
    r"(?: (?:leider|immer|lange|selbst|dienst|schule|uni|training|spatdienst))*"
    r"(?: (?:in|an|im|bei) \w+(?: \w+)?)?(?= sonst| aber| ansonsten| nur| §|\Z)"
    r"|\w*\s(?:hab|habe) ich (?!(?:\w+ ){0,3}(?:frei|zeit|luft|platz|platze|offen|lust|sprechstunde|raum|termine?)\b)"
    r"(?:\w+ ){0,2}\w+(?= §| und| sonst| aber|\Z)"
    r"|\w*\s(?:muss|mussen) (?:ich|wir) (?:\w+ ){0,2}"
    r"(?:arbeiten|los|zur arbeit|zum dienst|zur schule|in die schule|lernen)\b"
    r"|\w*\s(?:ist|sind) (?:immer )?(?:mein|meine|unser|unsere) (?!lieblings|bester|freier|ideal)"
    r"\w*(?:tag|abend|probe|training|dienst|kurs)\b"
    r"|\w*\s(?:bin|sind) (?:ich|wir) (?:immer |meist |meistens )?(?:an der|an einer|in der|im|auf|beim|bei der|"
    r"bei meine\w*|zur|zum) (?!(?:\w+ )?(?:stadt|haus|buro|nahe|viertel|vereinsheim|cafe|laden|garten|netz)\b)\w+"
    r"|\w*\s(?:are|is|ist|sind|gehort|gehoren) (?:\w+ ){0,3}(?:family|familie|reserviert|familientag|familienzeit)\b"
)
_THEN_NOT = re.compile(
    r"\w*(?: \w+){1,6}? (?:da|dann|an dem tag|that day) (?:\w+ ){0,4}?(?:nicht|nie|kein\w*|nichts|not|never)\b"
    r"(?! (?:vor|nach|mehr|so|langer|nur|immer|weit|before|after|only))"
)
_EVENT = (
    r"\w*(?:chor|probe|training|treff|treffen|kurs|kurse|cafe|kino|gottesdienst|sitzung|disco|stunde|unterricht|"
    r"versammlung|abend|nachmittag|frei)\b"
)
_OWN = re.compile(
    r"\w* (?:immer |meist |meistens |regelmassig )?(?:probt|proben|trainiert|trainieren|tagt|tagen|turnt|turnen|tanzt|"
    r"singt|ubt|spielt|trifft|treffen wir|treffen sich|lauft|laufen|steht|stehen|findet|finden|nutzt|gehort|"
    rf"(?:ist|haben wir|ist bei uns|ist hier) (?:(?!frei\b)\w+ ){{0,2}}?(?!frei\b){_EVENT})"
    r"|\w*(?: (?:vormittags?|nachmittags?|abends?))? (?:handball|fussball|volleyball|basketball|judo|karate|"
    r"yoga|turnen|zumba|chor|training|gottesdienst|bingo|disco)\Z"
)
"""What goes on in a room or with a thing that is lent."""
_FREE = re.compile(r"\b(?:frei|leer|verfugung|offen|bereit|euch|ihnen|moglich|nutzbar|buchbar|verleih\w*|leihen)\b")

DENIED = re.compile(
    r"(?:\w+ ){0,3}(?:nicht|kein\w*|belegt|besetzt|weg|vergeben|verliehen|vermietet|ausgebucht|reserviert|gebucht|"
    r"verplant|versprochen|gebraucht|not|booked|taken|dolu|"
    r"за[ий]нят\w*|занят\w*|не)\b(?! (?:vor|nach|nur|so|before|after|only))"
)
"""Behind a day that is named in figures."""


def is_shut(text: str, match: re.Match[str]) -> bool:
    """Whether what a folded text names there is denied, before or behind it."""
    after = text[match.end() :]
    return bool(_NOT.search(before(text, match)) or _NOT_AFTER.match(after) or _THEN_NOT.match(after))


def is_own(text: str, match: re.Match[str]) -> bool:
    """Whether who lends it says what they do with it themselves then."""
    rest = text[match.end() :].partition("§")[0]
    return bool(_OWN.match(rest)) and not _FREE.search(rest)


def before(text: str, match: re.Match[str]) -> str:
    """What stands just before it."""
    return text[max(0, match.start() - NEAR) : match.start()]
