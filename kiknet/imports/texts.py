"""Texts of other programs as people here would have typed them: descriptions as Markdown, one line as a place."""

import re

from kiknet.calendar.draft import LONGEST, is_link
from kiknet.calendar.vevent import many_lines
from kiknet.imports.values import one_line
from kiknet.places.draft import LONGEST as LONGEST_PLACE
from kiknet.places.draft import PlaceDraft
from kiknet.web.plain import to_text

PREFIXES = re.compile(
    r"(?:ABGESAGT|CANCELL?ED|CANCELED|ENTFÄLLT|FÄLLT AUS|VERSCHOBEN|POSTPONED)\s*[:–-]+\s*(?=\S)", re.I
)
POSTPONED = re.compile(r"(?:VERSCHOBEN|POSTPONED)\b", re.I)
COUNTRIES = {"deutschland", "germany", "de"}
ONLINE = {"online", "zoom", "microsoft teams", "microsoft teams-besprechung", "microsoft teams meeting", "google meet"}

_HTML = re.compile(r"</?(?:p|br|a|b|i|u|strong|em|ul|ol|li|div|span|html|body|h[1-6])\b[^>]{0,500}>", re.I)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_RULED = re.compile(r"^\s*([-=_*#+>])", re.M)
_SIGNS = re.compile(r"[\\`*]|(?<!\w)_|_(?!\w)|&(?=#?\w{1,30};)|\](?=[(\[:])")
_LIST_ITEM = re.compile(r"[-+*] (?=\S)")
_TOWN = re.compile(r"(?:D[- ])?(\d{5})(?: (\S.*))?")
_STREET = re.compile(r".*(?:str\.?|straße|strasse|platz|weg|allee|gasse|ring|ufer|berg)\s*\d", re.I)
_NUMBERED = re.compile(
    r"(?!(?:saal|raum|zimmer|etage|halle|haus|stock|gebäude|room|floor)\b).*\s\d{1,4}\s?[a-z]?$", re.I
)


def description(text: str, link: str = "") -> str:
    """`text` as Markdown that reads the same, with `link` below if it is not in it; HTML loses its tags."""
    text = text[: LONGEST["description"]]
    if _HTML.search(text):
        import nh3  # only texts with tags need it

        text = to_text(nh3.clean(text, tags={"p", "br", "a", "ul", "ol", "li"}, attributes={"a": {"href"}}))
    lines = [_markdown(line) for line in many_lines(text).split("\n")]
    plain = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if link and is_link(link) and link not in text:
        plain = f"{plain}\n\n{link}".strip()
    return plain if len(plain) <= LONGEST["description"] else plain[: LONGEST["description"] - 1].rstrip("\\") + "…"


def _markdown(line: str) -> str:
    """One line without the meaning its signs would have in Markdown; list items stay list items."""
    line = line.strip()
    item = _LIST_ITEM.match(line)
    begin, rest = (item[0], line[item.end() :]) if item else ("", line)
    pieces, last = [], 0
    for address in _ADDRESS.finditer(rest):
        pieces += [_SIGNS.sub(r"\\\g<0>", rest[last : address.start()]), address[0]]
        last = address.end()
    plain = "".join([*pieces, _SIGNS.sub(r"\\\g<0>", rest[last:])])
    return begin + (plain if plain.startswith("\\") else _RULED.sub(r"\\\1", plain))


def title(text: str) -> str:
    """The title without the word other programs (and our own feeds) put before what is called off."""
    plain = one_line(text, 1000)
    return one_line(PREFIXES.sub("", plain, count=1) if PREFIXES.match(plain) else plain, LONGEST["title"])


def says_postponed(text: str) -> bool:
    return bool(POSTPONED.match(text.strip()))


def topics(names: list[str]) -> tuple[str, ...]:
    """Up to ten categories as topics."""
    plain = (one_line(name.replace("|", " "), 40) for name in names)
    return tuple(dict.fromkeys(name for name in plain if name))[:10]


def location(text: str) -> tuple[PlaceDraft | None, str, str]:
    """The place, what else was said of it, and an address to take part online; each may be missing."""
    links = _ADDRESS.findall(text)
    rest = one_line(_ADDRESS.sub(" ", text.replace("\n", ", ")), 1000).strip(" ,;:|-")
    online = links[0] if links and is_link(links[0]) and len(links[0]) <= LONGEST["online_url"] else ""
    if not rest or rest.lower() in ONLINE or (online and rest.lower().split()[0] in ONLINE):
        return None, "" if online else one_line(rest, LONGEST["place_note"]), online
    place, note = _place(rest)
    return place, note, online


def _place(text: str) -> tuple[PlaceDraft, str]:
    parts = [part.strip() for part in re.split(r"[,;|]", text) if part.strip()]
    parts = [part for part in parts if part.lower() not in COUNTRIES] or parts
    town = next((n for n, part in enumerate(parts) if _TOWN.fullmatch(part)), None)
    postcode = city = street = ""
    if town is not None:
        found = _TOWN.fullmatch(parts.pop(town))
        postcode, city = (found[1], found[2] or "") if found else ("", "")
    named = [n for n, part in enumerate(parts) if _STREET.match(part)]
    numbered = [n for n, part in enumerate(parts) if town is not None and _NUMBERED.match(part)]
    if (named or numbered) and (town is not None or len(parts) > 1):
        street = parts.pop((named or numbered)[0])
    name = parts[0] if parts else street or city or postcode
    note = ", ".join(parts[1:])
    return _draft(name, street, postcode, city), one_line(note, LONGEST["place_note"])


def _draft(name: str, street: str, postcode: str, city: str) -> PlaceDraft:
    longest = LONGEST_PLACE
    return PlaceDraft(
        name=one_line(name, longest["name"]),
        street=one_line(street, longest["street"]),
        postcode=postcode,
        city=one_line(city, longest["city"]),
    )
