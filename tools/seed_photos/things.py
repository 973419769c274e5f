"""Things close by: on a table, on a shelf, under a lamp."""

import math

from tools.seed_photos.canvas import HEIGHT, WIDTH, Canvas, Point, mix


def price_chart(c: Canvas) -> None:
    x: float
    y: float
    c.gradient(["#f6efe0", "#ecdfc6"])
    for y in range(170, 700, 106):
        c.line([(150, y), (1450, y)], "#cdbd9e", 2)
    heights = (470, 430, 455, 380, 350, 300, 322, 250)
    for i, h in enumerate(heights):
        x = 190 + i * 156
        c.rectangle(x + 8, 706 - h, 84, h, "#b9a98b", 0.35)
        last = i == len(heights) - 1
        c.rectangle(
            x, 700 - h, 84, h, "#4f8a5b" if last else mix("#a9c29a", "#87ab7d", i / 8), round_by=5
        )
    points: list[Point] = []
    for i, y in enumerate((560, 540, 500, 510, 430, 380, 300, 236)):
        points.append((232 + i * 156, y))
    c.line(points, "#c4452f", 8)
    for x, y in points:
        c.circle(x, y, 14, "#f6efe0")
        c.circle(x, y, 9, "#c4452f")
    c.rectangle(0, 700, WIDTH, 200, "#c99f6b")
    c.gradient(["#d4ad79", "#a97e4e"], 700, HEIGHT)
    for y in (742, 790, 846):
        c.line([(0, y), (WIDTH, y + 6)], "#94693d", 2, 0.5)
    c.ellipse(330, 846, 210, 22, "#6e4c2a", 0.45)
    for k in range(-4, 5):
        tip = (330 + k * 42, 640 + abs(k) * 22)
        c.polygon(
            [
                (330 + k * 17, 852),
                (tip[0] - 34, tip[1] + 34),
                tip,
                (tip[0] + 34, tip[1] + 34),
                (330 + k * 24 + 8, 852),
            ],
            mix("#6f9f4c", "#b7cf7c", (k + 4) / 8),
        )
        c.line([(330 + k * 19, 850), tip], "#eef2d4", 7)
    for x, tone in ((720, "#f4f0e2"), (830, "#f1ebda")):
        c.ellipse(x + 30, 858, 90, 14, "#6e4c2a", 0.4)
        c.ellipse(x, 810, 46, 62, tone)
        c.polygon([(x - 40, 836), (x + 40, 836), (x + 10, 884), (x, 892), (x - 8, 884)], tone)
        for k in (-26, -8, 12, 28):
            c.line([(x, 756), (x + k, 690 + abs(k))], "#5f9447", 10)
    for x, y in ((1130, 830), (1190, 846), (1250, 826), (1300, 850), (1216, 802)):
        c.polygon(
            [
                (x - 70, y - 12),
                (x + 30, y - 20),
                (x + 52, y - 6),
                (x + 28, y + 10),
                (x - 40, y + 8),
            ],
            "#b8321f",
        )
        c.line([(x + 48, y - 6), (x + 76, y - 20)], "#4d7a36", 7)
        c.line([(x - 40, y - 8), (x + 20, y - 12)], "#e7745a", 3)


