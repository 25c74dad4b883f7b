import { reasonOf, UserError } from "../../errors.ts";
import type { Flow, FlowContext } from "../../flow.ts";
import { onlyKnown } from "../../json/only-known.ts";
import type { RedactionPolicy } from "../../redact/policy.ts";
import { type Redactor, createRedactor } from "../../redact/redactor.ts";
import { joinSessionOf } from "../../redact/session/join-session.ts";
import { adviseNearest } from "../../sequence/nearest-name.ts";
import { saveOver } from "../../trace/files/set-aside.ts";
import { journalFileOf } from "../../trace/journal/journal-file.ts";
import type { CommandOrigin, Origin } from "../../trace/model/types.ts";
import { readTrustedRoots } from "../certificates/trusted-roots.ts";
import { toUnwrittenError } from "../command/unwritten.ts";
import { learnEnvironment } from "./learn-environment.ts";
import { type Recorder, createRecorder } from "./recorder.ts";
import type { Durability } from "./recording.ts";
import type { Adapt, SaveSummary } from "./save.ts";

export interface RecordFlowOptions {
  /** Inputs by name; `Flow.inputs` lists the required ones. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Environment of the flow: `OS_*` and the like. Values of credential-like variables are masked wherever they occur. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Name of the cloud in `clouds.yaml`. */
  readonly cloud?: string;
  /**
   * Files of CA certificates that the flow's settings name, such as `cacert` of a cloud; an unreadable file counts as
   * empty. @default none
   */
  readonly authorities?: readonly string[];
  /** File of the trace. An existing one is replaced when the recording is complete. */
  readonly file: string;
  /** Longest body kept, in bytes. @default 1048576 */
  readonly bodyLimit?: number;
  /**
   * When a finished exchange is on disk: at the end of its turn of the event loop (in long recordings, soon after), or before the flow
   * continues. @default "turn"
   */
  readonly durability?: Durability;
  /** Secrets in addition to those that wirewalk detects by itself. */
  readonly redaction?: RedactionPolicy;
  /** Whether an existing trace is kept under another name, such as `NAME.1.har`. @default false: it is replaced */
  readonly keepsEarlier?: boolean;
  /** HAR file for an unmasked copy of the recording, including secrets; mode 0600. @default none */
  readonly unsafeRaw?: string;
  /** Changes the trace before it is written: see `openExamples`. */
  readonly adapt?: Adapt | undefined;
  /** Ends the flow early; the recording until then is written. */
  readonly signal?: AbortSignal;
}

export interface RecordedFlow extends SaveSummary {
  /** File of the earlier trace, if it was kept. */
  readonly earlier?: string;
  /** The output of the flow, masked. */
  readonly stdout: string;
  /** Why the flow failed, masked. Its exit code is 3 if the service refused. */
  readonly failure?: UserError;
}

/**
 * Runs a flow and writes its traffic, redacted. Throws a `UserError` if an input is missing or unknown, if the flow sends no request, or if
 * the file cannot be written. A flow that fails later is still recorded, and its failure is returned.
 */
export async function recordFlow(flow: Flow, options: RecordFlowOptions): Promise<RecordedFlow> {
  checkInputs(flow, options.inputs);
  const redactor = createRedactor({ policy: joinSessionOf(options.redaction, options.env) });
  learnEnvironment(redactor, options.env);
  const recorder = createRecorder({
    journal: journalFileOf(options.file),
    redactor,
    origin: originOf(flow, options.inputs, redactor),
    ...onlyKnown({ unsafeRaw: options.unsafeRaw, bodyLimit: options.bodyLimit, durability: options.durability }),
  });
  const outcome = await runRecorded(flow, recorder, options);
  if (recorder.exchangeCount === 0) {
    // An empty trace would take the place of a good one.
    await recorder[Symbol.asyncDispose]();
    throw outcome.failure ?? nothingRecorded(flow);
  }
  const command = outcome.command && { command: outcome.command };
  const saved = await saveOver(options, () => recorder.save(options.file, command, options.adapt)).catch(
    (error: unknown) => {
      throw toUnwrittenError(error, { journal: journalFileOf(options.file) });
    },
  );
  return {
    ...saved,
    stdout: saved.mask(outcome.stdout),
    ...onlyKnown({ failure: outcome.failure && maskFailure(outcome.failure, saved.mask) }),
  };
}

