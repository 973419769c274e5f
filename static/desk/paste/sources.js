// Which program put the HTML on the clipboard.

export const NAMES = {
  hwp: "한글",
  word: "워드",
  excel: "엑셀",
  powerpoint: "파워포인트",
  gdocs: "구글 문서",
  gsheets: "구글 시트",
  pages: "맥 문서",
  libreoffice: "리브레오피스",
  naver: "네이버 글",
  web: "웹 페이지",
  text: "글",
};

export function recognise(html, page) {
  const generator = page.querySelector("meta[name=generator i]")?.content.toLowerCase() ?? "";
  const program = page.querySelector("meta[name=progid i]")?.content.toLowerCase() ?? "";
  if (/hancom|hwp/.test(generator) || html.includes("[data-hwpjson]")) return "hwp";
  if (/\bclass=["']?hstyle\d/i.test(html)) return "hwp";
  if (/excel/.test(generator + program) || html.includes("office:excel")) return "excel";
  if (/powerpoint/.test(generator + program)) return "powerpoint";
  if (/word/.test(generator + program) || html.includes("office:word")) return "word";
  if (/\bclass=["']?mso|\bmso-[a-z-]+:|<o:p\b/i.test(html)) return "word";
  if (/\bid=["']?docs-internal-guid-/.test(html)) return "gdocs";
  if (page.querySelector("google-sheets-html-origin, [data-sheets-value]")) return "gsheets";
  if (/cocoa html writer/.test(generator)) return "pages";
  if (/libreoffice|openoffice/.test(generator)) return "libreoffice";
  if (page.querySelector(".se-text-paragraph, .se-component, .se_textarea")) return "naver";
  return "web";
}