def bookshelves(c: Canvas) -> None:
    c.gradient(["#5a3d2e", "#3c281f"])
    tones = (
        "#b5533c",
        "#d99a3e",
        "#39696b",
        "#5f7f58",
        "#27405f",
        "#8c4057",
        "#e4d3b0",
        "#6f5a86",
        "#c77e5a",
        "#efe5cc",
    )
    for shelf in range(4):
        foot = 222 + shelf * 222
        c.rectangle(0, foot - 204, WIDTH, 204, "#2c1d17")
        x = 10.0
        while x < WIDTH - 10:
            if c.random.random() < 0.07:
                x += c.random.uniform(30, 80)
                continue
            w, h = c.random.uniform(22, 54), c.random.uniform(120, 188)
            tone = c.random.choice(tones)
            if c.random.random() < 0.08:
                lean = 46
                c.polygon(
                    [(x, foot), (x + w, foot), (x + w + lean, foot - h), (x + lean, foot - h + 8)],
                    tone,
                )
                x += w + lean
                continue
            c.rectangle(x, foot - h, w, h, tone, round_by=3)
            c.rectangle(x, foot - h, 6, h, "#ffffff", 0.13)
            c.rectangle(x + w - 7, foot - h, 7, h, "#000000", 0.18)
            band = mix(tone, "#fff3d6", 0.55)
            style = c.random.randrange(4)
            if style == 0:
                c.rectangle(x, foot - h + 18, w, 7, band)
                c.rectangle(x, foot - 32, w, 7, band)
            elif style == 1:
                c.rectangle(x + w * 0.25, foot - h + 26, w * 0.5, h * 0.42, band, 0.9, 2)
            elif style == 2:
                c.circle(x + w / 2, foot - 34, w * 0.2, band)
                c.rectangle(x + w * 0.4, foot - h + 22, w * 0.2, h * 0.4, band)
            x += w + 1.5
        c.rectangle(0, foot, WIDTH, 18, "#8a5f40")
        c.rectangle(0, foot + 14, WIDTH, 5, "#4b3122")
    for x in (0, 790, 1580):
        c.rectangle(x, 0, 22, HEIGHT, "#7b5338")
    c.glow(420, 160, 900, "#ffdc9a", 0.34)
    for x1, x2 in ((1090, 1180), (1250, 1320)):
        c.line([(x1, 920), (x2, -20)], "#d8b178", 17)
        c.line([(x1 + 7, 920), (x2 + 7, -20)], "#a97f4d", 5)
    for k in range(7):
        t = k / 7 + 0.06
        left = 1090 + 90 * t
        right = 1250 + 70 * t
        y = 920 - 940 * t
        c.line([(left, y), (right, y)], "#e2be86", 14)
        c.line([(left, y + 8), (right, y + 8)], "#94693d", 4)


