"""Django's Korean messages with the particles that a Korean reader expects."""

import re

from newsroom.lib.korean import josa

# …"광장"가, …"광장"이/가, 섹션이/가: a particle after a closing quotation mark, or left to choose.
_PARTICLE = re.compile(r'(?P<word>[^"<>\s]+)(?P<end>(?:</a>)?"?)(?:이/가|(?<=")가)(?=\s)')
_MISTRANSLATED = {"아래 내용을 수정해야 합니다.": "아래에서 계속 고칠 수 있습니다."}


def in_good_korean(message: str) -> str:
    """The message corrected; a SafeString stays one, for only Hangul is put in."""
    text = _PARTICLE.sub(_with_particle, str(message))
    for wrong, right in _MISTRANSLATED.items():
        text = text.replace(wrong, right)
    return type(message)(text) if isinstance(message, str) else text


def _with_particle(found: re.Match[str]) -> str:
    word = found["word"]
    return word + found["end"] + josa(word, "이/가").removeprefix(word)
