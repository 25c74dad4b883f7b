import { defineConfig } from "vitest/config";

/** The examples, against the package as it would be published; `npm run test:examples` installs what they need. */
export default defineConfig({
  test: {
    include: ["test/examples/**/*.test.ts"],
    globalSetup: ["test/examples/global-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
