import pytest

from imports import names


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("동네소식", "dongnesosik"),
        ("생활·문화뉴스", "saenghwal-munhwanyuseu"),
        ("IT 과학", "it-gwahak"),
        ("漢字", ""),
        ("값", "gap"),
    ],
)
def test_a_korean_name_has_a_slug(name: str, slug: str) -> None:
    assert names.slug(name, 50) == slug


def test_a_slug_is_cut_at_its_limit() -> None:
    assert names.slug("생활·문화뉴스", 10) == "saenghwal"


def test_spellings_of_one_name_are_equal() -> None:
    spelled = {
        names.comparable(name) for name in ("생활·문화 뉴스", "생활ㆍ문화뉴스", "생활・문화뉴스 ")
    }
    assert len(spelled) == 1
