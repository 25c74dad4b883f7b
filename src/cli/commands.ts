import type { Command } from "./command.ts";

/** What the list of commands says of one, and where the rest of it is. */
export interface CommandEntry {
  /** Name and arguments: `show <trace>`. */
  readonly form: string;
  readonly describe: string;
  /** Called when a command line names it, as loading takes time. */
  readonly load: () => Promise<Command>;
}

/** In the order in which help lists them. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    form: "init",
    describe: "Write a first wirewalk.config.yaml",
    load: async () => (await import("./commands/init.ts")).init,
  },
  {
    form: "record [names..]",
    describe: "Run a program or a flow and write its trace, with secrets masked",
    load: async () => (await import("./commands/record.ts")).record,
  },
  {
    form: "proxy",
    describe: "Record what several programs say, in one trace, until Ctrl-C",
    load: async () => (await import("./commands/proxy.ts")).proxy,
  },
  {
    form: "render [names..]",
    describe: "Write walkthrough pages, or refresh their generated regions",
    load: async () => (await import("./commands/render.ts")).render,
  },
  {
    form: "check [names..]",
    describe: "Is every page what its trace says?",
    load: async () => (await import("./commands/check.ts")).check,
  },
  {
    form: "step <words..>",
    describe: "Give what a page says of one step to another",
    load: async () => (await import("./commands/step.ts")).step,
  },
  {
    form: "templates [words..]",
    describe: "List, copy or check the templates of pages",
    load: async () => (await import("./commands/templates.ts")).templates,
  },
  {
    form: "diagram <trace>",
    describe: "Draw the sequence diagram",
    load: async () => (await import("./commands/diagram.ts")).diagram,
  },
  {
    form: "export <trace>",
    describe: "Write the trace for another tool: a curl script, HAR, PlantUML, …",
    load: async () => (await import("./commands/export.ts")).exportCommand,
  },
  {
    form: "open <trace>",
    describe: "Open the HTML report of a trace in the browser",
    load: async () => (await import("./commands/open.ts")).open,
  },
  {
    form: "share <trace>",
    describe: "Pack a trace for a colleague, with its report, its page, and what was masked",
    load: async () => (await import("./commands/share.ts")).share,
  },
  {
    form: "import <file>",
    describe: "Make a trace of what another tool wrote, with secrets masked",
    load: async () => (await import("./commands/import.ts")).importCommand,
  },
  {
    form: "show <trace>",
    describe: "Show what was said: the diagram and a table, in the terminal",
    load: async () => (await import("./commands/show.ts")).show,
  },
  {
    form: "diff <before> <after>",
    describe: "Say what changed from one recording to another, and where first",
    load: async () => (await import("./commands/diff.ts")).diff,
  },
  {
    form: "scan <paths..>",
    describe: "Look for secrets in files of any kind; exit 4 where there are some",
    load: async () => (await import("./commands/scan.ts")).scan,
  },
  {
    form: "redact <trace>",
    describe: "Mask the secrets of a HAR file that another tool wrote",
    load: async () => (await import("./commands/redact.ts")).redact,
  },
  {
    form: "replay <trace>",
    describe: "Answer from the trace on the loopback interface, until Ctrl-C",
    load: async () => (await import("./commands/replay.ts")).replay,
  },
  {
    form: "ca [action]",
    describe: "Show, export, renew or remove the certificate authority that reads HTTPS",
    load: async () => (await import("./commands/ca.ts")).ca,
  },
  {
    form: "recover [journals..]",
    describe: "Make a trace of what a recording that broke off has left",
    load: async () => (await import("./commands/recover.ts")).recover,
  },
  {
    form: "doctor [trace]",
    describe: "Say what this machine, or a program, can do, and what bypassed the recorder",
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
];
