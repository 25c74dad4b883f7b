import { defineConfig } from "vitest/config";

import { listSharing } from "./test/list-sharing.ts";
import { failAnywhere } from "./test/record/proxy/fail-anywhere.ts";

const MINUTE = 60_000;

/** As in `vitest.config.ts`, of which nested projects inherit nothing. */
const maxWorkers = "100%";

/** Loads the proxy with a fault in each place. */
const FAULTS = "test/record/proxy/faults.test.ts";

const sharing = [...listSharing(import.meta.dirname)];

/** What `npm test` runs: `--project main` means both. Vitest takes projects of a project from a file of its own only. */
export default defineConfig({
  test: {
    name: "main",
    projects: [
      {
        test: {
          name: "alone",
          include: ["test/**/*.test.ts"],
          exclude: [
            "**/node_modules/**",
            "test/**/*.clients.test.ts",
            "test/**/*.long.test.ts",
            "test/clients/**",
            "test/engine/**",
            "test/examples/**",
            "test/openstack/**",
            "test/record/register/matrix/**",
            FAULTS,
            "test/site/**",
            ...sharing,
          ],
          globalSetup: ["test/global-setup.ts"],
          maxWorkers,
          // Some tests start programs and browsers; on a busy machine of two cores that takes a while.
          testTimeout: MINUTE,
          hookTimeout: 2 * MINUTE,
        },
      },
      {
        plugins: [failAnywhere()],
        test: { name: "faults", include: [FAULTS], maxWorkers, testTimeout: MINUTE },
      },
      {
        // To start a process and load the sources takes longer than most of these files (docs/notes/vitest.md).
        test: {
          name: "sharing",
          include: sharing,
          isolate: false,
          maxWorkers,
          testTimeout: MINUTE,
          hookTimeout: 2 * MINUTE,
        },
      },
    ],
  },
});
