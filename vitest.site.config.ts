import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/site/**/*.test.ts"],
    // MkDocs and a browser take their time on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
