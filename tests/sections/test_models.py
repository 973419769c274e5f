import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from articles.models import Article
from sections.models import Section
from tests.builders import make_draft, make_published, make_section

pytestmark = pytest.mark.django_db


def test_the_tree_is_one_query_in_order(django_assert_num_queries) -> None:
    second = make_section("둘째", order=2)
    first = make_section("첫째", order=1)
    make_section("첫째 나", parent=first, order=2)
    make_section("첫째 가", parent=first, order=1)
    with django_assert_num_queries(1):
        tree = Section.objects.tree()
    assert [(top.name, [child.name for child in top.child_list]) for top in tree] == [
        ("첫째", ["첫째 가", "첫째 나"]),
        (second.name, []),
    ]


def test_names_keep_the_middle_dot() -> None:
    section = Section(name=" 중년·신중년뉴스 ", slug="midlife")
    section.full_clean()
    assert section.name == "중년·신중년뉴스"


def test_two_levels_and_no_more() -> None:
    parent = make_section()
    child = make_section(parent=parent)
    with pytest.raises(ValidationError, match="두 단계"):
        Section(name="손자", slug="third", parent=child).full_clean()
    parent.parent = make_section()
    with pytest.raises(ValidationError, match="중분류가 있는"):
        parent.full_clean()


@pytest.mark.parametrize("slug", ["Gyeonggi", "경기", "a b", "-a", "a--b", "a_b"])
def test_addresses_are_plain(slug: str) -> None:
    with pytest.raises(ValidationError):
        Section(name="이름", slug=slug).full_clean()


def test_a_section_with_stories_cannot_be_deleted() -> None:
    article = make_draft()
    with pytest.raises(ProtectedError):
        article.section.delete()


def test_in_section_covers_children_and_further_sections_once() -> None:
    parent = make_section()
    child, other = make_section(parent=parent), make_section()
    main = make_published(section_id=parent.pk, further_section_ids=(child.pk,))
    below = make_published(section_id=child.pk)
    further = make_published(section_id=other.pk, further_section_ids=(child.pk,))
    elsewhere = make_published(section_id=other.pk)
    found = list(Article.objects.published().in_section(parent).order_by("pk"))
    assert found == [main, below, further]
    assert elsewhere in Article.objects.published().in_section(other)
