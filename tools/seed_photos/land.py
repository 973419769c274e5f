"""Landscapes: sea, hills, river, sky."""

import math

from tools.seed_photos.canvas import HEIGHT, WIDTH, Canvas, mix


def two_shores(c: Canvas) -> None:
    c.gradient(["#0b1c33", "#16375a", "#2f6c8f"], 0, 560)
    c.stars(160, 420)
    c.gradient(["#2a6486", "#123552", "#0a1d33"], 560, HEIGHT)
    c.glow(800, 560, 620, "#7fd0d8", 0.35)
    left = [
        (0, 470),
        (120, 455),
        (230, 500),
        (330, 540),
        (420, 600),
        (330, 660),
        (150, 720),
        (0, 760),
    ]
    right = [
        (1600, 450),
        (1490, 470),
        (1380, 520),
        (1250, 560),
        (1170, 620),
        (1290, 690),
        (1600, 770),
    ]
    c.gradient_polygon(left, ["#21475f", "#0c2236"])
    c.gradient_polygon(right, ["#21475f", "#0c2236"])
    starts = [(60 + i * 42, 500 + i * 22 + c.random.uniform(-14, 60)) for i in range(8)]
    ends = [(1560 - i * 45, 500 + i * 24 + c.random.uniform(-14, 60)) for i in range(8)]
    for i, (sx, sy) in enumerate(starts):
        ex, ey = ends[(i * 3 + 1) % len(ends)]
        lift = c.random.uniform(240, 460)
        curve = []
        for step in range(81):
            t = step / 80
            x = sx + (ex - sx) * t
            y = sy + (ey - sy) * t - lift * 4 * t * (1 - t) * 0.9
            curve.append((x, y))
        tone = ("#f2c879", "#8fe0dc", "#ffffff")[i % 3]
        c.line(curve, tone, 5, 0.16)
        c.line(curve, tone, 1.8, 0.85)
        for t in (24, 40, 57):
            c.circle(*curve[(t + i * 5) % 80], 4, tone)
    for x, y in starts + ends:
        c.glow(x, y, 36, "#f7dca0", 0.55)
        c.circle(x, y, 5, "#fff3d0")
    for i in range(60):
        y = 700 + i * 3.4
        x = c.random.uniform(300, 1300)
        c.line([(x, y), (x + c.random.uniform(20, 90), y)], "#9fe0e6", 1.5, 0.25)


def spring_train(c: Canvas) -> None:
    x: float
    y: float
    c.gradient(["#a9d3e6", "#dcebe6", "#fbe9d8"], 0, 520)
    c.circle(1240, 190, 62, "#fff6df", 0.9)
    c.glow(1240, 190, 260, "#fff2cf", 0.5)
    c.hills(420, 90, ["#a9c4bf", "#cfdcc9"])
    c.hills(490, 70, ["#86ad93", "#bcd2a5"])
    c.hills(585, 40, ["#6f9d6c", "#a8c47d"])
    c.rectangle(0, 610, WIDTH, 14, "#6c6257")
    for x in range(-10, WIDTH, 26):
        c.rectangle(x, 622, 13, 9, "#544b42")
    for car in range(4):
        x = 190 + car * 300
        c.rectangle(x, 500, 290, 104, "#f5f1e8", round_by=16 if car else 20)
        c.rectangle(x, 566, 290, 20, "#c8553d")
        for window in range(6):
            c.rectangle(x + 20 + window * 44, 518, 32, 34, "#43708a", round_by=5)
        for wheel in (46, 92, 198, 244):
            c.circle(x + wheel, 606, 11, "#3b3835")
    c.polygon([(1390, 500), (1428, 516), (1472, 560), (1488, 604), (1390, 604)], "#f5f1e8")
    c.polygon([(1410, 520), (1430, 524), (1462, 556), (1410, 556)], "#43708a")
    c.polygon([(1390, 566), (1473, 566), (1483, 586), (1390, 586)], "#c8553d")
    c.gradient_polygon(
        [(0, 632), (WIDTH, 632), (WIDTH, HEIGHT), (0, HEIGHT)], ["#8db46b", "#5d8b4c"]
    )
    for row in range(7):
        for _ in range(80):
            x, y = c.random.uniform(0, WIDTH), 650 + row * 36 + c.random.uniform(-12, 20)
            c.circle(x, y, 2 + row * 0.7, c.random.choice(("#f6d34f", "#f9e27d", "#ffffff")), 0.9)
    for x, height in ((90, 470), (1530, 520), (1330, 300), (310, 280)):
        c.tree(x, 860, height, "#f0a9b8", "#5a4339")
        for _ in range(int(height / 5)):
            c.circle(
                x + c.random.gauss(0, height * 0.25),
                860 - height * 0.62 + c.random.gauss(0, height * 0.2),
                c.random.uniform(3, 7),
                c.random.choice(("#f9cdd6", "#ffe4e9", "#eb93a7")),
            )


