import { type CliOutcome, type CliWorld, runCli } from "./run-cli.ts";

/** What the process is told: a command line to run, or Ctrl-C. */
export type Order =
  | {
      readonly kind: "run";
      readonly argv: readonly string[];
      readonly folder: string;
      readonly world: Omit<CliWorld, "cwd" | "onOutput" | "signal">;
    }
  | { readonly kind: "interrupt" };

/** What it reports. */
export type Report =
  | { readonly kind: "printed"; readonly text: string }
  | { readonly kind: "ended"; readonly outcome: CliOutcome }
  | { readonly kind: "failed"; readonly error: unknown };

let controller = new AbortController();

async function run({ argv, folder, world }: Order & { readonly kind: "run" }): Promise<void> {
  controller = new AbortController();
  process.chdir(folder);
  const onOutput = (text: string): void => report({ kind: "printed", text });
  const outcome = await runCli(argv, { ...world, signal: controller.signal, onOutput });
  report({ kind: "ended", outcome });
}

function report(news: Report): void {
  process.send?.(news);
}

// Nothing else starts this program, and nothing else sends it messages (run-elsewhere.ts).
process.on("message", (order: Order) => {
  if (order.kind === "interrupt") controller.abort();
  else run(order).catch((error: unknown) => report({ kind: "failed", error }));
});
process.on("disconnect", () => process.exit());
