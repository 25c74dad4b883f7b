import { defineConfig } from "vitest/config";

import { listTests } from "./test/list-sharing.ts";
import { failAnywhere } from "./test/record/proxy/fail-anywhere.ts";

const MINUTE = 60_000;

/** As in `vitest.config.ts`, of which nested projects inherit nothing. */
const maxWorkers = "100%";

/** Loads the proxy with a fault in each place. */
const FAULTS = "test/record/proxy/faults.test.ts";

const { sharing, alone } = listTests(import.meta.dirname);

/** Some tests start programs and browsers; on a busy machine of two cores that takes a while. */
const patience = { testTimeout: MINUTE, hookTimeout: 2 * MINUTE };

/** What `npm test` runs: `--project main` means all three. Vitest takes projects of a project from a file of its own only. */
export default defineConfig({
  test: {
    name: "main",
    projects: [
      {
        test: {
          name: "alone",
          include: alone.filter((file) => file !== FAULTS),
          globalSetup: ["test/global-setup.ts"],
          maxWorkers,
          ...patience,
        },
      },
      {
        plugins: [failAnywhere()],
        test: { name: "faults", include: [FAULTS], maxWorkers, ...patience },
      },
      {
        // To start a process and load the sources takes longer than most files (docs/notes/vitest.md).
        test: {
          name: "sharing",
          include: [...sharing],
          globalSetup: ["test/global-setup.ts"],
          isolate: false,
          maxWorkers,
          ...patience,
        },
      },
    ],
  },
});
