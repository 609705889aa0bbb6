"""Who takes nobody new, what is lent out, broken or about to be fetched; and what is only partly gone."""

import re

_AND = re.compile(r" (?:und|aber|denn|sondern|and|but|ve|ama|і|та|и|але|но) ")
_DENIED = re.compile(
    r"\b(?:niemand\w*|kein\w*|nicht|not|no|nobody|cannot|can t|don t|won t|не|ні|нікого|никого|لا|almiyor\w*)\b"
)
_NEW = re.compile(
    r"\b(?:neu\w*|weitere\w*|zusatzlich\w*|mehr(?! als)|new|more(?! than)|yeni|нов\w+|більше|больше|جدد|جديد\w*)\b"
)
_TAKEN_ON = re.compile(
    r"(?:(?<!ent)(?<!teil)nehm|nimmt|betreu|unterbring|zusag|versorg)\w*"
    r"|\b(?:take|taking|accept\w*|almiyor\w*|беру|беремо|берем|приимаем|принима\w*|приимаю|نقبل|اقبل|ناخذ)\b"
)
_FREE_OF = re.compile(r"\b(?:geld|honorar|gebuhr\w*|pfand|kaution|money|fee|тепер|плат\w*|إيجار)\b")
_LENT_OUT = re.compile(
    r"(?:\A|\b(?:ist|sind|bleibt|steht|is|are) )(?:(?:leider|schon|bereits|zurzeit|derzeit|gerade|momentan|aktuell|"
    r"im moment|noch|ist|sind|currently|at the moment) )*(?:verliehen|ausgeliehen|verborgt|weggeliehen|weiterverliehen|"
    r"vorgemerkt|durchgebucht|on loan|lent out|rented out)(?: (?:an|bis|fur|until|to) .*)?\Z"
)
_DIARY = re.compile(
    r"\b(?:\w*kalender|terminplan|stundenplan|wochenplan|auftragsbuch\w*|diary|calendar|meine termine|unsere termine)"
    r" (?:\S+ ){0,7}?(?:voll|dicht|ausgebucht|belegt|vergeben|full|packed|booked|fest)\b"
)
_IN_REPAIR = re.compile(
    r"\b(?:steht|ist|sind|liegt|muss|mussen|war leider) (?:\S+ ){0,4}?(?:in reparatur|in der reparatur|zur reparatur|"
    r"in die reparatur|beim mechaniker|in die werkstatt|nicht fahrbereit|fahruntuchtig|kaputt)\b"
    r"|\b(?:is|are) (?:\S+ )?(?:being repaired|in for repairs?|at the garage|broken)\b"
    r"|\b(?:tamirde|arizalandi|на ремонті|в ремонті|в ремонте|на ремонте|в الصيانه|في الصيانه|في التصليح)"
)
_AT_THE_GARAGE = re.compile(r"\b(?:steht|ist|muss) (?:\S+ ){0,4}?in der werkstatt\b|\bkeinen tuv(?: mehr)?\b")
_DAMAGE = re.compile(
    r"\b(?:wasser|brand|motor|getriebe|total|rohr|kupplungs|sturm)schaden\b|\brohrbruch\b|\beinsturzgefahr|"
    r"\bschimmelbefall"
)
_STOLEN = re.compile(
    r"\b(?:geklaut|gestohlen|zerlegt hat|stolen|calindi|украли|вкрали|викрали|سرق\w*)\b|\bhat (?:\S+ ){1,5}zerlegt\b"
)
_MENDED = re.compile(
    r"\b(?:nach|behoben|repariert|wieder|hatten|hatte|frisch aus|neu aufgebaut|ersatz\w*|ersetzt|gefunden|fixed|"
    r"repaired|"
    r"mended|after|falls|wenn|nie|nicht)\b"
)
_STOPS = re.compile(
    r"\b(?:muss|mussen|musste|mussten)\b(?! (?:ihr|man|niemand|sie)\b)(?: \S+){0,6}? (?:aussetzen|pausieren|"
    r"kurzertreten|"
    r"kurzer treten|pause machen|eine pause einlegen|aufhoren|einstellen|schliessen)\b"
    r"|\b(?:setze|setzen) (?:\S+ ){0,5}aus\Z|\b(?:lege|legen|liegt|liegen) (?:\S+ ){0,3}auf eis\b"
    r"|\b(?:mache|machen|macht|brauche|brauchen) (?:\S+ ){0,3}(?:eine )?(?:langere |kleine |kurze )?pause\Z"
    r"|\b(?:bin|ist) (?:\S+ ){0,3}(?:krankgeschrieben|in elternzeit|im mutterschutz|auf reha|in reha|"
    r"im krankenhaus)\Z"
    r"|\b(?:bin|sind) (?:\S+ ){0,6}fur (?:\S+ )?(?:monate|ein jahr|langere zeit) (?:\S+ )?"
    r"(?:in|im|weg|verreist|auf|bei|unterwegs)\b"
    r"|\b(?:taking a break|have had to stop|had to stop|on maternity leave|signed off sick)\b"
    r"|\b(?:ara verdim|ara veriyor\w*|ara verdik|роблю перерву|робимо перерву|взяла паузу|взяв паузу|беру паузу|"
    r"делаю перерыв|делаем перерыв|متوقف\w*|توقفت|توقفنا)\b"
)
_TELLS_WHEN = re.compile(
    r"\b(?:meld\w+|bescheid|informier\w*|schreib\w*|get in touch|let you know|повідом\w*|сообщ\w*|haber ver\w*)\b.*"
    r"\b(?:sobald|wenn|when|once|as soon as|як тільки|коли|когда|как только)\b.*"
    r"\b(?:wieder|again|back|better|знову|снова|опять|tekrar)\b"
)
_TAKEN = re.compile(
    r"\bhat sich (?:\S+ ){0,3}(?:erledigt|geklart)\b|\bnicht mehr (?:schreiben|kommentieren|bewerben|nachfragen)\b"
    r"|\b(?:anzeige|angebot|eintrag|beitrag) (?:\S+ ){0,3}?(?:beendet|hinfallig|zuruckgezogen|zuruckgenommen)\b"
    r"|\A(?:angebot |wieder |leider )*zuruckgezogen\b|\b(?:vorerst|doch|derzeit|erst mal) nicht (?:mehr )?abzugeben\b"
    r"|\b(?:behalten|behalte) (?:wir |ich )?(?:es|sie|ihn|das|die|den) (?:\S+ ){0,2}(?:doch|selbst|selber)\b"
    r"|\b(?:erst ?mal|vorerst) zuruckgestellt\b|\bzusage (?:\S+ ){0,3}raus\b"
    r"|\A(?:ging|gingen) (?:nun |jetzt |leider |schon )?an (?:die|den|das|eine|einen)\b"
    r"|\bschon jemand\w* (?:da|gemeldet|zugesagt)\b"
    r"|\b(?:anzeige|angebot|eintrag|beitrag|ad|ilan\w*|оголошення|объявление|الاعلان)\b.* (?:weg|raus|geloscht|"
    r"entfernt|removed|deleted|kaldir\w*|kapat\w*|знят\w*|знімат\w*|закрит\w*|видал\w*|снимат\w*|снят\w*|удал\w*|закры\w*|"
    r"محذوف|حذفه)\b"
    r"|\b(?:вже|уже|вчора|вчера|сьогодні|сегодня)(?: \S+){0,3} (?:забрали|забрал\w*|віддал\w*|отдал\w*|увезли|"
    r"отвезли|продал\w*|"
    r"роздали|раздали|зайнят\w*|занят\w*)\b"
    r"|\b(?:наишл\w* (?:нов\w+ )?(?:хозя\w+|господар\w+)|знайш\w* (?:нов\w+ )?господар\w*|місць (?:більше )?немає|"
    r"мест (?:больше )?нет)\b"
    r"|\b(?:تم (?:ال)?(?:تسليم|استلام|حجز|بيع|توزيع)\w*|اكتمل العدد|لا توجد اماكن|اخذها|اخذه احد\w*)"
    r"|\b(?:baskasi aldi|sahibini buldu|kontenjan(?:imiz)? (?:doldu|dolu)|kayitlar kapandi|hepsi (?:gitti|verildi|"
    r"dagitildi))\b"
)
_FETCHED = re.compile(
    r"\bwird (?:\S+ ){1,8}(?:geholt|abgeholt|mitgenommen|abtransportiert)\Z"
    r"|(?:\A|§ |und )(?:sie|er|familie \S+|eine familie|eine frau|ein mann|jemand|eine nachbarin|ein nachbar|"
    r"die kita|die "
    r"schule|ein verein) (?:holt|nimmt) (?:es|sie|ihn|das|die|den|alles|beide)(?: \S+){0,5}\Z"
    r"|\b(?:someone|somebody|a family|a lady) (?:\S+ ){0,2}(?:picked|picking|collected|collecting|took|taking|"
    r"has taken|"
    r"claimed|is coming for|came for)\b"
)
_IF = re.compile(r"\b(?:wenn|falls|ob|wer|damit|bis|if|who|until|kann|darf|muss)\b")
_SMALL = frozenset(
    {"ein", "eine", "einen", "einer", "fur", "und", "in", "im", "mit", "der", "die", "das", "den", "am", "auf", "zum"}
)
_STILL_SOME = re.compile(
    r"\b(?:noch|still) (?:\S+ ){0,3}?(?:da|frei|ubrig|zu haben|verfugbar|zu vergeben|vorhanden|left|free|available)\b"
    r"|\b(?:wartet|warten|steht|stehen) (?:noch|weiter)\b|\b(?:das|die|der|den) \S+ noch nicht\Z"
    r"|\bweiter(?:hin)? (?:da|frei|zu haben|verfugbar)\b"
    r"|\b(?:anmeldung|anmeldungen|anmelden) (?:\S+ )?(?:lauft|laufen|offen|moglich)\b"
    r"|\bvon (?:den )?\S+ (?:\S+ )?(?:sind|ist) (?!alle)\S+ (?:schon |bereits )?(?:vergeben|weg|verkauft|abgeholt|"
    r"besetzt|belegt|"
    r"verschenkt)\b"
    r"|\b(?:aber|but) (?:\S+ ){0,5}?(?:frei|platz|platze|luft|space|places?|room)\b(?! (?:gibt es nicht|"
    r"haben wir nicht|left))"
    r"|\bthere (?:is|are) (?:still )?(?:space|room|places|spots|some)\b|\b(?:wieder zu haben|doch nicht|abgesprungen)\b"
    r"|\b(?:kaldi|daha var|hala|ще є|ще вільн\w*|залиши\w*|еще есть|остал\w*|ще не|еще не|بقي|باقي|ما زال\w*)\b"
)
_NONE = re.compile(r"\b(?:nichts|kein\w*|nicht|no|nothing|none|not|niemand\w*|hic|не|немає|нет|لا)\b")
_STOCKED = re.compile(r"\bvoll(?=(?: bis (?:unter|oben|zum|an)| mit\b| von\b|er\b))")
_WAITING = re.compile(r"\bwart\w+liste\w*(?: \S+){0,2} (?:lang|voll|geschlossen|zu)\b|\bwaiting list (?:is|has)\b")
_HAS_FOUND = re.compile(
    r"\buntergekommen\b|\bhat sich (?:\S+ ){1,3}(?:erledigt|geklart)\b|\b(?:genug|"
    r"ausreichend)(?: \S+){0,2} (?:gemeldet|gefunden|"
    r"beisammen|zusammen|zugesagt)\b|\b(?:genug|ausreichend) (?:leute|helfer\w*|freiwillige|zusagen|angebote|spenden)\Z"
    r"|\bbrauchen (?:wir )?(?:jetzt |nun |doch |inzwischen )?(?:nichts|niemand\w*|kein\w*) (?:\S+ )?mehr\b"
    r"|\b(?:enough people|all sorted|sorted now|got one now|have one now|bulundu|знайшли|знайшла|знайшов|нашли|нашла|"
    r"нашел|"
    r"вже знайш\w*|وجدنا|وجدت)\b"
)
_FOUND_WHAT = re.compile(r"\b(?:haben|habe|hat) (?:wir |ich )?(?P<what>(?:\S+ ){1,6})(?:gefunden|bekommen|beisammen)\b")
_ANYTHING = re.compile(r"\b(?:etwas|was|jemand\w*|alles|eine[nrs]?|welche|eins) \Z")
_NOT_YET = re.compile(
    r"\b(?:nicht|noch|bis|nur|erst|vorubergehend|notdurftig|kein\w*|wenn|sobald|nie|schwer|not|yet|until|if|не|ще|"
    r"еще|лишь|лише|لم)\b"
    r"|\b(?:zwei|drei|ein|eine|einen|\d+) (?:haben|hat|sind|ist)\b"
)