def stream(c: Canvas) -> None:
    c.gradient(["#f3dcb2", "#f6e8cf", "#d8e2d5"], 0, 360)
    c.glow(1120, 240, 360, "#fff3cc", 0.8)
    c.hills(300, 50, ["#a9bba3", "#c3cdb1"])
    c.hills(360, 36, ["#7f9c83", "#9db18f"])
    c.gradient(["#cfd9c3", "#8fb3ab", "#3f7078", "#27505c"], 400, HEIGHT)
    c.glow(1110, 470, 330, "#fbe7b8", 0.6)
    for _ in range(170):
        y = c.random.uniform(420, 890)
        length = 16 + (y - 400) * c.random.uniform(0.1, 0.35)
        x = c.random.uniform(-40, WIDTH)
        c.line([(x, y), (x + length, y)], c.random.choice(("#e9efdc", "#1f4650")), 2, 0.28)
    for ring in range(6):
        c.pen.arc(
            [v * 2 for v in (560 - ring * 46, 640 - ring * 9, 860 + ring * 46, 712 + ring * 9)],
            0,
            360,
            fill=(226, 236, 222, 130 - ring * 18),
            width=4,
        )
    fur, light = "#4a372c", "#8a6f5a"
    c.ellipse(770, 676, 120, 26, fur)
    c.polygon([(880, 672), (1000, 656), (1010, 664), (884, 690)], fur)
    c.ellipse(672, 642, 62, 50, fur)
    c.ellipse(640, 656, 38, 27, light)
    c.circle(700, 600, 11, fur)
    c.circle(652, 600, 11, fur)
    c.circle(650, 632, 6, "#17110d")
    c.circle(652, 630, 2, "#ffffff")
    c.ellipse(608, 646, 9, 7, "#1d1410")
    for whisker in (-7, 0, 8):
        c.line([(620, 662), (566, 662 + whisker)], "#e8dccb", 1.5, 0.8)
    c.ellipse(716, 692, 160, 15, "#2b5560")
    for _ in range(150):
        side = c.random.random() < 0.55
        x = c.random.uniform(-20, 330) if side else c.random.uniform(1230, 1620)
        foot = c.random.uniform(780, 930)
        top = foot - c.random.uniform(230, 520)
        lean = c.random.uniform(-40, 50)
        tone = mix("#5f6b3c", "#c4a760", c.random.random())
        c.line([(x, foot), (x + lean * 0.3, (foot + top) / 2), (x + lean, top)], tone, 3.4)
        if c.random.random() < 0.45:
            plume = mix("#d9bd85", "#f4e6c6", c.random.random())
            for k in range(7):
                c.ellipse(
                    x + lean * (1 - k * 0.03) + k * 1.5, top + k * 9, 5 + k * 0.8, 9, plume, 0.85
                )


