import { convert } from "@asciidoctor/core";

/** The mode that lets a page include any file. */
export async function toHtml(page) {
  return convert(page, { safe: "unsafe", attributes: { showtitle: "", experimental: "" } });
}
