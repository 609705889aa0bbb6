"""Where a place is on the earth, as maps show it: "47.7267, 10.3139" (WGS 84, the latitude first). Pure."""

import re

_NUMBER = r"([+-]?\d{1,3}(?:[.,]\d{1,15})?)\s*°?"
_PAIR = re.compile(rf"\s*{_NUMBER}\s*N?\s*[,;\s]\s*{_NUMBER}\s*[EO]?\s*", re.ASCII)
DIGITS = 6  # a tenth of a metre


def parse(text: str) -> tuple[float, float] | None:
    """(latitude, longitude) in degrees; None if nothing is typed. Decimal commas are understood, too.

    Raises `ValueError` for what is no point on the earth.
    """
    if not text.strip():
        return None
    found = _PAIR.fullmatch(text[:100])
    if found is None:
        raise ValueError("no pair of numbers")
    latitude, longitude = (round(float(number.replace(",", ".")), DIGITS) for number in found.groups())
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ValueError("not on the earth")
    return latitude, longitude


def written(latitude: float | None, longitude: float | None) -> str:
    """As it is typed; "" if it is not known."""
    return "" if latitude is None or longitude is None else f"{latitude}, {longitude}"