def is_some_left(folded: str) -> bool:
    """ "Two are taken, three are still there", "Mondays are full, but there is space on Thursdays"."""
    return any(
        match is not None and not _NONE.search(part[: match.start()])
        for part in folded.split(" § ")
        if (match := _STILL_SOME.search(part))
    )


def without_stock(folded: str) -> str:
    """Without a room or shelf that is full of things: there is plenty then."""
    return _STOCKED.sub(" ", folded)


def tells_when_again(folded: str) -> bool:
    """ "We let you know when it runs again"."""
    return any(_TELLS_WHEN.search(part) for part in folded.split(" § "))


def parts(clause: str) -> list[str]:
    return _AND.split(clause)


def is_given(said: str, kind: str) -> bool:
    """Whether part of a folded clause of an offer says that somebody else has it, or is about to fetch it."""
    is_thing = kind in {"equipment", "furniture", "other"}
    is_fetched = is_thing and _FETCHED.search(said) is not None and not _IF.search(said)
    return is_fetched or _TAKEN.search(said) is not None


def is_away(said: str, kind: str) -> bool:
    """Whether it says that nobody new is taken, that whoever did it stops, that it is lent out or broken."""
    if _takes_nobody(said) or any(one.search(said) for one in (_STOPS, _DIARY, _WAITING, _LENT_OUT)):
        return True
    return kind in {"room", "transport", "equipment", "furniture"} and _is_broken(said, kind)


def has_found(clause: str, title: str) -> bool:
    """Whether a clause of a need says that it is over: found, and neither for a while only nor something else."""
    if _NOT_YET.search(clause):
        return False
    what = _FOUND_WHAT.search(clause)
    is_it = what and (_ANYTHING.search(what["what"]) or {*what["what"].split()} & {*title.split()} - _SMALL)
    return bool(is_it or _HAS_FOUND.search(clause))


def _takes_nobody(said: str) -> bool:
    denied = _DENIED.search(said)
    if denied is None or _FREE_OF.search(said):
        return False
    return bool(_NEW.search(said) and _TAKEN_ON.search(said)) and "noch nicht" not in said


def _is_broken(said: str, kind: str) -> bool:
    is_broken = _IN_REPAIR.search(said) or _DAMAGE.search(said) or _STOLEN.search(said)
    if kind == "transport":
        is_broken = is_broken or _AT_THE_GARAGE.search(said)
    return is_broken is not None and not _MENDED.search(said)
