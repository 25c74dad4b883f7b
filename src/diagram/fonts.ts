/**
 * Fonts of an image, for CSS. mermaid-cli includes Open Sans, so that text has the same width on every machine; missing
 * characters are drawn with fonts of the machine. They differ in the forms of Chinese characters, so the language's
 * come first.
 *
 * @param language of the page: `ko`, `ja-JP`
 */
export function listFonts(language: string): string {
  const first = CJK.find(({ key }) => language.toLowerCase().startsWith(key)) ?? KOREAN;
  const others = CJK.filter((one) => one !== first);
  return (
    ["Open Sans", ...first.names, ...others.flatMap(({ names }) => names)].map((name) => `"${name}"`).join(", ") +
    ", sans-serif"
  );
}

const KOREAN = { key: "ko", names: ["Noto Sans CJK KR", "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo"] };

/** By language, fonts of Linux, Windows and macOS. */
const CJK = [
  KOREAN,
  { key: "ja", names: ["Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic", "Hiragino Sans"] },
  { key: "zh", names: ["Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC"] },
];
