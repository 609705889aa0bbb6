"""The colours of somebody else's website, made readable (pure; https://www.w3.org/TR/WCAG22/#contrast-minimum).

Any two colours may be chosen: text is dark or light as its ground asks for, and the accent is moved towards black or
white until it can be read.
"""

import re
from dataclasses import dataclass

READABLE = 4.5
LIGHT, DARK = "#fffdf8", "#24221e"
INKS = ("#1b2733", "#f2ecdf")
ACCENT = "#0b5668"
_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True)
class Colours:
    """What an address asks for; empty where nothing was chosen. `light` is "hell", "dunkel" or "auto"."""

    accent: str = ""
    ground: str = ""
    light: str = "hell"

    def stylesheet(self) -> str:
        """The tokens of `static/css/tokens.css` that differ."""
        if self.ground:
            return _rule(self.ground, self.accent)
        if self.light == "dunkel":
            return _rule(DARK, self.accent)
        dark = f"@media (prefers-color-scheme: dark) {{\n{_rule(DARK, self.accent)}}}\n" if self.light == "auto" else ""
        return _rule(LIGHT, self.accent) + dark


def read(text: str) -> str:
    """A colour as "#rrggbb"; empty for anything that is none."""
    found = _HEX.fullmatch(text.strip())
    digits = found[1].lower() if found else ""
    return f"#{digits if len(digits) == 6 else ''.join(2 * digit for digit in digits)}" if digits else ""


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    lower, higher = sorted((_luminance(one), _luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


def readable(colour: str, ground: str, least: float = READABLE) -> str:
    """`colour`, moved only as far towards black or white as it takes to be read on `ground`."""
    pole = max(("#000000", "#ffffff"), key=lambda end: contrast(end, ground))
    for step in range(21):
        moved = mixed(colour, pole, step / 20)
        if contrast(moved, ground) >= least:
            return moved
    return pole


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with this share of `other`."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(255 * (a + (b - a) * share)):02x}" for a, b in pairs)


def tokens(ground: str, accent: str) -> dict[str, str]:
    """Each by its name; every text among them can be read on each ground among them that it stands on."""
    is_dark = contrast(ground, "#ffffff") > contrast(ground, "#000000")
    ink = readable(INKS[is_dark], ground)
    pressed = readable(accent or (mixed(ACCENT, "#ffffff", 0.5) if is_dark else ACCENT), ground)
    today = mixed(pressed, ground, 0.85)
    return {
        "paper": ground,
        "surface": ground,
        "ink": ink,
        "ink-soft": readable(mixed(ink, ground, 0.3), ground),
        "line": mixed(ink, ground, 0.8),
        "rule": mixed(ink, ground, 0.3),
        "accent": pressed,
        "accent-strong": pressed,
        "on-accent": readable("#ffffff", pressed),
        "focus": pressed,
        "today": today if contrast(ink, today) >= READABLE else ground,
    }


def _rule(ground: str, accent: str) -> str:
    found = tokens(ground, accent)
    is_dark = contrast(ground, "#ffffff") > contrast(ground, "#000000")
    scheme = (
        "--light: ; --dark: initial; color-scheme: dark;"
        if is_dark
        else "--light: initial; --dark: ; color-scheme: light;"
    )
    lines = "".join(f"  --{name}: {colour};\n" for name, colour in found.items())
    return f":root:root:root {{\n  {scheme}\n{lines}}}\n"


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
