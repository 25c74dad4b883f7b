import { mergePage } from "../regions/merge.ts";
import { readTextIfThere } from "../trace/files/read-text-if-there.ts";
import type { Trace } from "../trace/model/types.ts";
import { render } from "../walkthrough.ts";
import type { WalkthroughOptions } from "./walkthrough-options.ts";

/** The up-to-date page: generated from the trace, with the author's prose from the existing page. */
export async function makePage(
  page: string,
  trace: Trace,
  { title, fallbackTitle, target, locale, dataFlow, participants, paths }: WalkthroughOptions & TitledTest,
): Promise<string> {
  const look = { target, locale, dataFlow, participants, paths };
  const fresh = await render(trace, { title: title ?? fallbackTitle, ...look });
  const existing = await readTextIfThere(page);
  return existing === undefined ? fresh : mergePage(existing, fresh).text;
}

interface TitledTest {
  /** Name of the test. */
  readonly fallbackTitle: string;
}
