import { expect } from "vitest";

import { buildPackage } from "../helpers/built-package.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { startReceiver } from "../otlp/send/receiver.ts";
import type { Guide } from "./guides.ts";
import { findMismatch } from "./match-output.ts";
import type { CommandPart, GuidePart } from "./read-guide.ts";
import { createSandbox, type RunOptions, type Sandbox } from "./sandbox.ts";
import { STUB_CLIENT, startStubCloud } from "./stub-cloud.ts";

/** Follows a guide in its order, in its own directory; expects the output that the guide shows. */
export async function runGuide(parts: readonly GuidePart[], guide: Guide): Promise<void> {
  const { sandbox, replace, mend, writeSpans } = await prepare(guide);
  for (const part of parts) {
    if (part.kind === "file") sandbox.write(part.name, replace(part.text));
    else if (guide.notRun?.[part.command] === undefined) {
      if (guide.mendedBefore === part.command) await mend();
      await runCommand(part, { guide, sandbox, replace });
      writeSpans();
    }
  }
}

interface World {
  readonly sandbox: Sandbox;
  readonly mend: () => Promise<void>;
  /** Writes what a Collector received to the same file as the Collector of the guide. */
  readonly writeSpans: () => void;
  /** Replaces the reader's values by those of the test. */
  readonly replace: (text: string) => string;
}

async function prepare({ files, programs = {}, env = {}, isBroken = false, replace = {} }: Guide): Promise<World> {
  const cloud = await startStubCloud(isBroken);
  const images = await startTestServer((_request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end('{"images": []}');
  });
  const sandbox = createSandbox({
    folder: await tempFolder(),
    packageFolder: await buildPackage(),
    env: { ...cloud.env, IMAGES: images, ...env },
    programs: { openstack: STUB_CLIENT, npx: '#!/bin/sh\nexec "$@"\n', ...programs },
  });
  for (const [name, text] of Object.entries(files?.(cloud) ?? {})) sandbox.write(name, text);
  const collector = await startReceiver();
  const here = { CLOUD: cloud.url, IMAGES: images, COLLECTOR: collector.origin };
  const replaceAll = (text: string, [from, to]: readonly [string, string]): string => text.replaceAll(from, to);
  return {
    sandbox,
    mend: cloud.mend,
    writeSpans: () => {
      const text = collector.received.map(({ body }) => body).join("");
      if (text !== "") sandbox.write("spans.jsonl", text);
    },
    replace: (text) => [...Object.entries(replace), ...Object.entries(here)].reduce(replaceAll, text),
  };
}

async function runCommand(
  part: CommandPart,
  { guide, sandbox, replace }: Pick<World, "replace" | "sandbox"> & { readonly guide: Guide },
): Promise<void> {
  const { command, shown, line } = part;
  const meanwhile = guide.during?.[command];
  const { exitCode, output } = await sandbox.run(
    replace(command),
    meanwhile === undefined ? {} : visit(sandbox, replace(meanwhile)),
  );
  const context = `line ${line}: ${command}\n${output}`;
  expect(exitCode, context).toBe(guide.exits?.[command] ?? 0);
  expect(findMismatch(shown, output), context).toBeUndefined();
}

/** Runs a command when a URL for requests has been printed. */
function visit(sandbox: Sandbox, command: string): RunOptions {
  return {
    isReady: (output) => ADDRESS.test(output),
    meanwhile: async (output) => {
      const ended = await sandbox.run(`URL=${ADDRESS.exec(output)?.[1]}; ${command}`);
      expect(ended.exitCode, ended.output).toBe(0);
    },
  };
}

/** The URL of a replay or a proxy; not the recorded URL that it serves. */
const ADDRESS = /(?:is served at |through |listens on |^(?!\S+ is served))(https?:\/\/127\.0\.0\.1:\d+).*\n/m;
