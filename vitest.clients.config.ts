import { defineConfig } from "vitest/config";

/** Real clients of Debian; installs what is missing. */
export default defineConfig({
  test: {
    include: ["test/clients/**/*.test.ts"],
    globalSetup: ["test/clients/global-setup.ts"],
    testTimeout: 120_000,
  },
});
