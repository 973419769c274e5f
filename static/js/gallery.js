// 포토뉴스: the browser scrolls and snaps, by finger too; here are keys, buttons and the counter.

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

function enableGallery(gallery) {
  const strip = gallery.querySelector("[data-gallery-strip]");
  const count = gallery.querySelector("[data-gallery-count]");
  const slides = [...strip.querySelectorAll("[data-gallery-slide]")];
  const ways = [...gallery.querySelectorAll("[data-gallery-way]")];
  const last = slides.length - 1;
  if (!count) {
    return;
  }
  // Where a movement under way leads; several keys in a row are as many pictures.
  let aim = 0;

  const current = () => Math.round(strip.scrollLeft / strip.clientWidth);

  function tell(place) {
    const words = `${place + 1} / ${slides.length}`;
    if (count.textContent !== words) {
      count.textContent = words;
    }
    for (const way of ways) {
      const end = Number(way.dataset.galleryWay) < 0 ? 0 : last;
      way.setAttribute("aria-disabled", String(place === end));
    }
  }

  function go(place) {
    aim = Math.min(last, Math.max(0, place));
    strip.scrollTo({ left: aim * strip.clientWidth });
    tell(aim);
  }

  let settling = 0;
  function scrolled() {
    clearTimeout(settling);
    settling = setTimeout(() => {
      aim = current();
      tell(aim);
    }, 120);
  }

  strip.tabIndex = 0;
  strip.setAttribute("role", "group");
  strip.setAttribute("aria-label", "사진. 왼쪽과 오른쪽 화살표 키로 넘깁니다.");
  slides.forEach((slide, place) => {
    slide.setAttribute("aria-label", `사진 ${place + 1} / ${slides.length}`);
  });

  strip.addEventListener("scroll", scrolled, { passive: true });
  strip.addEventListener("keydown", (event) => {
    const isPlain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
    if (!isPlain || event.target !== strip) {
      return;
    }
    const places = { Home: 0, End: last };
    if (event.key in STEPS) {
      go(aim + STEPS[event.key]);
    } else if (event.key in places) {
      go(places[event.key]);
    } else {
      return;
    }
    event.preventDefault();
  });
  for (const way of ways) {
    way.addEventListener("click", () => go(aim + Number(way.dataset.galleryWay)));
  }
  // A turned phone has another width: the same picture stays.
  new ResizeObserver(() => {
    strip.scrollTo({ left: aim * strip.clientWidth, behavior: "instant" });
  }).observe(strip);
}

document.querySelectorAll("[data-gallery]").forEach(enableGallery);
