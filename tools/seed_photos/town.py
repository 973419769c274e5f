"""Places that people made: streets, buildings, playing fields."""

import itertools
import math

from PIL import Image

from tools.seed_photos.canvas import HEIGHT, WIDTH, Canvas, mix


def skyline(c: Canvas, foot: float, tallest: float, color: str, lit: str, share: float) -> None:
    """Blocks from left to right standing on `foot`; `share` of their windows glow."""
    x = -30.0
    while x < WIDTH:
        w = c.random.uniform(70, 150)
        h = tallest * c.random.uniform(0.35, 1)
        c.rectangle(x, foot - h, w, h, mix(color, "#000000", c.random.uniform(0, 0.18)))
        for row in range(int(h // 26) - 1):
            for column in range(int(w // 22) - 1):
                if c.random.random() < share:
                    c.rectangle(
                        x + 13 + column * 22,
                        foot - h + 16 + row * 26,
                        10,
                        13,
                        lit,
                        c.random.uniform(0.45, 1),
                    )
        x += w + c.random.uniform(-6, 22)


def night_bus(c: Canvas) -> None:
    c.gradient(["#0c1330", "#1d2853", "#4a4279", "#7c5684"], 0, 640)
    c.circle(1320, 130, 44, "#f7ecd0", 0.95)
    c.glow(1320, 130, 220, "#d9cff0", 0.35)
    skyline(c, 640, 330, "#26305c", "#f2c66d", 0.18)
    skyline(c, 660, 220, "#141b3b", "#f7d58a", 0.34)
    c.gradient(["#1c2038", "#0b0d1b"], 650, HEIGHT)
    for x in range(-60, WIDTH, 210):
        c.rectangle(x, 812, 110, 8, "#e7d9a8", 0.75)
    for x in (170, 820, 1470):
        c.line([(x, 660), (x, 370), (x + 74, 350)], "#0a0d1c", 8)
        c.glow(x + 80, 372, 190, "#ffdf9a", 0.5)
        c.rectangle(x + 54, 348, 56, 10, "#fff0c9", round_by=4)
    c.soft(
        "#ffe7ac",
        26,
        0.65,
        lambda pen, s: pen.polygon(
            [(x * s, y * s) for x, y in ((1210, 705), (1600, 660), (1600, 840), (1210, 745))],
            fill=255,
        ),
    )
    c.ellipse(770, 768, 500, 18, "#05060e", 0.7)
    c.rectangle(320, 455, 890, 300, "#2f8f83", round_by=26)
    c.rectangle(320, 660, 890, 95, "#23756d", round_by=22)
    c.rectangle(320, 640, 890, 26, "#f3e6c4")
    for i in range(5):
        x = 350 + i * 136
        c.rectangle(x, 495, 122, 118, "#ffe3a0", round_by=8)
        if i in (0, 2, 3):
            c.circle(x + 62, 566, 17, "#5a4a45")
            c.rectangle(x + 40, 582, 44, 31, "#5a4a45", round_by=10)
    c.rectangle(1034, 495, 76, 250, "#ffe9b6", round_by=6)
    c.rectangle(1069, 495, 6, 250, "#23756d")
    c.rectangle(1126, 495, 84, 140, "#ffefc9", round_by=8)
    c.rectangle(1050, 464, 140, 22, "#17202f", round_by=4)
    c.rectangle(1064, 471, 84, 8, "#ffb545")
    for x in (480, 960):
        c.circle(x, 752, 46, "#0c0e16")
        c.circle(x, 752, 22, "#7c8390")
    c.circle(1196, 712, 14, "#fff3cc")
    c.rectangle(322, 694, 10, 34, "#e0533f")


def alley(c: Canvas) -> None:
    x: float
    c.gradient(["#bcdbe3", "#eef0dc"], 0, 520)
    roofs = ("#b5654a", "#6f7f8b", "#a0503e", "#5f7166")
    walls = ("#f0e2c8", "#e3cdb0", "#dcd9cd", "#ecd3b8")
    for i, x in enumerate((-60, 260, 620, 960, 1300)):
        top = 250 + (i * 67) % 110
        c.rectangle(x, top, 370, 460, walls[i % 4])
        c.polygon(
            [(x - 20, top), (x + 60, top - 90), (x + 320, top - 90), (x + 392, top)], roofs[i % 4]
        )
        for column in range(3):
            c.rectangle(x + 40 + column * 110, top + 60, 64, 84, "#5e7f8c", round_by=4)
            c.rectangle(x + 40 + column * 110, top + 60, 30, 84, "#7fa0aa", round_by=4)
            c.rectangle(x + 34 + column * 110, top + 144, 76, 8, "#fbf4e4")
    c.rectangle(0, 560, WIDTH, 130, "#b98b6c")
    for row in range(5):
        for k in range(-1, 22):
            c.rectangle(
                k * 78 + (row % 2) * 39,
                562 + row * 26,
                74,
                22,
                mix("#b98b6c", "#e0b894", c.random.random() * 0.5),
            )
    c.gradient(["#d8cdb8", "#b3a58e"], 690, HEIGHT)
    for x in range(-200, WIDTH, 180):
        c.line([(x + 160, 690), (x, HEIGHT)], "#a0927c", 2, 0.7)
    for y in (740, 810):
        c.line([(0, y), (WIDTH, y)], "#a0927c", 2, 0.7)
    c.rectangle(596, 420, 12, 380, "#5d5148")
    c.rectangle(1072, 420, 12, 380, "#5d5148")
    stripes = 9
    for i in range(stripes):
        x = 540 + i * 600 / stripes
        color = "#e6a440" if i % 2 else "#fbf1dc"
        c.polygon(
            [(x + 26, 396), (x + 600 / stripes + 26, 396), (x + 600 / stripes, 452), (x, 452)],
            color,
        )
        c.pen.pieslice(
            [v * 2 for v in (x, 430, x + 600 / stripes, 474)],
            0,
            180,
            fill=mix(color, "#7c5a2a", 0.12),
        )
    c.ellipse(840, 806, 300, 14, "#6f6350", 0.5)
    c.rectangle(640, 700, 400, 18, "#8a5a3a", round_by=5)
    c.rectangle(640, 640, 400, 14, "#9c6844", round_by=5)
    c.rectangle(640, 664, 400, 14, "#9c6844", round_by=5)
    for x in (668, 996):
        c.rectangle(x, 640, 14, 162, "#4d4740")
    for x, coat in ((750, "#40657a"), (890, "#a8493a")):
        c.circle(x, 596, 25, "#e8bf9c")
        c.pen.pieslice([v * 2 for v in (x - 27, 566, x + 27, 622)], 180, 360, fill="#d9d5cd")
        c.rectangle(x - 32, 620, 64, 92, coat, round_by=22)
        c.rectangle(x - 28, 700, 56, 26, "#3c3f4a", round_by=8)
        c.rectangle(x - 26, 716, 18, 82, "#3c3f4a")
        c.rectangle(x + 10, 716, 18, 82, "#3c3f4a")
    for x, h in ((330, 560), (1330, 620), (1490, 420)):
        c.tree(x, 812, h, "#6f9a58", "#6a5140")
    for x in (180, 210, 240, 1180, 1212):
        c.circle(x, 762, 26, "#7ea35d")
        c.rectangle(x - 20, 770, 40, 38, "#b56a4b")


def plant(c: Canvas) -> None:
    c.gradient(["#3d4a6b", "#8f6f86", "#e0987b", "#f8cf95"], 0, 640)
    c.glow(420, 560, 560, "#ffe2a8", 0.75)
    c.circle(420, 560, 92, "#fff0c8")
    c.hills(600, 46, ["#7b6479", "#927080"])
    body, side = "#33374f", "#262a40"
    for x, w, top in ((520, 260, 430), (800, 340, 480), (1160, 300, 410)):
        c.rectangle(x, top, w, 660 - top, body)
        for k in range(int(w // 80)):
            c.polygon([(x + k * 80, top), (x + k * 80, top - 46), (x + k * 80 + 80, top)], body)
            c.polygon(
                [(x + k * 80, top), (x + k * 80, top - 46), (x + k * 80 + 14, top)], "#f0b47e"
            )
        for k in range(int(w // 44)):
            if c.random.random() < 0.7:
                c.rectangle(x + 18 + k * 44, top + 70, 24, 34, "#ffd98e", c.random.uniform(0.5, 1))
    for x, top in ((650, 190), (1010, 230), (1400, 170)):
        c.polygon([(x, top), (x + 44, top), (x + 56, 660), (x - 12, 660)], side)
        c.rectangle(x - 3, top + 24, 50, 16, "#c8553d")
        c.rectangle(x - 4, top + 70, 52, 16, "#c8553d")
        for k in range(7):
            c.glow(x + 40 + k * 52, top - 22 - k * 20, 60 + k * 26, "#f8e2d2", 0.34 - k * 0.035)
    for x in (180, 300):
        c.rectangle(x, 540, 96, 130, "#474a63", round_by=10)
        c.pen.pieslice([v * 2 for v in (x, 512, x + 96, 572)], 180, 360, fill="#5c5f78")
        c.line([(x + 16, 580), (x + 80, 580)], "#2b2e45", 3)
    c.line([(396, 590), (520, 590)], "#474a63", 10)
    c.gradient(["#3a3449", "#1e1d30"], 656, HEIGHT)
    c.line([(0, 660), (WIDTH, 660)], "#20203a", 6)
    for x in range(0, WIDTH, 46):
        c.line([(x, 690), (x, 760)], "#14152a", 4)
    c.line([(0, 704), (WIDTH, 704)], "#14152a", 4)
    for x in range(-40, WIDTH, 7):
        c.line(
            [(x, 860), (x + c.random.uniform(-14, 14), 860 - c.random.uniform(20, 100))],
            "#12132a",
            3,
        )
    c.rectangle(0, 850, WIDTH, 60, "#12132a")


def market(c: Canvas) -> None:
    c.gradient(["#1e2a44", "#3e4a68", "#8a6a6a"], 0, HEIGHT)
    far = 560
    c.polygon([(600, 330), (1000, 330), (1000, far), (600, far)], "#d9a35f")
    c.glow(800, 440, 520, "#ffdf9d", 0.85)
    c.polygon([(600, far), (1000, far), (1600, HEIGHT), (0, HEIGHT)], "#7a6456")
    for i in range(9):
        t = (i / 8) ** 1.8
        c.line(
            [(600 - 600 * t, far + 340 * t), (1000 + 600 * t, far + 340 * t)],
            "#5f4d44",
            1 + 4 * t,
            0.6,
        )
    colors = (
        ("#c8553d", "#f7ead0"),
        ("#2f7f79", "#f7ead0"),
        ("#d79a35", "#f7ead0"),
        ("#48628f", "#f7ead0"),
    )
    goods = ("#d8452f", "#e8a33a", "#7fa544", "#f0d9a6", "#a34f6d", "#5c8a3a")
    for depth in range(4):
        t, u = ((4 - depth) / 4) ** 1.6, ((3 - depth) / 4) ** 1.6
        for side in (-1, 1):

            def px(share: float, side: int = side) -> float:
                return 800 + side * (200 + 640 * share)

            def py(share: float, height: float) -> float:
                return far - 10 + 300 * share - height * (0.35 + 1.15 * share)

            pair = colors[(depth + (side > 0)) % 4]
            c.polygon(
                [(px(t), py(t, 420)), (px(u), py(u, 420)), (px(u), py(u, 0)), (px(t), py(t, 0))],
                "#4b3a3a",
            )
            c.polygon(
                [(px(t), py(t, 400)), (px(u), py(u, 400)), (px(u), py(u, 60)), (px(t), py(t, 60))],
                "#e9b866",
                0.8,
            )
            c.polygon(
                [(px(t), py(t, 118)), (px(u), py(u, 118)), (px(u), py(u, 0)), (px(t), py(t, 0))],
                "#6d4a36",
            )
            for k in range(6):
                a, b = t + (u - t) * k / 6, t + (u - t) * (k + 1) / 6
                lean = 90
                c.polygon(
                    [
                        (px(a), py(a, 360)),
                        (px(b), py(b, 360)),
                        (px(b) - side * lean * (0.3 + b), py(b, 270)),
                        (px(a) - side * lean * (0.3 + a), py(a, 270)),
                    ],
                    pair[k % 2],
                )
                for _ in range(12):
                    share = a + (b - a) * c.random.random()
                    c.circle(
                        px(share) - side * c.random.uniform(0, 26) * (0.3 + share),
                        py(share, 118) - c.random.uniform(0, 16) * (0.3 + share),
                        9 * (0.35 + share),
                        goods[(k + depth * 2 + (side > 0)) % 6],
                    )
    for row in range(3):
        reach = 260 + row * 260
        for k in range(15):
            a = k / 14
            x = 800 - reach + 2 * reach * a
            y = 250 - row * 84 + 60 * 4 * a * (1 - a)
            c.glow(x, y, 34 + row * 12, "#ffe3a0", 0.55)
            c.circle(x, y, 4 + row * 2.2, "#fff4d3")
    for x, y, h, tone in (
        (720, 640, 140, "#2c2531"),
        (880, 620, 120, "#34304a"),
        (640, 740, 210, "#231d28"),
        (985, 760, 225, "#2a2f45"),
    ):
        c.ellipse(x, y, h * 0.22, 8, "#2d2320", 0.5)
        c.person(x, y, h, tone, 0.3)


def windows(c: Canvas) -> None:
    c.gradient(["#2b3f63", "#3a5277"])
    c.gradient(["#30476c", "#22344f"])
    for row in range(40):
        for k in range(-1, 28):
            c.rectangle(
                k * 60 + (row % 2) * 30,
                row * 23,
                57,
                20,
                mix("#344c73", "#2a3e60", c.random.random()),
            )
    for row in range(2):
        for column in range(4):
            x, y = 90 + column * 378, 80 + row * 420
            lit = (row, column) in {(0, 1), (1, 0), (1, 2), (0, 3)}
            if lit:
                c.glow(x + 143, y + 150, 480, "#ffd889", 0.4)
            c.rectangle(x - 14, y - 14, 314, 330, "#e8e3d6", round_by=4)
            c.rectangle(x, y, 286, 300, "#f8c968" if lit else "#1a2842")
            if lit:
                c.gradient_polygon(
                    [(x, y), (x + 286, y), (x + 286, y + 300), (x, y + 300)], ["#ffe2a0", "#f2b352"]
                )
                c.polygon([(x, y), (x + 74, y), (x + 40, y + 300), (x, y + 300)], "#c86b4a", 0.9)
                c.polygon(
                    [(x + 286, y), (x + 212, y), (x + 246, y + 300), (x + 286, y + 300)],
                    "#c86b4a",
                    0.9,
                )
            else:
                c.polygon([(x, y + 220), (x + 190, y), (x + 250, y), (x, y + 290)], "#ffffff", 0.07)
            c.rectangle(x + 138, y, 10, 300, "#e8e3d6")
            c.rectangle(x, y + 118, 286, 9, "#e8e3d6")
            c.rectangle(x - 26, y + 312, 338, 18, "#cfc8b8", round_by=3)
            c.rectangle(x - 26, y + 330, 338, 8, "#101a2d", 0.4)
    for x, y in ((468, 314), (90, 734)):
        c.rectangle(x + 176, y + 50, 50, 36, "#9c5b3f", round_by=5)
        for k in range(7):
            c.line([(x + 200, y + 56), (x + 164 + k * 12, y - 26 + abs(k - 3) * 9)], "#4e7d4b", 7)


def snow_city(c: Canvas) -> None:
    x: float
    c.gradient(["#1b2b4a", "#3c5275", "#8b9fb8", "#c6d2dd"], 0, 680)
    skyline(c, 640, 360, "#5d7391", "#ffe3a8", 0.16)
    skyline(c, 680, 240, "#394e6e", "#ffdc93", 0.3)
    c.gradient(["#eef3f7", "#c4d1df"], 664, HEIGHT)
    c.polygon([(0, 770), (WIDTH, 720), (WIDTH, 830), (0, HEIGHT)], "#8c9cb0")
    c.polygon([(0, 764), (WIDTH, 714), (WIDTH, 726), (0, 786)], "#ffffff")
    for x in (150, 620, 1080, 1490):
        y = 730 - x * 0.03
        c.line([(x, y), (x, y - 300), (x + 60, y - 318)], "#22304a", 7)
        c.glow(x + 66, y - 300, 210, "#ffe6ae", 0.55)
        c.rectangle(x + 40, y - 322, 52, 9, "#fff6dc", round_by=4)
    c.ellipse(830, 822, 320, 16, "#5c6c82", 0.6)
    c.rectangle(560, 600, 360, 150, "#e5972d", round_by=10)
    c.polygon([(560, 600), (920, 600), (890, 560), (600, 560)], "#6f5b45")
    c.rectangle(930, 560, 170, 200, "#f0a93b", round_by=18)
    c.rectangle(968, 586, 116, 78, "#c9e2ee", round_by=8)
    c.polygon([(1000, 586), (1040, 586), (1000, 664), (968, 664)], "#ffffff", 0.5)
    c.rectangle(990, 540, 70, 20, "#f25b3a", round_by=8)
    c.glow(1025, 548, 190, "#ff9a5c", 0.7)
    c.rectangle(540, 744, 570, 26, "#3b3f4a")
    for x in (620, 720, 1010):
        c.circle(x, 776, 42, "#1f232c")
        c.circle(x, 776, 18, "#8d96a4")
    c.polygon([(1104, 690), (1210, 660), (1250, 700), (1226, 806), (1120, 806)], "#c23f2e")
    c.polygon([(1210, 660), (1250, 700), (1226, 806), (1196, 800)], "#e36a4f")
    for _ in range(140):
        x = 1230 + abs(c.random.gauss(0, 90))
        c.circle(x, 812 - abs(c.random.gauss(0, 56)), c.random.uniform(6, 22), "#ffffff", 0.6)
    for _ in range(520):
        c.circle(
            c.random.uniform(0, WIDTH),
            c.random.uniform(0, HEIGHT),
            c.random.choice((1.6, 2.2, 3, 4.4)),
            "#ffffff",
            c.random.uniform(0.5, 0.95),
        )


def museum(c: Canvas) -> None:
    x: float
    y: float
    c.gradient(["#f0d9bd", "#f7ead6", "#dfe7e4"], 0, 560)
    c.tree(130, 560, 380, "#8ea37c", "#6c5846")
    c.tree(1490, 560, 430, "#7e9a78", "#6c5846")
    c.rectangle(180, 230, 1240, 330, "#c9a98a")
    c.rectangle(180, 230, 1240, 30, "#b28f70")
    c.rectangle(150, 206, 1300, 28, "#dcc3a6")
    for row in range(12):
        for k in range(32):
            if c.random.random() < 0.35:
                c.rectangle(
                    184 + k * 39,
                    264 + row * 25,
                    36,
                    21,
                    mix("#c9a98a", "#9a7556", c.random.random() * 0.6),
                )
    for i in range(6):
        x = 236 + i * 192
        for inset, tone in ((0, "#efe0ca"), (14, "#5b4a44")):
            c.rectangle(x + inset, 400, 150 - inset * 2, 160, tone)
            c.pen.pieslice(
                [v * 2 for v in (x + inset, 325 + inset, x + 150 - inset, 475 - inset)],
                180,
                360,
                fill=tone,
            )
        c.gradient_polygon(
            [(x + 14, 400), (x + 136, 400), (x + 136, 560), (x + 14, 560)], ["#7a5f4f", "#f3c678"]
        )
        if i in (1, 3, 4):
            c.rectangle(x + 46, 420, 58, 70, "#f7f1e4")
            c.rectangle(x + 54, 428, 42, 54, ("#3d7f86", "#c8553d", "#dba540")[i % 3])
    c.polygon([(620, 206), (700, 120), (900, 120), (980, 206)], "#a9c7cb")
    for k in range(6):
        c.line([(620 + k * 72, 206), (700 + k * 40, 120)], "#f4f7f3", 4)
    c.person(520, 562, 96, "#3a2f30")
    c.person(556, 562, 66, "#8a3f34")
    c.person(1080, 562, 98, "#2f3c49", 0.3)
    top = (
        c.image.crop((0, 0, WIDTH * 2, 562 * 2))
        .transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        .crop((0, 0, WIDTH * 2, (HEIGHT - 562) * 2))
    )
    c.image.paste(top, (0, 562 * 2))
    c.rectangle(0, 562, WIDTH, HEIGHT - 562, "#4f8a93", 0.5)
    c.rectangle(0, 558, WIDTH, 12, "#efe6d6")
    for _ in range(150):
        y = 580 + c.random.random() ** 1.3 * 310
        x = c.random.uniform(-40, WIDTH)
        c.line([(x, y), (x + 20 + (y - 560) * 0.4, y)], "#e9f4f2", 2, 0.32)
    for x, y, r in ((700, 760, 90), (1180, 690, 60), (330, 820, 110)):
        for k in range(3):
            c.pen.ellipse(
                [
                    v * 2
                    for v in (
                        x - r - k * r * 0.5,
                        y - (r + k * r * 0.5) * 0.2,
                        x + r + k * r * 0.5,
                        y + (r + k * r * 0.5) * 0.2,
                    )
                ],
                outline=(235, 246, 244, 120 - k * 30),
                width=3,
            )


def old_station(c: Canvas) -> None:
    h: float
    x: float
    y: float
    c.gradient(["#1c2346", "#4a4272", "#a0647a", "#e9a278"], 0, 600)
    c.stars(110, 260)
    c.hills(560, 80, ["#4f416b", "#6d4d70"])
    c.hills(600, 40, ["#352f52", "#453a5c"])
    c.gradient(["#3b3346", "#1d1a29"], 600, HEIGHT)
    c.polygon([(0, 640), (620, 600), (620, 616), (0, 700)], "#8d7b79")
    c.polygon([(0, 700), (620, 616), (640, 900), (0, 900)], "#4d4350")
    c.polygon([(0, 640), (620, 600), (700, 600), (300, 900), (0, 900)], "#75656a")
    c.polygon([(700, 600), (712, 600), (380, 900), (300, 900)], "#d6c4a5")
    for k in range(13):
        t = (k / 12) ** 2
        y = 606 + t * 290
        c.line([(735 - 250 * t, y), (800 + 340 * t, y)], "#2a2130", 3 + 15 * t)
    for a, b in ((745, 520), (790, 1060)):
        c.line([(a, 602), (b, 900)], "#b9a9ac", 6)
    c.polygon([(60, 350), (560, 430), (560, 608), (60, 650)], "#c9ad8b")
    c.polygon([(60, 350), (560, 430), (560, 470), (60, 410)], "#a98c6d")
    c.polygon([(10, 352), (300, 226), (600, 426), (590, 440)], "#6e3f3d")
    c.polygon([(10, 352), (300, 226), (320, 240), (40, 372)], "#87504a")
    for k in range(3):
        x = 110 + k * 150
        y = 446 + k * 14
        c.polygon(
            [(x, y), (x + 84, y + 12), (x + 84, y + 118 - k * 8), (x, y + 124 - k * 8)], "#ffd58c"
        )
        c.line([(x + 42, y + 6), (x + 42, y + 120 - k * 8)], "#7b5a48", 5)
        c.glow(x + 42, y + 60, 190, "#ffd58c", 0.35)
    for k in range(5):
        x = 130 + k * 112
        c.line([(x, 396 + k * 8), (x, 690 - k * 16)], "#3c2f36", 9)
    poles = ((90, 240), (520, 330), (960, 250), (1500, 180))
    c.line([(960, 250), (960, 640)], "#2b2233", 9)
    c.line([(1500, 180), (1500, 760)], "#2b2233", 12)
    for (x1, y1), (x2, y2) in itertools.pairwise(poles):
        sag = []
        for k in range(31):
            t = k / 30
            sag.append((x1 + (x2 - x1) * t, y1 + (y2 - y1) * t + 90 * 4 * t * (1 - t)))
        c.line(sag, "#1b1626", 2.5)
        for x, y in sag[1:-1:3]:
            c.glow(x, y + 10, 64, "#ffdb94", 0.55)
            c.circle(x, y + 10, 7.5, "#fff2ce")
    c.rectangle(1050, 640, 330, 30, "#7a5a49")
    c.rectangle(1070, 668, 290, 40, "#57403a")
    c.glow(1215, 560, 380, "#ffd99a", 0.35)
    for x, h in ((1110, 130), (1210, 146), (1310, 128)):
        c.person(x, 642, h, "#231a29")
    c.ellipse(1160, 600, 22, 34, "#9a5b34")
    c.ellipse(1160, 574, 16, 22, "#9a5b34")
    c.line([(1160, 612), (1160, 500)], "#3c2618", 6)
    for x, y in ((330, 720), (420, 700), (240, 760), (510, 680), (150, 800), (360, 790)):
        h = 70 + (y - 680) * 0.5
        c.circle(x, y - h * 0.62, h * 0.18, "#2a2030")
        c.rectangle(x - h * 0.26, y - h * 0.46, h * 0.52, h * 0.6, "#2a2030", round_by=h * 0.2)


def school(c: Canvas) -> None:
    c.gradient(["#1f2a55", "#47508a", "#a1769b", "#f0ac8a"], 0, 620)
    c.stars(70, 240)
    c.hills(560, 60, ["#584e7c", "#6b5a83"])
    c.rectangle(210, 300, 1180, 340, "#c97c5d")
    c.rectangle(210, 300, 1180, 26, "#e9d9c0")
    c.rectangle(690, 220, 220, 420, "#b86a4d")
    c.polygon([(672, 224), (800, 150), (928, 224)], "#8c4a38")
    c.circle(800, 262, 30, "#f7efdd")
    c.line([(800, 262), (800, 243)], "#3a2d33", 4)
    c.line([(800, 262), (812, 268)], "#3a2d33", 4)
    for row in range(3):
        for column in range(10):
            x = 244 + column * 116
            if 640 < x < 880:
                continue
            y = 346 + row * 98
            lit = c.random.random() < 0.72
            c.rectangle(x - 5, y - 5, 80, 66, "#f0e4cf")
            c.rectangle(x, y, 70, 56, "#ffd98a" if lit else "#3d4468")
            c.rectangle(x + 33, y, 4, 56, "#f0e4cf")
            if lit:
                c.glow(x + 35, y + 28, 110, "#ffd98a", 0.3)
                if c.random.random() < 0.4:
                    c.circle(x + 20, y + 36, 9, "#8a4f3c")
                    c.rectangle(x + 9, y + 44, 23, 12, "#8a4f3c")
    c.rectangle(750, 520, 100, 120, "#ffe3a4")
    c.rectangle(797, 520, 6, 120, "#8c4a38")
    c.glow(800, 600, 320, "#ffe3a4", 0.45)
    c.gradient(["#7b6a72", "#3b3648"], 640, HEIGHT)
    c.polygon([(750, 640), (850, 640), (1060, HEIGHT), (540, HEIGHT)], "#a88f80")
    c.soft(
        "#ffe3a4",
        20,
        0.4,
        lambda pen, s: pen.polygon(
            [(x * s, y * s) for x, y in ((760, 640), (840, 640), (930, 840), (670, 840))], fill=255
        ),
    )
    for x, h in ((80, 360), (1500, 400), (1390, 240), (190, 230)):
        c.tree(x, 680, h, "#4d5f5a", "#3b3140")
    c.person(770, 760, 150, "#2b2637", 0.25)
    c.person(832, 764, 96, "#9c3f3a", 0.3)
    c.rectangle(818, 690, 26, 30, "#e0a63d", round_by=6)
    c.person(905, 716, 80, "#33405e", 0.5)


def football(c: Canvas) -> None:
    c.gradient(["#3f8a4e", "#2f7442"])
    for k in range(10):
        if k % 2:
            c.rectangle(k * 160, 0, 160, HEIGHT, "#ffffff", 0.07)
    white = "#f4f8ee"
    c.line([(90, 80), (1510, 80), (1510, 820), (90, 820), (90, 80)], white, 7)
    c.line([(800, 80), (800, 820)], white, 7)
    c.ring(800, 450, 120, white, 7)
    c.circle(800, 450, 9, white)
    for side in (-1, 1):
        edge = 800 + side * 710
        for depth, half in ((210, 230), (90, 110)):
            inner = edge - side * depth
            c.line(
                [(edge, 450 - half), (inner, 450 - half), (inner, 450 + half), (edge, 450 + half)],
                white,
                7,
            )
        c.circle(edge - side * 150, 450, 8, white)
        for k in range(7):
            c.line([(edge, 390 + k * 20), (edge + side * 46, 390 + k * 20)], white, 2, 0.7)
        c.line(
            [(edge, 390), (edge + side * 46, 390), (edge + side * 46, 510), (edge, 510)], white, 4
        )
    reds = [
        (1080, 300),
        (1190, 420),
        (1000, 560),
        (1260, 600),
        (900, 240),
        (860, 690),
        (700, 430),
        (560, 250),
        (540, 640),
    ]
    blues = [
        (1150, 340),
        (1290, 430),
        (1180, 560),
        (1340, 330),
        (960, 430),
        (1020, 700),
        (760, 280),
        (690, 600),
        (1330, 540),
    ]
    ball = (1238, 446)
    c.line([(1000, 560), (1110, 470), ball], "#fff3b0", 5, 0.7)
    for players, shirt in (
        (reds, "#e2503c"),
        (blues, "#26468c"),
        ([(150, 450), (1448, 462)], "#f0b43a"),
    ):
        for x, y in players:
            c.soft_ellipse((x, y + 4, x + 84, y + 34), "#12301c", 8, 0.5)
            turn = c.random.uniform(-0.9, 0.9)
            for sign in (-1, 1):
                c.line(
                    [(x, y), (x + sign * 30 * math.cos(turn), y + sign * 30 * math.sin(turn))],
                    "#e9c3a0",
                    9,
                )
            c.ellipse(x, y, 23, 19, shirt)
            c.circle(x, y, 10, "#2d211c")
    c.circle(ball[0] + 8, ball[1] + 12, 11, "#12301c", 0.4)
    c.circle(*ball, 12, "#ffffff")
    c.circle(*ball, 5, "#30343c")


def bridge_run(c: Canvas) -> None:
    c.gradient(["#7fb4cf", "#bfdce0", "#f7e6c4"], 0, 560)
    c.glow(1200, 300, 460, "#fff3cf", 0.8)
    c.circle(1200, 300, 58, "#fffbea")
    c.hills(510, 70, ["#8aa9ad", "#a9c0b8"])
    skyline(c, 548, 150, "#7d97a3", "#f4e7c2", 0.2)
    c.gradient(["#a9cbc9", "#5f97a5", "#2b5d72"], 548, HEIGHT)
    for _ in range(150):
        y = c.random.uniform(570, 890)
        x = c.random.uniform(-40, WIDTH)
        c.line(
            [(x, y), (x + 20 + (y - 550) * 0.3, y)], c.random.choice(("#e8f3ee", "#24536a")), 2, 0.3
        )
    tower, cable = "#e9e2d2", "#f3eee2"
    for x in (430, 1170):
        for dx in (0, 50):
            c.rectangle(x + dx, 130, 22, 640, tower)
        for y in (160, 300, 440):
            c.rectangle(x, y, 72, 18, tower)
        c.rectangle(x - 26, 740, 124, 44, "#6b6660")
    for start, low, end in (
        ((-350, 560), None, (466, 140)),
        ((466, 140), 470, (1206, 140)),
        ((1206, 140), None, (2020, 560)),
    ):
        curve = []
        for k in range(61):
            t = k / 60
            x = start[0] + (end[0] - start[0]) * t
            y = start[1] + (end[1] - start[1]) * t
            y += (low - 140) * 4 * t * (1 - t) if low else 60 * 4 * t * (1 - t)
            curve.append((x, min(y, 596)))
        c.line(curve, cable, 9)
        for x, y in curve[::2]:
            c.line([(x, y), (x, 600)], cable, 2.4)
    c.rectangle(0, 596, WIDTH, 40, "#4a4d55")
    c.rectangle(0, 590, WIDTH, 10, "#d8d2c4")
    for x in range(0, WIDTH, 60):
        c.line([(x, 636), (x + 30, 664), (x + 60, 636)], "#3a3d45", 4)
    c.rectangle(0, 662, WIDTH, 8, "#3a3d45")
    shirts = ("#e2503c", "#f0b43a", "#2f6f8f", "#5c8f4c", "#f4efe2", "#8a4f8f", "#27303f")
    for k in range(46):
        x = 20 + k * 34 + c.random.uniform(-12, 12)
        c.person(
            x, 594 + c.random.uniform(-2, 4), c.random.uniform(58, 72), c.random.choice(shirts), 0.8
        )
