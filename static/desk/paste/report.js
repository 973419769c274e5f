// What was taken out of a paste, counted, and told in Korean.

import { NAMES } from "./sources.js";

// In the order in which they are told: the name and its unit.
const KINDS = {
  styles: ["글꼴·서식", "곳"],
  comments: ["주석", "곳"],
  advertising: ["광고·단추·끼워 넣은 화면", "곳"],
  trackers: ["추적 그림", "개"],
  followers: ["링크의 추적 꼬리표", "개"],
  links: ["쓸 수 없는 링크", "개"],
  hidden: ["숨은 글", "곳"],
  unseen: ["보이지 않는 문자", "자"],
  unknown: ["글꼴 전용 문자", "자"],
};
// Told only to whom wants to know all.
const TRIFLES = {
  islands: ["프로그램이 남긴 정보", "곳"],
  frames: ["모양만 잡는 표", "개"],
  blanks: ["빈 문단", "개"],
};
const PARTICLES = { 곳: "을", 개: "를", 자: "를" };

export class Tally {
  constructor(source) {
    this.source = source;
    this.counts = {};
    this.unknownSigns = [];
    this.missing = [];
  }

  add(kind, times = 1) {
    if (times) this.counts[kind] = (this.counts[kind] ?? 0) + times;
  }

  unknown(sign) {
    this.add("unknown");
    if (!this.unknownSigns.includes(sign)) this.unknownSigns.push(sign);
  }

  // A picture that the page can't fetch: somebody has to upload it by hand.
  miss(address, alt) {
    this.missing.push({ address: address.slice(0, 2000), alt });
  }

  report() {
    const { source, counts, unknownSigns, missing } = this;
    return { source, counts, unknownSigns, missing };
  }
}

// Empty when nothing happened that a reporter might ask about.
// `left`: how many pictures have no place here.
export function summary(report, { uploading = 0, left = 0 } = {}) {
  const gone = told(report, KINDS);
  const sentences = [];
  if (gone.length) sentences.push(`${gone.join(", ")}${PARTICLES[gone.at(-1).at(-1)]} 뺐습니다.`);
  if (report.counts.exchanged) {
    sentences.push(`글꼴 전용 문자 ${report.counts.exchanged}자를 보통 문자로 바꿨습니다.`);
  }
  if (uploading) sentences.push(`그림 ${uploading}장을 사진으로 올립니다.`);
  if (left) sentences.push(`여기에는 그림을 넣을 수 없어 ${left}장을 뺐습니다.`);
  if (report.missing.length) {
    sentences.push(`그림 ${report.missing.length}장은 파일로 올려 주세요.`);
  }
  return sentences.length ? `${NAMES[report.source]}에서 붙여 넣음: ${sentences.join(" ")}` : "";
}

// What a summary has no room for: [{text, address}], the address where there is a page to open.
export function details(report) {
  const lines = report.missing.map(({ address, alt }) => {
    const name = alt ? `올릴 그림 ‘${alt}’` : "올릴 그림";
    if (/^https?:/i.test(address)) return { text: name, address };
    return { text: `${name}: ${fileName(address)}` };
  });
  if (report.unknownSigns.length) {
    const signs = report.unknownSigns.join(", ");
    lines.push({ text: `뺀 문자 ${signs}: 원본과 견주어 보세요.` });
  }
  const trifles = told(report, TRIFLES);
  if (trifles.length) lines.push({ text: `그 밖에 뺀 것: ${trifles.join(", ")}` });
  return lines;
}

function told({ counts }, kinds) {
  return Object.entries(kinds)
    .filter(([kind]) => counts[kind])
    .map(([kind, [name, unit]]) => `${name} ${counts[kind]}${unit}`);
}

function fileName(address) {
  return /^file:/i.test(address) ? address.split(/[/\\]/).at(-1) : "원본에서 찾아 주세요.";
}
