/**
 * Fonts of a picture, for CSS. mermaid-cli brings Open Sans, so that text has the same widths on every machine; what it
 * lacks is drawn with fonts of the machine. They differ in the forms of Chinese characters, so the language's come first.
 *
 * @param language of the page: `ko`, `ja-JP`
 */
export function listFonts(language: string): string {
  const first = Object.keys(CJK).find((key) => language.toLowerCase().startsWith(key)) ?? "ko";
  const others = Object.keys(CJK).filter((key) => key !== first);
  const names = [first, ...others].flatMap((key) => CJK[key] ?? []);
  return ["Open Sans", ...names].map((name) => `"${name}"`).join(", ") + ", sans-serif";
}

/** By language, those of Linux, Windows and macOS. */
const CJK: Readonly<Record<string, readonly string[]>> = {
  ko: ["Noto Sans CJK KR", "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo"],
  ja: ["Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic", "Hiragino Sans"],
  zh: ["Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC"],
};
