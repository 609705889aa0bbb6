"""What single phrases say about who looks for something and who gives it: signs that have points like words (0041)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import numbers
from kiknet.matching.said import asking, belongings, frames, serving
from kiknet.matching.said.clauses import COMMAS, SENTENCES, sentences
from kiknet.matching.said.phrases import section
from kiknet.matching.weights import FOR_PEOPLE

GOODS = numbers.PIECES | {"room", "other"}
DOING = frozenset({"volunteer", "know_how", "speaker", "interpreter"})
FETCHED = numbers.PIECES | {"room"}
OF_THINGS = {
    "who_takes_it": belongings.asks_who_takes_it,
    "parts": belongings.parts,
    "owners": belongings.finds_owners,
}
OF_DEEDS = {
    "serves": serving.serves,
    "recruits": serving.recruits,
    "at_a_loss": serving.is_at_a_loss,
    "introduces": serving.introduces,
}
SECTIONS = (
    "looks",
    "hopes",
    "others_look",
    "takers",
    "gives",
    "spare",
    "to_give",
    "plainly",
    "used_by_others",
    "on_terms",
    "rewards",
)
WE = frozenset({"ich", "wir", "i", "we"})
_BECOMING = re.compile(r"[A-ZÄÖÜ]\S+ werden\Z|\b[Bb]ecome an?\b|\b[Сс]тати \w+|\b[Сс]тать \w+")
_WHO_NEEDS = re.compile(
    r"\b(?:wer|who|anyone|anybody) (?:(?!uns\b|us\b|mir\b|me\b)\w+ ){0,3}(?:braucht|benotigt|sucht|needs?|could use)\b"
    r"|\bкому (?:\w+ )?(?:потріб|нуж|треба)|\bمن يحتاج|\bkim(?:in)? (?:\w+ ){0,2}ihtiyac"
)
_QUESTION = re.compile(r"[^.:;!?\n؟]*[?؟]")
_PARTS = re.compile(
    r"\b(?:zu verschenken|verschenken wir|abzugeben|zu vergeben|muss(?:en)? (?:\w+ )?(?:raus|weg)\b|neues zuhause|"
    r"in gute hande|"
    r"(?:wir geben|geben wir|ich gebe|gebe ich) (?:\w+ ){0,6}(?:her|ab|weg)\b|giv\w+ away|to a good home)"
)
_CANNOT = re.compile(
    r"\b(?:kann|konnen|konnte|konnten) (?:\S+ ){0,5}nicht mehr\b(?! (?:ge)?brauchen)"
    r"|\bnicht mehr (?:aus)?(?:reich|pass|genug|hinein|rein\b)|\b(?:reich|pass)\w* (?:\S+ ){0,3}nicht mehr\b"
)


@lru_cache(maxsize=20_000)
def signs(title: str, text: str, kind: str) -> frozenset[str]:
    """Names of what is heard in a text filed under a kind, each beginning with "§"."""
    return frozenset(f"§{name}" for name in _signs(title, text, kind))


def who_needs(said: str) -> bool:
    """Whether a folded clause asks who needs something: whoever asks so gives."""
    return _WHO_NEEDS.search(said) is not None


def _signs(title: str, text: str, kind: str) -> Iterator[str]:
    whole = sentences(f"{title}. {text}")
    clauses = [clause for sentence in whole for clause in sentence]
    yield from (name for name in SECTIONS if any(section(name).search(clause) for clause in clauses))
    ours = [clause for clause in clauses if not _is_of_others(clause)]
    yield from (f"ours_{name}" for name in ("looks", "hopes") if any(section(name).search(one) for one in ours))
    if any(map(_do_we, ours)):
        yield "we_do"
    if any(map(_do_we_want, ours)):
        yield "we_want"
    if kind in GOODS | {"transport"}:
        yield from (name for name, is_heard in OF_THINGS.items() if is_heard(title, text))
    if kind in DOING:
        yield from (name for name, is_heard in OF_DEEDS.items() if is_heard(title, text))
    if any(frames.wants_yours(one) or (frames.wants(one) and not any(map(_is_of_others, one))) for one in whole):
        yield "wants"
    if frames.asks_for_it(title, text):
        yield "asks_for_it"
    if frames.gives_it(title, text):
        yield "gives_it"
    if kind in FETCHED and belongings.fetches(title, text):
        yield "fetches"
    if kind in {"room", "transport"} and belongings.takes_in(title, text):
        yield "takes_in"
    if serving.speaks_of_family(text):
        yield "family"
    if asking.in_phrases(title, text, kind):
        yield "asks"
    if _is_handed_out(title, text, kind in GOODS):
        yield "handed_out"
    if kind in FOR_PEOPLE and _BECOMING.search(COMMAS.split(SENTENCES.split(title)[0])[0].strip()):
        yield "becoming"


def _do_we(clause: str) -> bool:
    """ "We lend it", "gladly I read to children"."""
    if section("we_give").search(clause):
        return True
    for verb in section("does").finditer(clause):
        before, after = clause[: verb.start()].split(), clause[verb.end() :].partition(" ")[2].split()
        if WE & {*before[-2:], *after[:1]}:
            return True
    return False


def _do_we_want(clause: str) -> bool:
    """ "We would like to rent a room"."""
    wish = section("wishes").search(clause)
    return wish is not None and any(section(name).search(clause, wish.end()) for name in ("gets", "obtains"))


def _is_of_others(clause: str) -> bool:
    """ "If you need", "who wants it", "people who want to learn it"."""
    if section("others_look").search(clause) or asking.finds_takers_in(clause):
        return True
    return who_needs(clause)


def _is_handed_out(title: str, text: str, is_thing: bool) -> bool:
    """ "Who wants it?", "left over", and nothing is looked for."""
    whole = [clause for sentence in sentences(f"{title}. {text}") for clause in sentence]
    if is_thing and belongings.asks_who_takes_it(title, text):
        return True
    if "?" in title or any(section("looks").search(clause) and not _is_of_others(clause) for clause in whole):
        return False
    said = _QUESTION.sub(" ", text)
    told = [clause for sentence in sentences(f"{title}. {said}") for clause in sentence]
    told = [clause for clause in told if not (section("rewards").search(clause) or _CANNOT.search(clause))]
    is_spare = any(section("spare").search(clause) or _PARTS.search(clause) for clause in told)
    if is_thing and (is_spare or belongings.parts(title, said)):
        return True
    return bool(section("to_give").search(fold(title)))
