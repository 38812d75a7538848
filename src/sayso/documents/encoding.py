"""Bytes → text: which encoding a file is in, and what of it could not be decoded."""

import codecs
import re

import msgspec

from sayso.problems import Problem

MAX_BYTES = 20_000_000
"""Largest file that is read, in bytes: some 3,000 printed pages, past which a file is a data dump or an
archive rather than a report, and its zones alone would fill the memory of a small machine."""

MAX_LINES_NAMED = 10
"""How many lines a message lists before it says `and N more`."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, ODT, XLSX and EPUB are such)"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an XZ archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"RIFF", "a sound, film or WebP file"),
)
"""First bytes of formats that are not text. Source: the formats' own specifications."""

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,200}?encoding)\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE
)
_UNDECODED = re.compile("[\udc80-\udcff]+")
_MULTIBYTE = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")
_LINE_BREAK = re.compile(rb"(?<=\n)")


class Decoded(msgspec.Struct, frozen=True):
    """Text as it stands in a file, without the byte order mark, and the encoding it was in."""

    text: str
    encoding: str


_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
"""Bytes that no text has many of, in any encoding of one byte a character or in UTF-8."""


def decode(data: bytes, name: str) -> tuple[Decoded | None, tuple[Problem, ...]]:
    r"""Return the text of a file and what was wrong with its bytes; no text when it is not text.

    Nothing else is changed: line ends stay as they came.

    >>> decode(b"Unrest spread.\r\n", "report.txt")
    (Decoded(text='Unrest spread.\r\n', encoding='utf-8'), ())
    """
    refusal = _refuse(data)
    if refusal is not None:
        return None, (Problem(source=name, message=refusal, fatal=True),)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding, name)
    wide = _utf16_without_mark(data)
    if wide is not None:
        return _decode_wide(data, wide, name)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > len(data) // 100:
        message = f"{controls} of {len(data)} bytes are zero or control characters: not a text, not read"
        return None, (Problem(source=name, message=message, fatal=True),)
    return _decode_unmarked(data, name)


def _decode_marked(data: bytes, encoding: str, name: str) -> tuple[Decoded, tuple[Problem, ...]]:
    """Decode what follows a byte order mark."""
    return _decode_unmarked(data, name) if encoding == "utf-8" else _decode_wide(data, encoding, name)


def _decode_unmarked(data: bytes, name: str) -> tuple[Decoded, tuple[Problem, ...]]:
    """Decode bytes that are UTF-8, for the most part UTF-8, or in an older encoding."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8"), ()
    except UnicodeDecodeError as error:
        # one high byte at the very end of plain ASCII is a letter of an older encoding, not a cut
        cut = error.reason == "unexpected end of data"
        if cut and (len(data) - error.start > 1 or not data[: error.start].isascii()):
            text = data[: error.start].decode("utf-8")
            message = f"cut short inside a character: the last {len(data) - error.start} byte(s) are left out"
            return Decoded(text, "utf-8"), (Problem(source=name, line=text.count("\n") + 1, message=message),)
    return _decode_mixed(data, name) if _mostly_utf8(data) else _decode_narrow(data, name)


def _refuse(data: bytes) -> str | None:
    """Say why these bytes cannot be a text, if they cannot."""
    if not data:
        return "the file is empty"
    if len(data) > MAX_BYTES:
        return f"{len(data):,} bytes; files of up to {MAX_BYTES:,} bytes are read"
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return f"{what}; not read yet (plain text and HTML are)"
    return None


def _decode_wide(data: bytes, encoding: str, name: str) -> tuple[Decoded, tuple[Problem, ...]]:
    """Decode UTF-16 or UTF-32; what does not decode becomes U+FFFD and a problem."""
    text = data.decode(encoding, errors="replace")
    marks = text.count("\ufffd")
    if not marks:
        return Decoded(text, encoding), ()
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    message = f"{marks} place(s) are not valid {encoding.upper()} and became U+FFFD; cut short or damaged?"
    return Decoded(text, encoding), (Problem(source=name, line=line, message=message),)


def _utf16_without_mark(data: bytes) -> str | None:
    """Return the byte order when every second byte is a high byte of Latin or Cyrillic script."""
    sample = data[: 1 << 16]
    if len(sample) < 4:  # noqa: PLR2004 - two characters are the least that show a pattern
        return None
    shares = []
    for parity in (0, 1):
        half = sample[parity::2]
        shares.append(sum(half.count(byte) for byte in range(8)) / len(half))
    even, odd = shares
    low, high = 0.1, 0.5
    if odd >= high and even <= low:
        return "utf-16-le"
    if even >= high and odd <= low:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Tell whether enough lines beyond ASCII are UTF-8, or in a line enough of its characters.

    A line in another encoding is almost never valid UTF-8 by chance, so that one in eleven is enough.
    """
    good = bad = 0
    for line in _LINE_BREAK.split(data):
        loose = line.decode("utf-8", errors="surrogateescape")
        stray = sum(len(run) for run in _UNDECODED.findall(loose))
        bad += stray > 0
        good += 2 * len(_MULTIBYTE.findall(loose)) > stray
    return good > 0 and 10 * good >= bad


