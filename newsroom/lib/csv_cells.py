"""Cells of a CSV file that people open in a spreadsheet.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP's page on
CSV injection and ASVS 5.0 (1.2.10) say. White space in front doesn't hide one: some programs strip
it. The full-width signs are formulas too where a Korean or Japanese keyboard is usual.
"""

_FORMULA = tuple("=+-@＝＋－＠\t\r\n\0")
# Excel takes a file for UTF-8 only with this in front.
BYTE_ORDER_MARK = "\ufeff"


def defused(text: str) -> str:
    if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA):
        return f"'{text}"
    return text
