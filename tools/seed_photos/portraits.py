"""Portraits of reporters who do not exist: a flat bust before a plain ground."""

from tools.seed_photos.canvas import HEIGHT, WIDTH, Canvas, mix

SKIN = "#ecc6a4"
MIDDLE = WIDTH / 2


def draw(
    c: Canvas, *, back: str, coat: str, hair: str, cut: str = "short", glasses: bool = False
) -> None:
    """`cut`: short, bob, long or tied."""
    x = MIDDLE
    c.gradient([mix(back, "#ffffff", 0.25), back])
    if cut == "long":
        c.rectangle(x - 215, 270, 430, 470, hair, round_by=170)
    if cut == "bob":
        c.rectangle(x - 210, 220, 420, 370, hair, round_by=150)
    if cut == "tied":
        c.circle(x + 120, 150, 95, hair)
    c.rectangle(x - 340, 670, 680, 420, coat, round_by=190)
    c.rectangle(x - 68, 540, 136, 190, mix(SKIN, "#8a4f30", 0.22), round_by=60)
    c.polygon([(x - 130, 664), (x, 800), (x + 130, 664), (x + 74, 660), (x - 74, 660)], "#f7f3ea")
    c.ellipse(x, 690, 68, 44, mix(SKIN, "#8a4f30", 0.22))
    c.polygon(
        [(x - 170, 668), (x - 110, 664), (x - 6, HEIGHT), (x - 120, HEIGHT)],
        mix(coat, "#000000", 0.2),
    )
    c.polygon(
        [(x + 170, 668), (x + 110, 664), (x + 6, HEIGHT), (x + 120, HEIGHT)],
        mix(coat, "#000000", 0.2),
    )
    for side in (-1, 1):
        c.ellipse(x + side * 172, 430, 30, 44, mix(SKIN, "#8a4f30", 0.12))
    c.ellipse(x, 410, 172, 205, SKIN)
    top = [v * 2 for v in (x - 186, 170, x + 186, 560)]
    c.pen.pieslice(top, 180, 360, fill=hair)
    if cut == "short":
        c.ellipse(x - 6, 402, 152, 104, SKIN)
        c.polygon(
            [(x - 150, 352), (x - 120, 240), (x + 130, 240), (x + 60, 318), (x - 60, 346)], hair
        )
    else:
        c.polygon([(x - 186, 360), (x - 40, 270), (x - 150, 440), (x - 186, 470)], hair)
        c.polygon([(x + 186, 360), (x - 40, 270), (x + 150, 440), (x + 186, 470)], hair)
    # The face below the fringe stays plain: these are nobody.
    for side in (-1, 1):
        c.ellipse(x + side * 68, 428, 13, 15, "#2c211d")
        c.line([(x + side * 44, 390), (x + side * 94, 388)], mix(hair, "#2c211d", 0.4), 8)
        if glasses:
            c.ring(x + side * 70, 430, 50, "#3b3431", 7)
        c.circle(x + side * 104, 492, 25, "#e79c86", 0.35)
    if glasses:
        c.line([(x - 20, 424), (x + 20, 424)], "#3b3431", 7)
    c.line([(x, 440), (x - 12, 482), (x + 8, 486)], mix(SKIN, "#8a4f30", 0.35), 5)
    c.pen.arc([v * 2 for v in (x - 50, 480, x + 50, 548)], 25, 155, fill="#a5523f", width=12)
