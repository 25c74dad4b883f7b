/** Texts of an SVG, as a reader sees them. */
export function textsOf(svg: string | Uint8Array = ""): readonly string[] {
  return Array.from(String(svg).matchAll(/<text[^>]*>(.*?)<\/text>/gs), ([, inner = ""]) =>
    inner
      .replace(/<[^>]*>/g, "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&"),
  );
}