def farm_fields(c: Canvas) -> None:
    c.gradient(["#8fb9cf", "#d7e3dc", "#f8e4bd"], 0, 400)
    c.glow(350, 330, 420, "#fff0c4", 0.75)
    c.hills(330, 60, ["#9fb3ad", "#bcc5ad"])
    c.hills(380, 40, ["#7d9a7f", "#a2af7c"])
    c.gradient(["#cbb66a", "#a98a45", "#7c6132"], 430, HEIGHT)
    tones = ("#d8c270", "#8fa557", "#b99a4e", "#6f8d4a", "#c9ad5c", "#94794a")
    for i in range(-14, 15):
        near, far = 800 + i * 170, 900 + i * 36
        tone = tones[i % len(tones)]
        c.gradient_polygon(
            [(far, 432), (far + 36, 432), (near + 170, HEIGHT), (near, HEIGHT)],
            [mix(tone, "#f3e3b0", 0.35), mix(tone, "#3c3418", 0.25)],
        )
        for k in range(16):
            t = (k / 15) ** 1.7
            x = far + 18 + (near + 85 - far - 18) * t
            y = 436 + (HEIGHT - 436) * t
            c.ellipse(x, y, 2 + 24 * t, 1.5 + 12 * t, mix(tone, "#2f4a21", 0.45), 0.75)
    c.rectangle(1120, 372, 150, 66, "#efe6d2")
    c.polygon([(1100, 376), (1140, 330), (1256, 330), (1292, 376)], "#a4503b")
    c.rectangle(1150, 396, 26, 42, "#6c4b37")
    for x in (1200, 1232):
        c.rectangle(x, 394, 20, 18, "#5d7f8c")
    for x, h in ((1050, 130), (1340, 170), (1400, 120), (1010, 90)):
        c.tree(x, 440, h, "#c98b3f", "#5b4630")


def dawn_sea(c: Canvas) -> None:
    x: float
    y: float
    c.gradient(["#182a4c", "#475a86", "#c3878c", "#f4b27e", "#fbdca2"], 0, 520)
    c.glow(860, 515, 520, "#ffd493", 0.75)
    c.circle(860, 508, 66, "#fff1c9")
    for x, y, w in ((180, 150, 420), (700, 100, 520), (1120, 210, 420), (420, 260, 360)):
        c.soft_ellipse((x, y, x + w, y + 20), "#f3b59b", 16, 0.5)
    c.gradient_polygon(
        [(0, 520), (0, 452), (110, 424), (250, 410), (380, 440), (520, 492), (660, 520)],
        ["#4f4c6d", "#6d5d78"],
    )
    c.gradient_polygon(
        [(1010, 520), (1100, 486), (1210, 436), (1340, 420), (1490, 452), (1600, 470), (1600, 520)],
        ["#433f60", "#64526f"],
    )
    c.gradient(["#f1b083", "#b27c87", "#4d5880", "#1b2a4a"], 520, HEIGHT)
    for _ in range(150):
        t = c.random.random() ** 1.4
        y = 526 + t * 360
        spread = 60 + t * 190
        x = 860 + c.random.gauss(0, 0.5) * spread
        length = 16 + t * 80
        c.line([(x - length, y), (x + length, y)], "#ffe6b5", 2 + t * 3, 0.5)
    for _ in range(150):
        t = c.random.random()
        y = 530 + t * 360
        x = c.random.uniform(0, WIDTH)
        c.line([(x, y), (x + 20 + t * 80, y)], "#14213d", 2 + t * 2, 0.24)
    hull = "#141c30"
    for x, y, s in ((420, 640, 1.5), (1180, 585, 0.9), (640, 560, 0.55)):
        c.polygon(
            [(x, y), (x + 150 * s, y - 8 * s), (x + 132 * s, y + 26 * s), (x + 18 * s, y + 26 * s)],
            hull,
        )
        c.rectangle(x + 26 * s, y - 36 * s, 42 * s, 40 * s, hull)
        c.rectangle(x + 34 * s, y - 28 * s, 12 * s, 12 * s, "#f7c46e")
        c.line([(x + 88 * s, y), (x + 88 * s, y - 86 * s)], hull, 3 * s)
        c.line([(x + 88 * s, y - 84 * s), (x + 146 * s, y - 8 * s)], hull, 1.6 * s)
        c.line([(x + 88 * s, y - 84 * s), (x + 30 * s, y - 36 * s)], hull, 1.6 * s)
        c.ellipse(x + 78 * s, y + 32 * s, 84 * s, 7 * s, hull, 0.4)


