import { mergePage } from "../regions/merge.ts";
import { readText } from "../trace/files/file.ts";
import { isFile } from "../trace/files/is-file.ts";
import type { Trace } from "../trace/model/types.ts";
import { render } from "../walkthrough.ts";
import type { WalkthroughOptions } from "./walkthrough-options.ts";

/** The page as it should be: what the trace says, and the author's prose of the page that is there. */
export async function makePage(
  page: string,
  trace: Trace,
  { title, fallbackTitle, target, locale, dataFlow, participants, paths }: WalkthroughOptions & TitledTest,
): Promise<string> {
  const look = { target, locale, dataFlow, participants, paths };
  const fresh = await render(trace, { title: title ?? fallbackTitle, ...look });
  return (await isFile(page)) ? mergePage(await readText(page), fresh).text : fresh;
}

interface TitledTest {
  /** Name of the test. */
  readonly fallbackTitle: string;
}
