import type { Command } from "./command.ts";

/** Tasks of users, in the order of the help. */
export const COMMAND_GROUPS = ["Record", "Document", "Inspect", "Share", "Set up"] as const;

/** The entry of a command in the list of commands, and the import of the rest. */
export interface CommandEntry {
  readonly group: (typeof COMMAND_GROUPS)[number];
  /** Name and arguments: `show <trace>`. */
  readonly form: string;
  /** Imperative, without a period, so short that help has it on one line. */
  readonly describe: string;
  /** Called when a command line names it, as loading takes time. */
  readonly load: () => Promise<Command>;
}

/** In the order in which help lists them. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    group: "Record",
    form: "record [names..]",
    describe: "Record a command, a flow, or walkthroughs of the project",
    load: async () => (await import("./commands/record.ts")).record,
  },
  {
    group: "Record",
    form: "proxy",
    describe: "Record several programs into one trace until Ctrl-C",
    load: async () => (await import("./commands/proxy.ts")).proxy,
  },
  {
    group: "Record",
    form: "import <file>",
    describe: "Convert a HAR file or debug log to a redacted trace",
    load: async () => (await import("./commands/import.ts")).importCommand,
  },
  {
    group: "Record",
    form: "gather <sources..>",
    describe: "Merge the recordings of several recorders into one trace",
    load: async () => (await import("./commands/gather.ts")).gather,
  },
  {
    group: "Record",
    form: "session <action> [name]",
    describe: "Create a key that gives secrets the same aliases everywhere",
    load: async () => (await import("./commands/session.ts")).session,
  },
  {
    group: "Record",
    form: "push <sources..>",
    describe: "Send recordings to an OpenTelemetry Collector",
    load: async () => (await import("./commands/push.ts")).push,
  },
  {
    group: "Record",
    form: "recover [journals..]",
    describe: "Rebuild the trace of an interrupted recording",
    load: async () => (await import("./commands/recover.ts")).recover,
  },
  {
    group: "Document",
    form: "render [names..]",
    describe: "Write walkthrough pages or update their generated regions",
    load: async () => (await import("./commands/render.ts")).render,
  },
  {
    group: "Document",
    form: "dev [names..]",
    describe: "Render on each change while the site's own server runs",
    load: async () => (await import("./commands/dev.ts")).dev,
  },
  {
    group: "Document",
    form: "adopt <page>",
    describe: "Add markers to a page written by hand",
    load: async () => (await import("./commands/adopt.ts")).adopt,
  },
  {
    group: "Document",
    form: "check [names..]",
    describe: "Check that pages are up to date",
    load: async () => (await import("./commands/check.ts")).check,
  },
  {
    group: "Document",
    form: "step <action> <from> <to> <page>",
    describe: "Move the prose of one step to another",
    load: async () => (await import("./commands/step.ts")).step,
  },
  {
    group: "Document",
    form: "templates [words..]",
    describe: "List, copy, or check page templates",
    load: async () => (await import("./commands/templates.ts")).templates,
  },
  {
    group: "Document",
    form: "diagram <trace>",
    describe: "Draw the sequence diagram",
    load: async () => (await import("./commands/diagram.ts")).diagram,
  },
  {
    group: "Inspect",
    form: "show <trace> [arrow]",
    describe: "Show the diagram and the exchanges in the terminal",
    load: async () => (await import("./commands/show.ts")).show,
  },
  {
    group: "Inspect",
    form: "open <trace>",
    describe: "Open the HTML report in the browser",
    load: async () => (await import("./commands/open.ts")).open,
  },
  {
    group: "Inspect",
    form: "diff <before> <after>",
    describe: "Compare two recordings",
    load: async () => (await import("./commands/diff.ts")).diff,
  },
  {
    group: "Inspect",
    form: "replay <trace>",
    describe: "Serve the recorded responses on the loopback interface",
    load: async () => (await import("./commands/replay.ts")).replay,
  },
  {
    group: "Inspect",
    form: "doctor [trace]",
    describe: "Diagnose this machine, a program, or a trace",
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
  {
    group: "Share",
    form: "share <trace>",
    describe: "Pack a trace, its report, and its page into one archive",
    load: async () => (await import("./commands/share.ts")).share,
  },
  {
    group: "Share",
    form: "export <trace>",
    describe: "Convert a trace for another tool: curl, HAR, PlantUML, …",
    load: async () => (await import("./commands/export.ts")).exportCommand,
  },
  {
    group: "Share",
    form: "scan <paths..>",
    describe: "Find secrets in files of any kind",
    load: async () => (await import("./commands/scan.ts")).scan,
  },
  {
    group: "Share",
    form: "redact <trace>",
    describe: "Mask the secrets in a HAR file of another tool",
    load: async () => (await import("./commands/redact.ts")).redact,
  },
  {
    group: "Set up",
    form: "init",
    describe: "Create a wirewalk.config.yaml",
    load: async () => (await import("./commands/init.ts")).init,
  },
  {
    group: "Set up",
    form: "ca [action]",
    describe: "Show, export, renew, or remove the CA certificate",
    load: async () => (await import("./commands/ca.ts")).ca,
  },
  {
    group: "Set up",
    form: "completion <shell>",
    describe: "Write a completion script for bash, zsh, or fish",
    load: async () => (await import("./commands/completion.ts")).completion,
  },
];

/** The word that names a command. */
export function nameOf({ form }: CommandEntry): string {
  return form.split(" ", 1)[0] ?? form;
}
