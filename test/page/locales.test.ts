import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";
import { parse } from "yaml";

import { catalog } from "../../src/flows/catalog.ts";
import { readMessages } from "../../src/page/locales.ts";
import { listOwnLocales } from "../../src/page/templates.ts";
import { aWalkthrough } from "../helpers/a-walkthrough.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { renderDraft } from "./render-draft.ts";

const LOCALES = join(import.meta.dirname, "../../templates/locales");
const one = aWalkthrough([{ operation: { summary: { en: "read it.", fr: "lire." } } }]);

async function readLocale(locale: string): Promise<Record<string, string>> {
  // The renderer checks the same file when it reads it.
  return parse(await readFile(join(LOCALES, `${locale}.yaml`), "utf8")) as Record<string, string>;
}

async function folderWithLocale(text: string): Promise<string> {
  const folder = await tempFolder();
  await mkdir(join(folder, "locales"));
  await writeFile(join(folder, "locales/fr.yaml"), text);
  return folder;
}

test.each(listOwnLocales().filter((locale) => locale !== "en"))(
  "%s has the texts of English, with the same places for values",
  async (locale) => {
    const places = (texts: Record<string, string>): [string, string[]][] =>
      Object.entries(texts)
        // Not every language has a separate text for one.
        .filter(([name]) => !name.endsWith("_one"))
        .map(([name, text]) => [name, (text.match(/\{\w+\}/g) ?? []).toSorted()]);
    expect(places(await readLocale(locale))).toEqual(places(await readLocale("en")));
  },
);

test.each([
  ["ko", "([1](#step-1-request)),([2](#step-1-response))번 과정은 read it."],
  ["ja", "## シーケンス図"],
  ["de", "## Sequenzdiagramm"],
])("a page in %s contains %s", async (locale, text) => {
  expect(await renderDraft(one, { locale })).toContain(text);
});

test("each Korean sentence is in 합쇼체, in locales and in profiles", async () => {
  const drafts = catalog.profiles.flatMap(({ operations }) =>
    operations.flatMap(({ summary, requestProse, responseProse }) => [summary, requestProse, responseProse]),
  );
  const texts = [...Object.values(await readLocale("ko")), ...drafts.map((draft) => draft?.ko ?? "")];
  const endings = texts.flatMap((text) => text.match(/[가-힣]*다(?=\.)/g) ?? []);
  expect(endings.length).toBeGreaterThan(60);
  expect(endings.filter((ending) => !ending.endsWith("니다"))).toEqual([]);
});

describe("a language of the user", () => {
  test("for an earlier version gets English texts for later additions", async () => {
    const english = await readFile(join(LOCALES, "en.yaml"), "utf8");
    const later = /^(?:valueFrom|valueUsed|nestedIn|omittedHere|field\w+|index\w+|coverage\w*):.*\n/gm;
    const earlier = `${english.replaceAll(later, "").replace("Sequence Diagram", "Diagramme")}nestedByTime: "Pendant ({number})."\n`;
    const templatesFolder = await folderWithLocale(earlier);
    const page = await renderDraft(one, { locale: "fr", templatesFolder });
    expect(page).toContain("\n## Diagramme\n");
    expect(await readMessages("fr", templatesFolder)).toMatchObject({ nestedIn: (await readLocale("en"))["nestedIn"] });
  });

  test("comes from a templates directory", async () => {
    const english = await readFile(join(LOCALES, "en.yaml"), "utf8");
    const templatesFolder = await folderWithLocale(english.replace("Sequence Diagram", "Diagramme"));
    const page = await renderDraft(one, { locale: "fr", templatesFolder });
    expect(page).toContain("\n## Diagramme\n");
    expect(page).toContain("- ([1](#step-1-request)),([2](#step-1-response)): lire.\n");
  });

  test("is a file", async () => {
    const english = await readFile(join(LOCALES, "en.yaml"), "utf8");
    const folder = await folderWithLocale(english.replace("Sequence Diagram", "Diagramme"));
    const page = await renderDraft(one, { locale: join(folder, "locales/fr.yaml") });
    expect(page).toContain("\n## Diagramme\n");
    expect(page).toContain("- ([1](#step-1-request)),([2](#step-1-response)): lire.\n");
  });

  test("without some texts, or with unknown ones, is refused with their names", async () => {
    const english = await readFile(join(LOCALES, "en.yaml"), "utf8");
    const templatesFolder = await folderWithLocale(english.replace("bodyTab:", "bodytab:").replace(/^digest:.*$/m, ""));
    await expect(renderDraft(one, { locale: "fr", templatesFolder })).rejects.toThrow(
      'The texts in "locales/fr.yaml" lack bodyTab, digest, and have bodytab, which no page needs.',
    );
  });

  test.each([
    ["a: [1", /not valid YAML/],
    ["- a", /not a list of `name: text` lines/],
    ["a: 1", /not a list of `name: text` lines/],
  ])("with mistakes is refused: %s", async (text, message) => {
    const templatesFolder = await folderWithLocale(text);
    await expect(renderDraft(one, { locale: "fr", templatesFolder })).rejects.toThrow(message);
  });

  test.each(["xx", "../locales/en", "", "nothing.yaml"])("that does not exist is refused: %j", async (locale) => {
    await expect(renderDraft(one, { locale })).rejects.toThrow(`Unknown locale "${locale}".`);
  });
});

test("a locale may omit the texts for one, and has no others of that kind", async () => {
  const texts = await readFile(join(LOCALES, "en.yaml"), "utf8");
  const folder = await folderWithLocale(texts.replaceAll(/^\w+_one: .*\n/gm, ""));
  expect(await readMessages("fr", folder)).not.toHaveProperty("folded_one");
  const wrong = await folderWithLocale(`${texts}nothing_one: x\n`);
  await expect(readMessages("fr", wrong)).rejects.toThrow("nothing_one, which no page needs");
});

test("a locale for an earlier version gets English for missing texts, but no English text for one", async () => {
  const texts = await readFile(join(LOCALES, "en.yaml"), "utf8");
  const folder = await folderWithLocale(texts.replaceAll(/^(?:\w+_one|fieldName): .*\n/gm, ""));
  const messages = await readMessages("fr", folder);
  expect(messages).toHaveProperty("fieldName", (await readLocale("en"))["fieldName"]);
  expect(messages).not.toHaveProperty("folded_one");
});