function checkInputs(flow: Flow, inputs: Readonly<Record<string, string>>): void {
  const known = flow.inputs.map(({ name }) => name);
  const unknown = Object.keys(inputs).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UserError(`Flow "${flow.name}" has no input "${unknown}".${adviseNearest(unknown, known)}`, {
      hint: known.length === 0 ? "It has none." : `Its inputs: ${known.join(", ")}.`,
      option: ["inputs", unknown],
    });
  }
  const missing = flow.inputs.filter(({ name, required = true }) => required && inputs[name] === undefined);
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => `--${name}`).join(", ");
  throw new UserError(`Flow "${flow.name}" needs ${names}.`, {
    hint: missing.map(({ name, description }) => `--${name}: ${description}`).join("; "),
    option: ["inputs"],
  });
}

function originOf(flow: Flow, inputs: Readonly<Record<string, string>>, redactor: Redactor): Partial<Origin> {
  const { redactText } = redactor;
  // An input may be named like a secret, as a variable may.
  learnEnvironment(redactor, inputs);
  const masked = Object.entries(inputs).map(([name, value]) => [name, redactText(value)]);
  return {
    flow: { name: flow.name, inputs: Object.fromEntries(masked) },
    ...onlyKnown({ profile: flow.profile?.name }),
  };
}

interface Outcome {
  readonly command?: CommandOrigin;
  readonly stdout: string;
  readonly failure?: UserError;
}

async function runRecorded(flow: Flow, recorder: Recorder, options: RecordFlowOptions): Promise<Outcome> {
  // Expensive to load, and needed only for flows.
  const { Agent } = await import("undici");
  const { env, authorities: settings = [] } = options;
  // Node's own list does, unless there is something to add.
  const agent = new Agent(settings.length === 0 ? {} : { connect: { ca: [...readTrustedRoots({ env, settings })] } });
  const context: FlowContext = {
    inputs: options.inputs,
    dispatcher: agent.compose(recorder.interceptor),
    env: options.env,
    ...onlyKnown({ cloud: options.cloud }),
    signal: options.signal ?? new AbortController().signal,
  };
  try {
    return await runFlow(flow, context);
  } finally {
    await agent.destroy();
  }
}

async function runFlow(flow: Flow, context: FlowContext): Promise<Outcome> {
  let stdout = "";
  let failure: UserError | undefined;
  try {
    stdout = await flow.run(context);
  } catch (error) {
    failure = toFailure(flow, error);
  }
  const line = commandOf(flow, context);
  const ending = { exitCode: failure === undefined ? 0 : 1, stdout, stderr: failure?.message ?? "" };
  return { stdout, ...onlyKnown({ failure, command: line && { ...line, ...ending } }) };
}

/** A flow that cannot even name its command reports the reason when it runs. */
function commandOf(flow: Flow, context: FlowContext): Pick<CommandOrigin, "argv" | "env"> | undefined {
  try {
    return flow.command?.(context);
  } catch {
    return undefined;
  }
}

function nothingRecorded(flow: Flow): UserError {
  return new UserError(`Flow "${flow.name}" made no request that could be recorded.`, {
    hint: "Pass `context.dispatcher` to every request.",
  });
}

function toFailure(flow: Flow, error: unknown): UserError {
  if (error instanceof UserError) return error;
  return new UserError(`Flow "${flow.name}" failed: ${reasonOf(error)}`, { cause: error, exitCode: 3 });
}

/** The cause is dropped: it may quote what was sent. */
function maskFailure({ message, hint, exitCode }: UserError, mask: (text: string) => string): UserError {
  return new UserError(mask(message), { exitCode, hint: hint === undefined ? undefined : mask(hint) });
}