def ridges(c: Canvas) -> None:
    c.gradient(["#f5cfa4", "#f7e3c4", "#d9e1dc"], 0, 560)
    c.glow(420, 250, 360, "#fff4d6", 0.9)
    c.circle(420, 250, 46, "#fffaf0", 0.95)
    tones = ("#c3cfcb", "#a5bab9", "#82a0a4", "#5f8289", "#40646d", "#274850")
    for i, tone in enumerate(tones):
        c.hills(
            330 + i * 92,
            95 - i * 5,
            [tone, mix(tone, "#eef0e6", 0.7), mix(tone, "#eef0e6", 0.75)],
            1.5,
        )
        c.mist(430 + i * 92, 70, "#f3efe2", 0.3)
    edge = c.hills(850, 40, ["#16323a", "#0e242b"], 1.2)
    for x, y in edge[::3]:
        height = c.random.uniform(26, 88)
        c.polygon(
            [(x - height * 0.2, y + 6), (x, y - height), (x + height * 0.2, y + 6)], "#16323a"
        )
    for x in (1085, 1135):
        c.person(x, 838, 62, "#0b1c22", 0.35)


def observatory(c: Canvas) -> None:
    c.gradient(["#070d23", "#14204a", "#3b3f78", "#8b6a8f", "#8b6a8f"], 0, HEIGHT)
    c.soft(
        "#aab4f0",
        60,
        0.3,
        lambda pen, s: pen.polygon(
            [(v[0] * s, v[1] * s) for v in ((150, 0), (520, 0), (1250, 700), (1000, 760))], fill=255
        ),
    )
    c.stars(520, 690)
    for x, y, length in ((330, 120, 210), (900, 80, 160), (1290, 200, 250), (620, 300, 120)):
        for k in range(24):
            t = k / 24
            c.line(
                [
                    (x + length * t, y + length * t * 0.42),
                    (x + length * (t + 0.05), y + length * (t + 0.05) * 0.42),
                ],
                "#ffffff",
                1 + 2.4 * t,
                t * 0.9,
            )
    c.hills(690, 70, ["#4a4478", "#34335f"])
    c.hills(770, 50, ["#2b2c58", "#232450"])
    c.rectangle(930, 560, 250, 180, "#c9c6d8")
    c.rectangle(1100, 560, 80, 180, "#8f8ca8")
    c.pen.pieslice([v * 2 for v in (910, 430, 1200, 700)], 180, 360, fill="#e4e1ee")
    c.pen.pieslice([v * 2 for v in (1000, 430, 1200, 700)], 200, 360, fill="#b0adc6")
    c.polygon([(1010, 436), (1044, 430), (1070, 560), (1022, 560)], "#14162f")
    c.polygon([(1022, 520), (1046, 508), (1012, 404), (996, 412)], "#f1dca7")
    c.rectangle(1010, 670, 50, 70, "#f5c76b")
    c.glow(1035, 700, 120, "#f5c76b", 0.45)
    c.hills(840, 26, ["#0c0e24", "#060716"], 0.4)
    for x in (300, 352, 420, 520, 566, 1330, 1386):
        c.person(x, 846 + c.random.uniform(-6, 8), c.random.uniform(62, 84), "#0a0b1c")


