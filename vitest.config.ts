import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/global-setup.ts"],
    exclude: [
      "**/node_modules/**",
      "test/clients/**",
      "test/examples/**",
      "test/openstack/**",
      "test/register/matrix/**",
      "test/site/**",
    ],
    // Vitest leaves one core free for watching; there is nobody who watches.
    maxWorkers: "100%",
    // Some tests start programs and browsers; on a busy machine of two cores that takes a while.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