def _decode_mixed(data: bytes, name: str) -> tuple[Decoded, tuple[Problem, ...]]:
    """Decode line by line: a line that is not UTF-8 is read as another encoding, and named."""
    lines: list[str] = []
    bad: list[int] = []
    for number, raw in enumerate(_LINE_BREAK.split(data), start=1):
        try:
            lines.append(raw.decode("utf-8"))
        except UnicodeDecodeError:
            bad.append(number)
            lines.append(_decode_stray(raw))
    named = ", ".join(str(number) for number in bad[:MAX_LINES_NAMED])
    more = f" and {len(bad) - MAX_LINES_NAMED} more" if len(bad) > MAX_LINES_NAMED else ""
    message = f"mostly UTF-8, but line(s) {named}{more} hold other bytes, read as Windows-1252 or 1251"
    return Decoded("".join(lines), "utf-8"), (Problem(source=name, line=bad[0], message=message),)


def _decode_stray(raw: bytes) -> str:
    """Decode one line that is not UTF-8, keeping the sequences in it that are."""
    loose = raw.decode("utf-8", errors="surrogateescape")
    runs = _UNDECODED.findall(loose)
    # Cyrillic words in Windows-1251 are unbroken runs of high bytes; accents in Western text stand alone
    fallback = "cp1251" if sum(map(len, runs)) > 2 * len(runs) else "cp1252"
    if sum(map(len, runs)) > 2 * len(_MULTIBYTE.findall(loose)):
        return raw.decode(fallback, errors="replace")
    return _UNDECODED.sub(
        lambda run: run.group().encode("utf-8", "surrogateescape").decode(fallback, errors="replace"), loose
    )


def _decode_narrow(data: bytes, name: str) -> tuple[Decoded, tuple[Problem, ...]]:
    """Decode a file in one of the many encodings with one byte (or two) for a letter."""
    declared = declared_encoding(data)
    if declared is not None:
        try:
            return Decoded(data.decode(declared), declared), ()
        except UnicodeDecodeError:
            pass  # the page is wrong about itself: go by its bytes
    encoding = _guess(data)
    text = data.decode(encoding, errors="replace")
    marks = text.count("\ufffd")
    if not marks:
        return Decoded(text, encoding), ()
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    message = f"{marks} byte(s) have no meaning in {encoding}, the likeliest encoding, and became U+FFFD"
    return Decoded(text, encoding), (Problem(source=name, line=line, message=message),)


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that an HTML or XML page names for itself, if Python knows it.

    >>> declared_encoding(b'<meta charset="windows-1251">')
    'cp1251'
    """
    found = _DECLARED.search(data, 0, 4096)
    if found is None:
        return None
    try:
        encoding = codecs.lookup(found[1].decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None
    # a page whose declaration can be read as ASCII is not in a two-byte encoding; and as browsers do,
    # Latin-1 is read as the Windows encoding that holds it (WHATWG Encoding Standard)
    if encoding.startswith(("utf-16", "utf-32", "utf-8")):
        return None
    return "cp1252" if encoding in {"iso8859-1", "ascii"} else encoding


def _guess(data: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8."""
    import charset_normalizer  # noqa: PLC0415 - needed for few files, and it costs 0.1 s

    cut = data.rfind(b"\n", 0, 1 << 16) + 1
    sample = data[: cut or 1 << 16]
    high = sum(byte >= 0x80 for byte in sample)  # noqa: PLR2004 - the first byte beyond ASCII
    letters = sum(byte < 0x80 and chr(byte).isalpha() for byte in sample)  # noqa: PLR2004 - as above
    # ASCII words with a few accents, quotes and dashes: short samples mislead a statistical guess
    if high * 10 < letters:
        return "cp1252"
    best = charset_normalizer.from_bytes(sample).best()
    return "cp1252" if best is None else str(best.encoding)