def satellite(c: Canvas) -> None:
    x: float
    y: float
    c.gradient(["#03060f", "#081226", "#0d1f3d"])
    c.stars(380, HEIGHT)
    c.soft(
        "#6fc3f2",
        40,
        0.8,
        lambda pen, s: pen.ellipse([v * s for v in (-520, 560, 2120, 3200)], fill=255),
    )
    c.pen.ellipse([v * 2 for v in (-500, 590, 2100, 3190)], fill="#1d5f96")
    for i in range(26):
        y = 620 + i * 11
        c.pen.ellipse(
            [v * 2 for v in (-500 + i * 6, y, 2100 - i * 6, 3190)],
            fill=mix("#2673ad", "#0e365f", i / 26),
        )
    for _ in range(44):
        x, y = c.random.uniform(60, 1540), c.random.uniform(720, 900)
        w = c.random.uniform(60, 260)
        c.soft_ellipse((x, y, x + w, y + w * 0.11), "#ffffff", 9, 0.34)

    def turned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        a = math.radians(-18)
        return [
            (760 + x * math.cos(a) - y * math.sin(a), 350 + x * math.sin(a) + y * math.cos(a))
            for x, y in points
        ]

    def box(x: float, y: float, w: float, h: float, color: str) -> None:
        c.polygon(turned([(x, y), (x + w, y), (x + w, y + h), (x, y + h)]), color)

    for side in (-1, 1):
        left = 75 if side > 0 else -365
        box(left - 6, -76, 302, 152, "#c9ced6")
        for column in range(6):
            for row in range(3):
                tone = mix("#17306b", "#3f6fc0", (column + row * 2) % 5 / 5)
                box(left + 2 + column * 48, -70 + row * 48, 45, 45, tone)
        box(66 if side > 0 else -76, -8, 12, 16, "#9aa2ad")
    box(-66, -120, 132, 240, "#d9b25a")
    box(-66, -120, 44, 240, "#f0d58d")
    box(34, -120, 32, 240, "#a9812f")
    box(-66, -20, 132, 5, "#8a6a2a")
    box(-66, 60, 132, 5, "#8a6a2a")
    box(-40, 120, 80, 16, "#6d7480")
    c.line(turned([(-30, -120), (-86, -238)]), "#dfe4ea", 3)
    c.line(turned([(30, -120), (86, -238)]), "#dfe4ea", 3)
    lens = turned([(0, 150)])[0]
    c.circle(*lens, 26, "#2a2f38")
    c.circle(*lens, 16, "#5a86b8")


def mailbox(c: Canvas) -> None:
    c.gradient(["#6f86a8", "#d59a88", "#f6c58d", "#fbe3b5"], 0, 640)
    c.glow(1180, 470, 480, "#ffe9b8", 0.8)
    c.circle(1180, 470, 70, "#fff6dc")
    c.hills(540, 60, ["#a78490", "#cda38f"])
    c.hills(620, 50, ["#7a6674", "#a08076"])
    edge = c.outline(720, 60, 0.4)
    c.gradient_polygon([*edge, (WIDTH + 16, HEIGHT), (-16, HEIGHT)], ["#5b5a3e", "#2e3424"])
    for _ in range(700):
        x = c.random.uniform(0, WIDTH)
        y = c.random.uniform(740, 900)
        c.line(
            [(x, y), (x + c.random.uniform(-8, 10), y - c.random.uniform(14, 46))],
            "#c9a45a",
            1.6,
            0.4,
        )
    c.ellipse(520, 800, 130, 16, "#1c2117", 0.5)
    c.rectangle(496, 560, 46, 240, "#6d4a33")
    c.rectangle(496, 560, 16, 240, "#85603f")
    c.rectangle(420, 360, 200, 230, "#b63a2d", round_by=14)
    c.pen.pieslice([v * 2 for v in (420, 270, 620, 460)], 180, 360, fill="#b63a2d")
    c.rectangle(420, 372, 24, 206, "#cf5745")
    c.rectangle(460, 398, 120, 15, "#571510", round_by=6)
    c.polygon([(476, 400), (566, 392), (570, 405), (478, 408)], "#fdf5e2")
    c.rectangle(470, 448, 100, 66, "#fbefd6", round_by=4)
    c.line([(474, 452), (520, 486), (566, 452)], "#b63a2d", 3)
    for x, h in ((1420, 300), (1500, 220), (180, 190)):
        c.tree(x, 770, h, "#b5733a", "#4a3726")
