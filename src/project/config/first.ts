import { stringify } from "yaml";

import { onlyKnown } from "../../json/only-known.ts";

export interface FirstWalkthrough {
  readonly name: string;
  readonly flow?: string;
  readonly command?: readonly string[];
  readonly locale: string;
}

/** The text of a first configuration, with one walkthrough. */
export function formatFirstConfig({ name, flow, command, locale }: FirstWalkthrough): string {
  const walkthrough = {
    ...(flow !== undefined && { flow, inputs: {} }),
    ...onlyKnown({ command }),
    trace: `traces/${name}.har`,
    page: `docs/${name}.md`,
    title: command?.join(" ") ?? name,
  };
  const head = "# yaml-language-server: $schema=./node_modules/wirewalk/schemas/config.schema.json\n";
  return head + stringify({ locale, walkthroughs: { [name]: walkthrough } });
}
