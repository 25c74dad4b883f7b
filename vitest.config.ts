import { defineConfig } from "vitest/config";

import { listProperties } from "./test/list-sharing.ts";

const MINUTE = 60_000;

/** `npm test` runs `main`. The others install what they need first, so each has a script of its own (package.json). */
export default defineConfig({
  test: {
    // Vitest leaves one core free for watching; there is nobody who watches.
    maxWorkers: "100%",
    projects: [
      "./vitest.main.config.ts",
      {
        // What starts real clients of Debian (curl, Python, …); says what it installs, as root, where one is missing.
        test: {
          name: "clients",
          include: ["test/clients/**/*.test.ts", "test/**/*.clients.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: ["test/global-setup.ts", "test/clients/global-setup.ts"],
          testTimeout: 2 * MINUTE,
          hookTimeout: 2 * MINUTE,
        },
      },
      {
        // Half the time of all tests, in a few files: planted secrets by the thousand, each format cut at each place, real browsers, the package
        // packed and installed, programs killed at many moments, each option in each mode. And properties, which `npm test` tries a few times, with all of their cases.
        test: {
          name: "long",
          include: ["test/**/*.long.test.ts", ...listProperties(import.meta.dirname)],
          env: { WIREWALK_RUNS: "many" },
          globalSetup: ["test/global-setup.ts"],
          testTimeout: MINUTE,
          hookTimeout: 2 * MINUTE,
        },
      },
      {
        // Programs with many HTTP clients on three versions of Node, recorded and not.
        test: {
          name: "register",
          include: ["test/record/register/matrix/*.test.ts"],
          globalSetup: ["test/global-setup.ts"],
          testTimeout: 2 * MINUTE,
        },
      },
      {
        // A real Keystone and Glance, which the tests start and stop: one cloud for all, so one file after the other.
        test: {
          name: "openstack",
          include: ["test/openstack/**/*.test.ts"],
          globalSetup: ["test/global-setup.ts", "test/openstack/global-setup.ts"],
          fileParallelism: false,
          testTimeout: 2 * MINUTE,
          hookTimeout: 10 * MINUTE,
        },
      },
      {
        // Real Collectors, which are built where they are not yet.
        test: {
          name: "engine",
          include: ["test/engine/**/*.test.ts"],
          globalSetup: ["test/global-setup.ts", "test/engine/global-setup.ts"],
          fileParallelism: false,
          testTimeout: 3 * MINUTE,
          hookTimeout: 20 * MINUTE,
        },
      },
      {
        // The examples, against the package as it would be published.
        test: {
          name: "examples",
          include: ["test/examples/**/*.test.ts"],
          globalSetup: ["test/global-setup.ts", "test/examples/global-setup.ts"],
          testTimeout: 2 * MINUTE,
          hookTimeout: 2 * MINUTE,
        },
      },
      {
        // Real site builders and a browser.
        test: {
          name: "site",
          include: ["test/site/**/*.test.ts"],
          globalSetup: ["test/global-setup.ts"],
          testTimeout: 2 * MINUTE,
          hookTimeout: 5 * MINUTE,
        },
      },
    ],
  },
});
