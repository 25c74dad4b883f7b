import { describe, expect, test } from "vitest";

import type { BodyView } from "../../../src/analyze/types.ts";
import { SAMPLE_LANGUAGES, type SampleLanguage } from "../../../src/export/samples/languages.ts";
import { writeSamples } from "../../../src/export/samples/samples.ts";
import { UNSEEN } from "../../../src/json/escape-unseen.ts";
import { jsonBody, textBody } from "../../helpers/a-walkthrough.ts";

function write(language: SampleLanguage, body: BodyView): string {
  const headers = [{ name: "Content-Type", value: body.mimeType }];
  const request = { number: 1, method: "POST", path: "/", url: "http://shop.example/", headers, body };
  const [sample] = writeSamples(request, [language]);
  return sample?.lines.join("\n") ?? "";
}

function aForm(name: string, boundary: string): BodyView {
  const text = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nfine\r\n--${boundary}--\r\n`;
  return textBody(text, `multipart/form-data; boundary=${boundary}`);
}

describe("a form with a masked text that is not the value of a field", () => {
  test.each<SampleLanguage>(["go", "python"])("needs no environment in %s, if it is the boundary", (language) => {
    const code = write(language, aForm("title", "REDACTED-token-1"));
    expect(code).toContain('"title"');
    // Go does not compile unused imports.
    expect(code).not.toMatch(/"os"|import os/);
  });

  test.each<SampleLanguage>(["go", "python", "javascript"])("has the variable in a name as well, in %s", (language) => {
    const code = write(language, aForm("REDACTED-token-1", "plain"));
    expect(code).toContain("TOKEN_1");
    expect(code).not.toContain("REDACTED");
  });
});

test.each(SAMPLE_LANGUAGES.flatMap((language) => [jsonBody, textBody].map((body) => [language, body] as const)))(
  "%s has no invisible character, only its escape",
  (language, body) => {
    const unseen = "a\u00ADb\u200Bc\u202Ed\u{E0041}e\u2066f\uFEFFg\u3164h";
    const code = write(language, body(JSON.stringify({ note: unseen, token: "REDACTED-token-1" }), "text/plain"));
    expect(code.match(UNSEEN)).toBeNull();
    expect(code).toMatch(/ad/i);
  },
);

test.each<SampleLanguage>(["go", "python", "javascript"])(
  "a recorded value does not name a variable of the reader's environment in %s",
  (language) => {
    const value = { token: "REDACTED-token-1", echo: "\u{F0000}AWS_SECRET_ACCESS_KEY\u{F0001}" };
    const code = write(language, jsonBody(JSON.stringify(value)));
    expect(code).toMatch(/(?:environ\["|env\.|Getenv\(")TOKEN_1/);
    expect(code).not.toMatch(/(?:environ\["|env\.|Getenv\(")AWS/);
  },
);
