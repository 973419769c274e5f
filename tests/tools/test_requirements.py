import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_hashes_and_names_no_index(name: str) -> None:
    text = (ROOT / name).read_text()
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert not re.search(r"https?:|file:/|--(index|extra-index|find-links|trusted)", text)
    for requirement in "\n".join(lines).replace("\\\n", " ").splitlines():
        assert re.match(r"^[a-z0-9.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", requirement)


def test_both_files_agree_on_what_they_share() -> None:
    pins = [
        dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    shared = pins[0].keys() & pins[1].keys()
    assert {name: pins[0][name] for name in shared} == {name: pins[1][name] for name in shared}
