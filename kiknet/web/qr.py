"""An address as a picture for the camera of a phone."""

from typing import Any


def qr_code(text: str, **options: Any) -> str:
    """`text` as a data URI with an SVG QR code; empty when it is too long for one (2,331 bytes, ISO/IEC 18004)."""
    import segno  # few pages need it: keeps start-up short and memory small

    try:
        return str(segno.make(text, error="m").svg_data_uri(**options))
    except segno.DataOverflowError:
        return ""
