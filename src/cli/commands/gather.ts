import { UserError } from "../../errors.ts";
import { describeGuesses, describePlan, planToJson } from "../../gather/describe-plan.ts";
import { findSources } from "../../gather/find-sources.ts";
import { writeGathered } from "../../gather/gather.ts";
import { type Plan, planGathering } from "../../gather/plan.ts";
import { readSources } from "../../gather/read-sources.ts";
import { refuseLeaks } from "../../redact/scan/gate.ts";
import { findSessionKey } from "../../redact/session/find-session-key.ts";
import { countOf } from "../../sequence/count-of.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import { defineCommand } from "../command.ts";
import { type Io, print, tell } from "../io.ts";
import { fetchPlaces, isNoFile } from "../options/fetch-places.ts";
import { GATHER_MODES } from "../options/modes/recorder-modes.ts";
import { outputOption } from "../options/options.ts";
import { toRedaction } from "../options/redaction-options.ts";
import { COLLECTOR_OPTION, STORE_OPTIONS } from "../options/store-options.ts";
import { checkOutput } from "../output/check-output.ts";
import { toJsonLine } from "../output/json-line.ts";
import { splitWalkthrough, takeForWalkthrough, takeShardsOf } from "./gather/walkthrough-target.ts";

const OPTIONS = {
  output: { ...outputOption, describe: "HAR file to write" },
  "dry-run": { type: "boolean", default: false, describe: "Write nothing; show sources, clocks, and twins" },
  strict: { type: "boolean", default: false, describe: "Write nothing and exit 1 if anything had to be guessed" },
  accept: {
    type: "boolean",
    default: false,
    describe: "For a walkthrough: replace its trace even if calls fail that did not fail before",
  },
  json: { type: "boolean", default: false, describe: "Print the plan as JSON" },
  ...STORE_OPTIONS,
  ...COLLECTOR_OPTION,
} as const;

export const gather = defineCommand({
  examples: [
    ["Merge the recordings of a client and a server", "gather client.har server.har -o both.har"],
    ["Preview the merge, and list what is uncertain", "gather shards/ --dry-run"],
    [
      "Get exchanges that were sent to Jaeger",
      "gather 'jaeger+http://127.0.0.1:16686?session=checkout' -o checkout.har",
    ],
    ["Get exchanges from a Kafka topic", "gather 'kafka://127.0.0.1:9092/otlp_spans?session=checkout' -o checkout.har"],
    ["Write the trace of a walkthrough that eight jobs recorded", "gather shards/ checkout"],
    ["Merge the files of a pattern; fail if anything had to be guessed", "gather 'hosts/*.har' --strict -o all.har"],
  ],
  builder: (yargs) =>
    yargs
      .positional("sources", {
        type: "string",
        array: true,
        demandOption: true,
        describe:
          "Traces, journals, share archives, spans, directories, quoted patterns, or stores of spans; the last one may be a walkthrough",
      })
      .options(OPTIONS),
  modes: { table: GATHER_MODES, of: toMode },
  writes: () => "trace",
  run: async ({ sources: given, output, strict, json, accept, ...args }, io) => {
    const isDry = args["dry-run"];
    const { places, walkthrough } = await splitWalkthrough(given);
    if (output === undefined && walkthrough === undefined && !isDry) {
      throw new UserError("gather needs a file to write.", {
        hint: "Name it with -o, name the walkthrough that it is for, or preview the result with --dry-run.",
      });
    }
    const fetched = await fetchPlaces(places, args, io);
    const found = [...(await findSources(places.filter((place) => !isNoFile(place)))), ...fetched];
    const sources = walkthrough === undefined ? found : takeShardsOf(walkthrough.name, found);
    const files = sources.flatMap((source) => source.files);
    if (output !== undefined) await checkOutput({ file: output, inputs: files, kind: "trace" });
    const policy = () => toRedaction({}, io, { traces: files.slice(0, 1), isLenient: true });
    const { parts, remarks, others } = await readSources(sources, { policy, key: findSessionKey(io.env) });
    for (const { file, why } of others) tell(io, `Omitted ${file}: ${why}`);
    const plan = planGathering(parts, remarks);
    if (plan.order.length === 0)
      throw new UserError("The sources contain no exchanges.", { hint: "Name traces that contain exchanges." });
    const isRefused = strict && describeGuesses(plan).length > 0;
    if (walkthrough !== undefined && !isDry && !isRefused) return takeForWalkthrough(plan, { walkthrough, accept }, io);
    const exitCode = await finish(plan, { output: isDry ? undefined : output, strict, json }, io);
    if (isDry && output !== undefined && !isRefused) tell(io, `Without --dry-run: writes ${output}.`);
    return exitCode;
  },
});

interface Asked {
  readonly sources: readonly string[];
  readonly "dry-run": boolean;
}

async function toMode({ sources, "dry-run": isDry }: Asked): Promise<keyof typeof GATHER_MODES.modes> {
  if (isDry) return "preview";
  return (await splitWalkthrough(sources)).walkthrough === undefined ? "file" : "walkthrough";
}

interface Wanted {
  readonly output: string | undefined;
  readonly strict: boolean;
  readonly json: boolean;
}

async function finish(plan: Plan, { output, strict, json }: Wanted, io: Io): Promise<number> {
  const guesses = describeGuesses(plan);
  if (json) io.stdout.write(toJsonLine(planToJson(plan)));
  else if (output === undefined) for (const line of describePlan(plan)) print(io, `${line}\n`);
  if (strict && guesses.length > 0) {
    for (const guess of guesses) tell(io, `Guessed: ${guess}`);
    tell(io, "  Hint: Without --strict, the trace is written and lists these guesses.");
    return 1;
  }
  if (output === undefined) return 0;
  await writeFileAtomically(
    output,
    refuseLeaks(writeGathered(plan, findSessionKey(io.env)), () => []),
  );
  tell(
    io,
    `Wrote ${output}: ${countOf(plan.order.length, "exchange")} of ${countOf(plan.parts.length, "recorder")}, ${countOf(plan.twins.length, "twin")}${plan.twins.copies === 0 ? "" : `, ${countOf(plan.twins.copies, "duplicate")}`}.`,
  );
  for (const guess of guesses) tell(io, `Note: ${guess}`);
  return 0;
}
