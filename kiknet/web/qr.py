"""QR codes, as pictures a page carries in itself."""


def data_uri(text: str) -> str:
    """`text` as a data URI with an SVG; black on white in every light, four modules of quiet around it (ISO 18004).

    Empty for a text that no code can hold, about two thousand characters.
    """
    import segno  # only a few pages need it: keeps start-up short and memory small

    try:
        code = segno.make(text, error="m")
    except segno.DataOverflowError:
        return ""
    return str(code.svg_data_uri(border=4, light="#fff"))
