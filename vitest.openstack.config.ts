import { defineConfig } from "vitest/config";

/** Tests against a real Keystone and Glance, which they start and stop. */
export default defineConfig({
  test: {
    include: ["test/openstack/**/*.test.ts"],
    globalSetup: ["test/openstack/global-setup.ts"],
    // One cloud for all of them, so one after the other.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 600_000,
  },
});
