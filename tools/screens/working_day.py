"""Stories under way and what readers read, for screenshots: `python -m tools.screens.working_day` in
the environment of a site with the seeds. Prints as JSON the numbers that the paths in pages.py have."""

import json
import os
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import django
from django.utils import timezone


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()

    from accounts.models import User
    from articles import scheduling, workflow
    from articles.content import Content
    from articles.models import Article
    from conversation import assignments, talk
    from newsroom.lib.dates import to_seoul
    from notices import register
    from photos import renditions
    from photos.models import Photo
    from presence import set_aside
    from readership import ranking
    from readership.counting import hour_of
    from readership.models import HourlyViews, TotalViews
    from sections.models import Section

    reporter = User.objects.get(username="reporter")
    desk = User.objects.get(username="desk")
    byline = reporter.reporter

    def write(by: User, section: str, title: str, subtitle: str, *paragraphs: str) -> Article:
        content = Content(
            title=title,
            subtitle=subtitle,
            body="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
            outlet_id=byline.outlet_id,
            section_id=Section.objects.get(name=section).pk,
            reporter_ids=(byline.pk,),
            tags=("예시",),
        )
        return workflow.create(content, by=by)

    waiting = write(
        reporter,
        "경기소식",
        "새봄도서관, 밤 열 시까지 연다",
        "퇴근길 시민 요청에 두 시간 연장…자원활동가 40명 함께",
        "새봄구 새봄도서관이 다음 달 1일부터 평일 문 닫는 시각을 밤 8시에서 10시로 늦춘다.",
        "구는 지난여름 이용자 1,200명에게 물은 결과 열 명 가운데 일곱 명이 연장을 바랐다고 밝혔다.",
        "늘어난 두 시간은 사서 세 명과 자원활동가 40명이 번갈아 맡는다. 어린이실은 지금처럼 저녁 6시에 닫는다.",
    )
    waiting = workflow.submit(waiting, by=reporter)
    talk.write(
        waiting,
        "몇 시에 문을 닫는지 첫 문장에 나오게 하면 어떨까요?",
        by=desk,
        picked=(reporter.pk,),
        quote="밤 8시에서 10시로",
    )
    assignments.assign(
        waiting,
        by=desk,
        assignee=reporter.pk,
        what="자원활동가 한 사람의 말 받기",
        due_at=timezone.now() + timedelta(hours=3),
    )
    market = write(
        reporter,
        "경기소식",
        "가온 새벽시장 주차장 두 배로",
        "80면에서 170면…명절 전 개방",
        "가온시가 새벽시장 옆 빈터를 빌려 주차장을 80면에서 170면으로 늘린다.",
        "새 주차장은 명절 대목에 앞서 열고, 첫 석 달은 요금을 받지 않는다.",
    )
    workflow.submit(market, by=reporter)
    choir = write(
        reporter,
        "중년·신중년뉴스",
        "예순에 시작한 합창, 첫 무대",
        "",
        "평균 나이 예순셋, 새봄합창단이 다음 주 첫 정기공연을 연다.",
    )
    workflow.submit(choir, by=reporter)
    workflow.reject(choir, by=desk, reason="공연 날짜와 장소, 단원 한 사람의 말을 넣어 주세요.")
    write(
        desk,
        "중년·신중년뉴스",
        "다시 배우는 기술, 어디서 물을까",
        "",
        "중장년 직업교육을 하는 곳과 신청하는 때를 모았다.",
    )
    coming = to_seoul(timezone.now()).replace(hour=7, minute=0, second=0, microsecond=0)
    for days, (title, lead) in enumerate(
        (
            ("새벽 첫차 타는 사람들", "새벽 네 시 반, 차고지의 불이 켜진다."),
            ("겨울 축제 사흘간 열린다", "새봄천 둔치에서 얼음 낚시와 장터가 열린다."),
            ("동네 책방 여섯 곳 함께 연 밤", "책방 여섯 곳이 자정까지 불을 켠다."),
        ),
        start=1,
    ):
        story = write(desk, "경기소식", title, "", lead)
        story = workflow.approve(workflow.submit(story, by=desk), by=desk)
        workflow.schedule(story, by=desk, at=coming + timedelta(days=days, hours=days))
    live = Article.objects.published().filter(section__name="경기소식").newest_first()[0]
    second = replace(Content.of(live), title=f"{live.title} (2보)")
    live = workflow.save(live, second, by=desk, base_revision=live.revision)
    second = replace(second, subtitle="두 번째 소식을 더했다")
    with suppress(set_aside.Late):
        set_aside.save(live, second, by=desk, base_revision=live.revision - 1)
    claim = register.receive(
        live,
        register.Facts(
            kind="correction",
            claimant="가온시 문화과",
            claimed_on=to_seoul(timezone.now()).date(),
            known_on=to_seoul(timezone.now()).date() - timedelta(days=2),
            asked="관람 시간이 사실과 다르므로 바로잡아 주시기 바랍니다.",
            is_marked=True,
        ),
        by=desk,
    )
    scheduling.schedule_change(live, by=desk, at=coming + timedelta(days=2, minutes=30))
    for place, article in enumerate(Article.objects.published().newest_first()[:10]):
        views = 900 - 70 * place
        HourlyViews.objects.create(article=article, hour=hour_of(timezone.now()), views=views)
        TotalViews.objects.create(article=article, views=views)
    ranking.rank(timezone.now())
    for photo in Photo.objects.filter(is_rendition_due=True):
        renditions.make(photo)
    late = live.set_aside.get()
    numbers = {"waiting": waiting.pk, "live": live.pk, "late": late.pk, "claim": claim.pk}
    print(json.dumps(numbers))


if __name__ == "__main__":
    main()