def braille(c: Canvas) -> None:
    c.gradient(["#2f6a6c", "#1f4a50"])
    for _ in range(26):
        y = c.random.uniform(0, HEIGHT)
        c.line([(0, y), (WIDTH, y + c.random.uniform(-20, 20))], "#2b6063", 2, 0.5)
    c.soft(
        "#0d2427",
        26,
        0.75,
        lambda pen, s: pen.rectangle([v * s for v in (250, 130, 1230, 850)], fill=255),
    )
    c.polygon([(230, 100), (1180, 70), (1210, 800), (262, 830)], "#f5ecd8")
    c.polygon([(230, 100), (1180, 70), (1181, 96), (231, 126)], "#c8553d")
    for row in range(8):
        y = 186 + row * 78
        x = 300 + row * 3.4
        cells = 12 - (row * 5) % 4
        for cell in range(cells):
            for dot in range(6):
                if c.random.random() < 0.52:
                    px = x + cell * 62 + (dot % 2) * 21
                    py = y - cell * 1.9 + (dot // 2) * 19
                    c.circle(px + 2.4, py + 3, 7, "#b7a988")
                    c.circle(px, py, 6.4, "#fffaf0")
        c.rectangle(1066, y - 24, 92, 36, "#e4d6b7", round_by=6)
    skin, shade = "#e3b08c", "#c98f6b"
    c.soft(
        "#6f5b42",
        20,
        0.55,
        lambda pen, s: pen.line(
            [(v[0] * s, v[1] * s) for v in ((800, 470), (1200, 760), (1600, 950))],
            fill=255,
            width=round(110 * s),
        ),
    )
    c.line([(1210, 690), (1640, 980)], "#34506b", 250)
    c.line([(1100, 620), (1290, 740)], skin, 190)
    c.circle(1100, 620, 95, skin)
    for tip, root, width in (
        ((770, 440), (1060, 580), 62),
        ((820, 560), (1080, 640), 60),
        ((900, 660), (1110, 690), 56),
        ((1130, 430), (1160, 590), 60),
    ):
        c.line([tip, root], skin, width)
        c.circle(*tip, width / 2, skin)
        a = math.atan2(tip[1] - root[1], tip[0] - root[0])
        c.ellipse(
            tip[0] - 4 * math.cos(a),
            tip[1] - 4 * math.sin(a) - 7,
            width * 0.26,
            width * 0.2,
            "#f6d7c2",
        )
    for crease in (((900, 540), (1040, 612)), ((930, 632), (1050, 668))):
        c.line(crease, shade, 4, 0.7)


def medicine(c: Canvas) -> None:
    x: float
    y: float
    c.gradient(["#dfe9e2", "#c7d8d0"], 0, 640)
    c.gradient(["#e8d3b3", "#c7a57b"], 640, HEIGHT)
    c.soft(
        "#7f9389",
        18,
        0.5,
        lambda pen, s: pen.rectangle([v * s for v in (330, 110, 1300, 620)], fill=255),
    )
    c.rectangle(310, 80, 980, 530, "#fbf6ea", round_by=16)
    c.rectangle(310, 80, 980, 60, "#3d7f86", round_by=16)
    c.rectangle(310, 110, 980, 30, "#3d7f86")
    for k in (420, 800, 1180):
        c.circle(k, 108, 11, "#fbf6ea")
    times = ("#f2c45a", "#e88e5a", "#6f8fb8")
    pills = ("#d8503c", "#f4f0e6", "#4f8a6b", "#f0b43a", "#7b6aa6")
    for row, tone in enumerate(times):
        for day in range(7):
            x, y = 344 + day * 133, 168 + row * 144
            c.rectangle(x, y, 115, 124, mix(tone, "#ffffff", 0.45), round_by=10)
            c.rectangle(x, y, 115, 24, tone, round_by=8)
            if day + row * 0.5 < 2.2:
                c.line([(x + 12, y + 24), (x + 104, y + 116)], "#ffffff", 3, 0.7)
                continue
            for k in range(c.random.randint(2, 4)):
                px, py = x + 26 + (k % 2) * 50 + c.random.uniform(-6, 8), y + 56 + (k // 2) * 36
                if k % 2:
                    c.rectangle(px - 17, py - 9, 36, 18, c.random.choice(pills), round_by=9)
                    c.rectangle(px + 1, py - 9, 18, 18, "#fffaf0", round_by=9)
                else:
                    c.circle(px, py, 14, c.random.choice(pills))
                    c.line([(px - 9, py), (px + 9, py)], "#ffffff", 2, 0.6)
    for x, h, tone in ((150, 270, "#c9772f"), (1390, 300, "#4f8a8b"), (1500, 210, "#c9772f")):
        c.ellipse(x + 10, 778, 90, 16, "#7d6244", 0.5)
        c.rectangle(x - 66, 780 - h, 132, h, tone, round_by=18)
        c.rectangle(x - 66, 780 - h, 30, h, "#ffffff", 0.18, 14)
        c.rectangle(x - 58, 740 - h, 116, 54, "#f5f0e4", round_by=9)
        for k in range(8):
            c.line([(x - 46 + k * 13, 744 - h), (x - 46 + k * 13, 788 - h)], "#d5ccba", 3)
        c.rectangle(x - 66, 820 - h, 132, h * 0.44, "#fdf8ec")
        c.rectangle(x - 14, 836 - h, 28, 8, "#c8553d")
        c.rectangle(x - 4, 826 - h, 8, 28, "#c8553d")
        for k in range(2):
            c.rectangle(x - 46, 872 - h + k * 20, 92 - k * 30, 8, "#b9b1a0")
    for _ in range(9):
        x, y = c.random.uniform(300, 1250), c.random.uniform(720, 850)
        c.ellipse(x + 5, y + 8, 24, 10, "#7d6244", 0.35)
        c.ellipse(x, y, 23, 15, c.random.choice(pills))
        c.ellipse(x - 5, y - 5, 9, 4, "#ffffff", 0.4)


def warm_window(c: Canvas) -> None:
    x: float
    y: float
    c.gradient(["#7b4a3a", "#5b362d"])
    for x in range(0, WIDTH, 80):
        c.rectangle(x, 0, 38, HEIGHT, "#8a5643", 0.4)
    c.rectangle(290, 50, 1020, 640, "#f1e3ca")
    c.gradient_polygon(
        [(330, 90), (1270, 90), (1270, 650), (330, 650)], ["#49618a", "#8aa3bf", "#dbe4ea"]
    )
    for x, h in ((400, 190), (520, 260), (680, 180), (990, 240), (1130, 300), (1230, 200)):
        for k in range(3):
            c.polygon(
                [
                    (x - 76 + k * 14, 610 - k * h * 0.27),
                    (x, 610 - h * (0.55 + k * 0.24)),
                    (x + 76 - k * 14, 610 - k * h * 0.27),
                ],
                mix("#3f5f67", "#e9f0f2", 0.1 + k * 0.16),
            )
    c.polygon(
        [(330, 600), (560, 578), (860, 604), (1100, 580), (1270, 598), (1270, 650), (330, 650)],
        "#f2f6f8",
    )
    for _ in range(240):
        x, y = c.random.uniform(336, 1264), c.random.uniform(96, 644)
        c.circle(x, y, c.random.choice((2, 3, 4.4, 6)), "#ffffff", c.random.uniform(0.5, 1))
    c.rectangle(786, 90, 28, 560, "#f1e3ca")
    c.rectangle(330, 330, 940, 22, "#f1e3ca")
    c.rectangle(290, 686, 1020, 14, "#c9b491")
    c.rectangle(190, 700, 1220, 56, "#e6d2b0", round_by=8)
    c.rectangle(190, 748, 1220, 18, "#b99b72")
    for side in (-1, 1):
        for k in range(6):
            x = (150 + k * 40) if side < 0 else (1410 - k * 40)
            c.polygon(
                [
                    (x, 0),
                    (x + side * -44, 0),
                    (x + side * -44 - side * k * 3, 700),
                    (x - side * k * 4, 720),
                ],
                mix("#c8553d", "#8f3327", k % 2 * 0.55),
            )
    c.rectangle(60, 14, 1480, 20, "#d9b25a", round_by=10)
    fur, dark = "#d98f45", "#a9642a"
    c.ellipse(1010, 690, 130, 26, "#8c7350", 0.4)
    c.ellipse(1010, 610, 106, 92, fur)
    c.circle(938, 520, 62, fur)
    c.polygon([(884, 494), (892, 430), (934, 464)], fur)
    c.polygon([(946, 462), (990, 428), (994, 496)], fur)
    c.polygon([(894, 480), (898, 448), (920, 466)], "#f0c09a")
    c.polygon([(960, 464), (982, 448), (984, 480)], "#f0c09a")
    for k in range(4):
        c.line([(1010 + k * 30, 530 + k * 10), (1004 + k * 30, 580 + k * 8)], dark, 9)
    for k in range(3):
        c.line([(924 + k * 14, 466), (926 + k * 12, 488)], dark, 6)
    for x in (914, 960):
        c.pen.arc([v * 2 for v in (x - 12, 508, x + 12, 528)], 10, 170, fill=(70, 40, 24), width=8)
    c.polygon([(930, 540), (946, 540), (938, 549)], "#8a4034")
    for sign in (-1, 1):
        for k in (-6, 4, 13):
            c.line([(938 + sign * 20, 546), (938 + sign * 74, 542 + k)], "#fbf0dd", 2)
    tail = [(1100, 660 + 18 * math.sin(k / 4)) for k in range(1)]
    tail += [(1110 + k * 14, 678 + 12 * math.sin(k / 3)) for k in range(12)]
    c.line(tail, fur, 30)
    c.circle(*tail[-1], 15, dark)
    c.ellipse(936, 690, 40, 18, "#eab276")
    c.ellipse(560, 704, 110, 14, "#8c7350", 0.45)
    c.ellipse(560, 698, 106, 16, "#f7f1e2")
    c.polygon([(486, 590), (634, 590), (612, 690), (508, 690)], "#3d7f86")
    c.pen.arc([v * 2 for v in (604, 606, 676, 672)], 280, 110, fill=(61, 127, 134), width=26)
    c.ellipse(560, 590, 74, 15, "#2c6168")
    c.ellipse(560, 592, 62, 10, "#8a4f2c")
    for k in range(3):
        steam = [(528 + k * 32 + 13 * math.sin(t / 4 + k), 574 - t * 5) for t in range(30)]
        c.line(steam, "#ffffff", 9, 0.22)
    c.glow(560, 540, 300, "#ffe0a8", 0.2)
    for k in range(3):
        c.rectangle(
            300 - k * 6,
            676 - k * 26,
            150 + k * 8,
            24,
            ("#b5533c", "#e0b35a", "#39596b")[k],
            round_by=4,
        )


def workbench(c: Canvas) -> None:
    x: float
    y: float
    c.gradient(["#c8935a", "#a9733f"])
    for plank in range(6):
        y = plank * 152
        tone = mix("#d2a066", "#a8713d", (plank * 37 % 10) / 10)
        c.rectangle(0, y, WIDTH, 150, tone)
        for k in range(11):
            points = []
            base, swing, length = y + 8 + k * 13, c.random.uniform(1, 6), c.random.uniform(260, 620)
            shift = c.random.uniform(0, 6)
            for x in range(-10, WIDTH + 20, 20):
                points.append((float(x), base + swing * math.sin(x / length * math.tau + shift)))
            c.line(points, mix(tone, "#5f3a1c", 0.5), c.random.uniform(1, 2.6), 0.5)
        c.rectangle(0, y + 149, WIDTH, 4, "#6b4423")
    for x, y in ((250, 230), (1330, 690)):
        for r in (44, 32, 20, 9):
            c.ellipse(x, y, r * 1.5, r * 0.62, "#8a5a2e", 0.5)
    c.soft(
        "#3c2412",
        18,
        0.7,
        lambda pen, s: pen.rectangle([v * s for v in (390, 400, 1000, 620)], fill=255),
    )
    c.polygon([(360, 390), (900, 340), (1000, 380), (1000, 560), (900, 584), (380, 590)], "#8a4b2b")
    c.polygon([(360, 390), (900, 340), (1000, 380), (470, 436)], "#b06a40")
    c.polygon([(380, 590), (360, 390), (470, 436), (470, 590)], "#6c3820")
    c.polygon([(620, 250), (690, 236), (770, 500), (690, 510)], "#c3c9cf")
    c.polygon([(620, 250), (640, 246), (716, 506), (690, 510)], "#eef1f3")
    c.polygon([(700, 300), (780, 280), (830, 470), (760, 490)], "#5b3320")
    c.circle(470, 360, 50, "#5b3320")
    c.circle(458, 346, 20, "#8a5535")
    c.line([(470, 400), (470, 436)], "#5b3320", 40)
    for x, y, r, turns in (
        (760, 640, 60, 2.2),
        (900, 690, 46, 1.9),
        (620, 700, 40, 2),
        (1040, 640, 34, 1.7),
        (520, 650, 30, 1.6),
    ):
        curl = []
        for k in range(60):
            a = k / 60 * turns * math.tau
            curl.append(
                (
                    x + r * (1 - k / 80) * math.cos(a) + k * 0.5,
                    y + r * (1 - k / 80) * 0.62 * math.sin(a),
                )
            )
        c.line([(px + 5, py + 9) for px, py in curl], "#6b4423", 15, 0.35)
        c.line(curl, "#f1d7a8", 14)
        c.line(curl, "#fbecca", 5)
    c.soft(
        "#3c2412",
        12,
        0.6,
        lambda pen, s: pen.polygon(
            [(v[0] * s, v[1] * s) for v in ((1080, 160), (1570, 470), (1500, 560), (1070, 220))],
            fill=255,
        ),
    )
    c.polygon([(1070, 130), (1090, 110), (1560, 420), (1480, 530), (1060, 200)], "#d5dade")
    c.polygon([(1070, 130), (1090, 110), (1560, 420), (1540, 450)], "#f3f5f6")
    for k in range(34):
        t = k / 34
        x, y = 1060 + 420 * t, 200 + 330 * t
        c.polygon([(x, y), (x + 12, y + 9), (x - 2, y + 17)], "#b4bac0")
    c.polygon(
        [(1470, 440), (1580, 360), (1640, 480), (1640, 640), (1520, 620), (1440, 540)], "#7a4427"
    )
    c.ellipse(1560, 510, 34, 46, "#b07a48")
    c.rectangle(90, 560, 30, 290, "#f0c64a")
    c.polygon([(90, 560), (120, 560), (105, 520)], "#f3dcb4")
    c.polygon([(99, 536), (111, 536), (105, 520)], "#2f2f36")
    c.rectangle(99, 560, 8, 290, "#d9a92f")
    c.rectangle(1090, 720, 420, 58, "#f2e2b5", round_by=4)
    for k in range(42):
        c.line([(1096 + k * 10, 720), (1096 + k * 10, 740 if k % 5 else 752)], "#7a6434", 2)


def gear(c: Canvas, x: float, y: float, r: float, teeth: int, turn: float, tone: str) -> None:
    """A toothed wheel; `turn` in radians."""
    edge: list[Point] = []
    for tooth in range(teeth):
        a = turn + tooth / teeth * math.tau
        step = math.tau / teeth
        for share, reach in ((0, 0.88), (0.18, 1), (0.45, 1), (0.63, 0.88)):
            edge.append(
                (
                    x + r * reach * math.cos(a + step * share),
                    y + r * reach * math.sin(a + step * share),
                )
            )
    c.polygon([(px + r * 0.05, py + r * 0.08) for px, py in edge], "#07090f", 0.45)
    c.polygon(edge, tone)
    c.circle(x, y, r * 0.8, mix(tone, "#ffffff", 0.16))
    c.circle(x, y, r * 0.72, mix(tone, "#1a1208", 0.5))
    for spoke in range(5):
        a = turn + spoke / 5 * math.tau
        c.line([(x, y), (x + r * 0.76 * math.cos(a), y + r * 0.76 * math.sin(a))], tone, r * 0.11)
    c.circle(x, y, r * 0.24, tone)
    c.circle(x, y, r * 0.13, "#b8324a")
    c.circle(x - r * 0.03, y - r * 0.04, r * 0.045, "#f5b8c2")
    c.ring(x, y, r * 0.78, mix(tone, "#fff6d8", 0.6), max(1.5, r * 0.012), 0.8)


def watch_gears(c: Canvas) -> None:
    c.gradient(["#26303f", "#141a24"])
    for k in range(46):
        c.ring(820, 470, 60 + k * 22, "#46546a", 3, 0.16)
    c.glow(560, 260, 900, "#8fa5c4", 0.22)
    brass, pale, copper = "#c99a45", "#dfc07a", "#b5703f"
    gear(c, 1290, 640, 300, 56, 0.2, "#8f97a3")
    gear(c, 430, 560, 330, 60, 0.05, brass)
    gear(c, 870, 330, 210, 38, 0.1, pale)
    gear(c, 1190, 250, 150, 28, 0.3, copper)
    gear(c, 800, 720, 140, 26, 0.12, "#a9b0ba")
    gear(c, 160, 190, 160, 30, 0.4, copper)
    gear(c, 1490, 220, 130, 24, 0.2, brass)
    c.polygon([(60, 900), (140, 760), (420, 700), (470, 900)], "#5b6675")
    c.polygon([(60, 900), (140, 760), (420, 700), (424, 714), (150, 774), (78, 900)], "#98a4b4")
    c.polygon([(1000, 0), (1060, 130), (1000, 190), (900, 170), (860, 0)], "#5b6675")
    c.polygon([(1000, 0), (1060, 130), (1046, 146), (984, 0)], "#98a4b4")
    for x, y in ((220, 820), (380, 760), (950, 80), (640, 120), (1050, 830)):
        c.circle(x + 3, y + 5, 27, "#07090f", 0.5)
        c.circle(x, y, 26, "#3f62a5")
        c.circle(x, y, 21, "#5f86cc")
        a = c.random.uniform(0, math.pi)
        c.line(
            [
                (x - 18 * math.cos(a), y - 18 * math.sin(a)),
                (x + 18 * math.cos(a), y + 18 * math.sin(a)),
            ],
            "#1b2c50",
            6,
        )
    spring = []
    for k in range(240):
        a = k / 240 * 7 * math.tau
        r = 20 + k * 0.42
        spring.append((620 + r * math.cos(a), 150 + r * math.sin(a)))
    c.line(spring, "#dfe6ef", 3.5)
