import pytest

from photos import shapes
from photos.shapes import Crop, Size, crop, size, sizes


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("whole", Crop(0, 0, 4000, 3000)),
        ("square", Crop(500, 0, 3000, 3000)),
        ("landscape", Crop(0, 0, 4000, 3000)),
        ("wide", Crop(0, 375, 4000, 2250)),
    ],
)
def test_a_shape_is_the_largest_part_from_the_middle(shape: str, expected: Crop) -> None:
    assert crop(4000, 3000, shape) == expected


@pytest.mark.parametrize(
    ("focal_x", "left"), [(0, 0), (30, 0), (40, 100), (50, 500), (60, 900), (70, 1000), (100, 1000)]
)
def test_the_focal_point_is_in_the_middle_as_far_as_the_edges_allow(
    focal_x: int, left: int
) -> None:
    assert crop(4000, 3000, "square", focal_x, 90).left == left


def test_the_focal_point_lies_in_every_crop() -> None:
    for width, height in ((100, 100), (1600, 20), (20, 1600), (1, 1), (3, 2), (5000, 1)):
        for shape in shapes.SHAPES:
            for per_cent in range(0, 101, 5):
                left, top, across, down = crop(width, height, shape, per_cent, per_cent)
                assert 0 <= left <= width * per_cent / 100 <= left + across <= width
                assert 0 <= top <= height * per_cent / 100 <= top + down <= height


def test_nothing_is_made_larger_than_it_is() -> None:
    assert sizes(1280, 720, "wide") == (
        Size(480, 480, 270),
        Size(960, 960, 540),
        Size(1600, 1280, 720),
    )
    assert sizes(1280, 720, "square") == (Size(480, 480, 480), Size(960, 720, 720))
    assert sizes(60, 40, "whole") == (Size(480, 60, 40),)


def test_what_is_asked_for_larger_is_the_largest_there_is() -> None:
    assert size(1280, 720, "square", 1600) == Size(960, 720, 720)
    assert size(60, 40, "wide", 1600).nominal == 480


def test_a_tall_picture_stays_within_what_webp_holds() -> None:
    _, width, height = sizes(1600, 31_000, "whole")[-1]
    assert height == 16_000
    assert width / height == pytest.approx(1600 / 31_000, rel=0.01)
