import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import { describe, expect, test } from "vitest";

import { ENCODINGS } from "./encode.ts";
import { SOURCES, artefactsOf, plant } from "./learned-from.ts";
import { SAMPLES } from "./samples.ts";

const PRESET = "@secretlint/secretlint-rule-preset-recommend";

/** What the rules of another tool find in a text. */
async function lint(content: string): Promise<readonly string[]> {
  const source = { content, filePath: "a.txt", ext: ".txt", contentType: "text" as const };
  const { messages } = await lintSource({ source, options: { config: { rules: [{ id: PRESET, rule: creator }] } } });
  return messages.map(({ ruleId }) => ruleId);
}

describe("secretlint, as a second check", () => {
  test("finds a secret that nobody masked", async () => {
    expect(await lint(`so ${SAMPLES["github-token"]} is it`)).not.toEqual([]);
  });

  test("finds nothing in the masked secrets of the formats that it knows", async () => {
    const known = ["github-token", "gitlab-token", "npm-token", "sendgrid-key", "slack-token", "stripe-key"] as const;
    for (const name of known) {
      for (const source of ["token header", "JSON member", "query parameter"]) {
        const { exchanges } = plant(source, "raw", SAMPLES[name] ?? "");
        for (const text of Object.values(await artefactsOf(exchanges))) expect(await lint(text)).toEqual([]);
      }
    }
  });

  test("nor in any encoding from any source", async () => {
    for (const source of Object.keys(SOURCES)) {
      const texts = Object.keys(ENCODINGS).map((encoding) =>
        plant(source, encoding, "kA1b2C3d4E5f6G7h8z9Y8x7W6v5U4t3S"),
      );
      const traces = await Promise.all(
        texts.map(async ({ exchanges }) => (await artefactsOf(exchanges))["trace"] ?? ""),
      );
      expect(await lint(traces.join("\n"))).toEqual([]);
    }
  });
});
