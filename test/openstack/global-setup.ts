import type { TestProject } from "vitest/node";

import { type Stack, startStack, stopStack } from "../../scripts/stack/stack.ts";

declare module "vitest" {
  export interface ProvidedContext {
    stack: Stack;
  }
}

/** Starts the cloud for the whole run, and stops it in any case. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startStack({ withHttps: true });
  const stop = async (): Promise<void> => stopStack(stack);
  process.once("SIGINT", () => void stop());
  project.provide("stack", stack);
  return stop;
}
