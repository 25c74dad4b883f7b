import type { Walkthrough } from "../../src/analyze/types.ts";
import type { PageOptions } from "../../src/page/page.ts";
import { aWalkthrough, textBody } from "../helpers/a-walkthrough.ts";

/** A walkthrough with each text in every place that contains recorded text. */
export function hostileWalkthrough(texts: readonly string[]): Walkthrough {
  return aWalkthrough(
    texts.flatMap((text, index) => [
      {
        id: `shown-${index}`,
        request: { path: text, url: text, headers: [{ name: "H", value: text }], body: textBody(text) },
        response: { reason: text },
      },
      {
        id: `failed-${index}`,
        request: { path: "/" },
        response: { status: 0, reason: "", error: { code: "E", message: text } },
      },
      { id: `omitted-${index}` },
    ]),
    {
      variables: texts.map((text) => ({ name: "v", value: text, input: text })),
      command: { argv: ["echo", ...texts], env: {}, exitCode: 0, stdout: texts.join("\n@\n"), stderr: "" },
      launchConfiguration: true,
    },
  );
}

/** Title, image, and links of its page, from the same texts. */
export function hostileOptions(texts: readonly string[]): Partial<PageOptions> & Pick<PageOptions, "title"> {
  return {
    title: texts.join(" "),
    diagram: "svg",
    pageName: "hostile",
    omit: texts.map((title, index) => ({ from: index * 6 + 5, to: index * 6 + 6, page: "./hostile.md", title })),
  };
}
