"""What the bytes of a file say, as other programs write them: text in UTF-8 or UTF-16, and values with a comma, a semicolon, a tab or a bar between them."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from chainrule.errors import ReadError

DELIMITERS = ",;\t"
BAR = "|"  # between values where none of those stands
WIDE_MARKS = (BOM_UTF16_LE, BOM_UTF16_BE)
SAVED = "save it as UTF-8, so that no sign is garbled"


def encoding_of(start: bytes) -> str:
    """Return the encoding of a text that begins with these bytes: UTF-16 where they are its byte order mark or have its zeros, else UTF-8.

    >>> encoding_of("x²".encode()), encoding_of("x²".encode("utf-16")), encoding_of("x²".encode("utf-16-be"))
    ('utf-8-sig', 'utf-16', 'utf-16-be')
    """
    if start.startswith(WIDE_MARKS):
        return "utf-16"
    return "utf-16-le" if start[1:2] == b"\0" else "utf-16-be" if start[:1] == b"\0" else "utf-8-sig"


def not_text(error: UnicodeError, source: str) -> str:
    """Return what is wrong with bytes that are no text; ``source`` is what the reader calls them."""
    if not isinstance(error, UnicodeDecodeError):
        return f"{source} is no text: {error}"
    return f"{source} is not {'UTF-16' if '16' in error.encoding else 'UTF-8'} text (byte {error.start + 1})"


def decoded(data: bytes, source: str) -> str:
    """Return the text in the bytes of a file. Raises ReadError."""
    try:
        return data.decode(encoding_of(data[:2]))
    except UnicodeError as error:
        raise ReadError(not_text(error, source), hint=SAVED) from None


def delimiter_of(first: str) -> tuple[str, bool]:
    """Return what separates the values of a table, by its first line, and whether that line says so alone, as Excel's sep=; does.

    >>> delimiter_of('"last, first";answer'), delimiter_of("sep=,"), delimiter_of("student|answer")
    ((';', False), (',', True), ('|', False))
    """
    line = first.strip("\r\n ")
    if len(line) == len("sep=,") and line.startswith("sep="):
        return line[-1], True
    outside = "".join(first.split('"')[::2])
    barred = BAR in outside and all(cell.strip() for cell in outside.split(BAR)) and not any(each in outside for each in DELIMITERS)
    return BAR if barred else max(DELIMITERS, key=outside.count), False
