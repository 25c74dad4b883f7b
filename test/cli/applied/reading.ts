import { readFileSync } from "node:fs";

import { type Sample, type Trial, adds, removes, states } from "./world.ts";

const ONLY_SHOP = ["--only", "host=shop.example"];

/** Text that shows whether the image of the other host is among the exchanges. */
const PICTURE = /logo\.png|cdn\.example/;

/** Options that choose exchanges. */
const choosing = (place: string, picture = PICTURE) => ({
  only: removes(ONLY_SHOP, place, picture),
  drop: removes(["--drop", "host=cdn.example"], place, picture),
  failed: removes(["--failed"], place, picture),
  status: removes(["--status", "4xx"], place, picture),
  slow: removes(["--slow", "1s"], place, picture),
  grep: removes(["--grep", "quota exceeded"], place, picture),
  where: removes(["--where", "status>=400"], place, picture),
  limit: removes(["--limit", "1"], place, picture),
});

/** One of these options, with a command line that does not choose its only arrow. */
const choosingStep = (sample: Sample): Sample => ({ ...sample, line: ["t.har", "--step", "7"], place: "stdout" });

const SHOW_LINES = {
  ladder: ["t.har"],
  step: ["t.har", "--step", "1"],
  json: ["t.har", "--json"],
  why: ["t.har", "--why"],
  secrets: ["masked.har", "--where-secret"],
  watch: ["live.har", "--watch"],
};

const SHOWING = choosing("stdout");

const ofShow = (name: keyof typeof SHOWING) => (mode: string) =>
  mode === "secrets"
    ? { ...SHOWING[name], pattern: /logo\.png|\(7\)/ }
    : mode === "step"
      ? choosingStep(SHOWING[name])
      : SHOWING[name];

/** Names from the profile of the flow. */
const THE_SHOP = /the shop|shop\.items|tea(?:_|&#95;)id|Look around/;

/** The beginning of a comparison in each format. */
const DIFF_FORMATS: Readonly<Record<string, RegExp>> = { markdown: /^\*\*/, json: /^\{/, html: /^<!doctype/ };

const FLOW = ["--flow", "./own.mjs"];

const OPENAPI = ["--openapi", "openapi.json"];

const PROTO = ["--proto", "calls.proto"];

/** The name of a field in the document. */
const NAMED = /tea_name: "Sencha|tea_name: \\"Sencha/;

/** Names from an OpenAPI document. */
const LISTED = /List what is sold|list-?items/i;

const secrets = (place: string, more: Parameters<typeof adds>[3] = {}) => ({
  "secret-env": removes(["--secret-env", "HOUSE"], place, /of the house/, { ...more, env: { HOUSE: "of the house" } }),
  "secret-file": removes(["--secret-file", "words"], place, /of the house/, more),
  level: removes(["--level", "strict"], place, /of the house/, more),
  "show-header": adds(["--show-header", "X-House"], place, /of the house/, {
    ...more,
    beside: [...(more.beside ?? []), "--level", "strict"],
  }),
});

/** Commands that read existing files, each with the options that their tables mark as applied. */
export const READING: Readonly<Record<string, Trial>> = {
  show: {
    lines: SHOW_LINES,
    samples: {
      only: ofShow("only"),
      drop: ofShow("drop"),
      failed: ofShow("failed"),
      status: ofShow("status"),
      slow: ofShow("slow"),
      grep: ofShow("grep"),
      where: ofShow("where"),
      limit: ofShow("limit"),
      flow: adds(FLOW, "stdout", THE_SHOP),
      openapi: adds(OPENAPI, "stdout", LISTED),
      proto: (mode) =>
        adds(PROTO, "stdout", NAMED, { line: ["calls.har", ...(mode === "json" ? ["--json"] : ["--step", "1"])] }),
      "data-flow": (mode) => adds(["--data-flow"], "stdout", mode === "json" ? /item_id from \(2\)/ : /from \(2\)/),
      recorders: (mode) =>
        adds(["--recorders"], "stdout", /seen by|"recorders"/, {
          line: ["gathered.har", ...(mode === "json" ? ["--json"] : [])],
        }),
      step: adds(["--step", "1"], "stdout", /^X-House: of the house$/m, { line: ["t.har"] }),
      from: removes(["--from", "3"], "stdout", /GET \/items ─/),
      to: removes(["--to", "6"], "stdout", /GET \/logo\.png ─/),
      curl: adds(["--curl"], "stdout", /^curl /m),
      partial: (mode) =>
        adds(["--partial"], "exit", /^0$/, { line: ["cut.har", ...(SHOW_LINES[mode as "step"] ?? []).slice(1)] }),
      why: adds(["--why"], "stdout", /^ {4}\{item_id\} = /m, { line: ["t.har"] }),
      "where-secret": adds(["--where-secret"], "stdout", /^REDACTED-/m, { line: ["masked.har"] }),
      watch: adds(["--watch"], "stderr", /Waiting for exchanges/, { line: ["live.har"] }),
      json: adds(["--json"], "stdout", /^\{"/, { line: ["t.har"] }),
      budget: adds(["--budget", "3000"], "stdout", /"_cut"/),
    },
    asks: { watch: { ready: /\/items\n/, ask: async () => "" } },
  },
  diagram: {
    lines: { text: ["t.har"], picture: ["t.har", "--format", "svg", "--engine", "builtin"] },
    samples: {
      format: (mode) =>
        mode === "text"
          ? adds(["--format", "text"], "stdout", /──►/)
          : adds(["--format", "svg"], "stdout", /<svg/, { line: ["t.har"] }),
      theme: removes(["--theme", "dark"], "stdout", /prefers-color-scheme/),
      engine: adds(["--engine", "builtin"], "exit", /^0$/, {
        line: ["t.har", "--format", "svg"],
        env: { CHROME_PATH: "/no/browser" },
      }),
      locale: adds(["--locale", "ko"], "stdout", /시퀀스 다이어그램/),
      output: adds(["-o", "out.txt"], "files", /^out\.txt$/m),
      flow: adds(FLOW, "stdout", /the shop/),
      only: removes(ONLY_SHOP, "stdout", PICTURE),
      drop: SHOWING.drop,
      openapi: adds(OPENAPI, "stdout", LISTED),
      "data-flow": adds(["--data-flow"], "stdout", /from \(2\)/),
      recorders: (mode) =>
        adds(["--recorders"], "stdout", /seen by/, {
          line: ["gathered.har", ...(mode === "text" ? [] : ["--format", "svg", "--engine", "builtin"])],
        }),
      check: adds(["--check"], "exit", /^1$/, { beside: ["-o", "words"] }),
    },
  },
  export: {
    lines: { other: ["t.har", "--format", "curl"], spans: ["t.har", "--format", "otlp"] },
    samples: {
      ...choosing("stdout"),
      format: (mode) =>
        mode === "spans"
          ? adds(["--format", "otlp"], "stdout", /resourceSpans/, { line: ["t.har"] })
          : adds(["--format", "curl"], "stdout", /^send get-items/m, { line: ["t.har"] }),
      output: adds(["-o", "out"], "files", /^out$/m),
      proto: adds(PROTO, "stdout", NAMED, { line: ["calls.har", "--format", "html"] }),
      flow: (mode) =>
        adds(FLOW, "stdout", THE_SHOP, mode === "spans" ? {} : { line: ["t.har", "--format", "plantuml"] }),
      from: removes(["--from", "5"], "stdout", /\/items/),
      to: removes(["--to", "6"], "stdout", PICTURE),
      headers: adds(["--headers"], "stdout", /http\.request\.header\.x-house/),
      check: adds(["--check"], "exit", /^1$/, { beside: ["-o", "words"] }),
    },
  },
  open: {
    lines: { report: ["t.har", "--print"], live: ["live.har", "--live", "--print"] },
    samples: {
      print: (mode) =>
        mode === "live"
          ? adds(["--print"], "stdout", /http:\/\/127/, { line: ["live.har", "--live"] })
          : adds(["--print"], "stdout", /report\.html/, { line: ["t.har"] }),
      live: adds(["--live"], "stdout", /http:\/\/127/, { line: ["live.har", "--print"] }),
      flow: adds(FLOW, "asked", /the shop/),
    },
    asks: {
      report: { ready: /(\S+report\.html|http:\/\/127\S+)/, ask: async ([, place = ""]) => readReport(place) },
      live: { ready: /(http:\/\/127\S+)/, ask: async ([, place = ""]) => readReport(place) },
    },
  },
  diff: {
    lines: {
      terminal: ["t.har", "later.har"],
      markdown: ["t.har", "later.har", "--format", "markdown"],
      json: ["t.har", "later.har", "--json"],
      html: ["t.har", "later.har", "--format", "html"],
    },
    samples: {
      format: (mode) =>
        mode === "terminal"
          ? states(["--format", "terminal"], "stdout", /^Steps: /m)
          : adds(["--format", mode], "stdout", DIFF_FORMATS[mode] ?? /^$/, { line: ["t.har", "later.har"] }),
      level: removes(["--level", "shape"], "stdout", /price: 4 → 5|"\/items\/0\/price"/),
      values: adds(["--values"], "stdout", /0c5b0d9e[^,]*→|"\/items\/0\/id"/),
      json: adds(["--json"], "stdout", /^\{/, { line: ["t.har", "later.har"] }),
      "side-by-side": adds(["--side-by-side"], "stdout", /200 OK +\| \(1\)/),
      output: adds(["-o", "out"], "files", /^out$/m),
      flow: adds(FLOW, "stdout", THE_SHOP),
    },
  },
  scan: {
    lines: { text: ["text"], json: ["text", "--json"], sarif: ["text", "--sarif"] },
    samples: {
      json: adds(["--json"], "stdout", /^[[{]/, { line: ["text"] }),
      sarif: adds(["--sarif"], "stdout", /"\$schema"/, { line: ["text"] }),
      "secret-env": adds(["--secret-env", "HOUSE"], "stdout", /project-secret/, { env: { HOUSE: "of the house" } }),
      "secret-file": adds(["--secret-file", "words"], "stdout", /project-secret/),
      level: adds(["--level", "strict"], "stdout", /x-house|header/i, { line: ["t.har"] }),
      "show-header": removes(["--show-header", "X-House"], "stdout", /x-house|header/i, {
        line: ["t.har"],
        beside: ["--level", "strict"],
      }),
    },
  },
  recover: {
    lines: { list: [], rebuild: ["broken.har.journal"] },
    samples: {
      json: adds(["--json"], "stdout", /^\{"/m),
      output: adds(["-o", "out.har"], "files", /^out\.har$/m),
    },
  },
  templates: {
    lines: { list: ["list"], eject: ["eject", "mkdocs/note.hbs"], check: ["check", "own"] },
    samples: {
      json: adds(["--json"], "stdout", /^\[/),
      output: adds(["-o", "ejected"], "files", /ejected\/mkdocs\/note\.hbs/),
    },
  },
  ca: {
    lines: { show: ["show"], export: ["export"], renew: ["renew"], remove: ["remove"] },
    samples: {
      json: adds(["--json"], "stdout", /^\{"/),
      output: adds(["-o", "out.pem"], "files", /^out\.pem$/m),
      yes: removes(["--yes"], "files", /^\.config\/ca\.pem$/m),
    },
  },
  init: {
    lines: {
      program: ["--", "true"],
      command: ["--command", "true"],
      flow: ["--flow", "./own.mjs"],
      from: ["--from", "t.har"],
    },
    samples: {
      name: adds(["--name", "chosen"], "wirewalk.config.yaml", /chosen/, { lacks: ["wirewalk.config.yaml"] }),
      add: adds(["--add", "more"], "wirewalk.config.yaml", /more/),
      locale: adds(["--locale", "ko"], "wirewalk.config.yaml", /ko/, { beside: ["--add", "more"] }),
      flow: adds(["--flow", "./own.mjs"], "wirewalk.config.yaml", /own\.mjs/, { line: [], beside: ["--add", "more"] }),
      command: adds(["--command", "true"], "wirewalk.config.yaml", /more: .*command|more:\n +command/, {
        line: [],
        beside: ["--add", "more"],
      }),
      from: adds(["--from", "t.har"], "wirewalk.config.yaml", /more/, { line: [], beside: ["--add", "more"] }),
    },
  },
  check: {
    lines: { pages: ["w"], live: ["--live", "listed"] },
    samples: {
      diff: adds(["--diff"], "stdout", /^@@ /m, { line: ["referring"] }),
      live: (mode) =>
        mode === "live"
          ? adds(["--live"], "stderr", /Nothing|command|flow/, { line: ["w"] })
          : adds(["--live"], "exit", /^2$/, { line: ["w"] }),
      format: adds(["--format", "github"], "stdout", /^::error/m, { line: ["edited"] }),
      json: adds(["--json"], "stdout", /^\{"/),
    },
  },
  render: {
    lines: { names: ["w"], page: ["t.har", "-o", "page.md"], stdout: ["t.har"] },
    samples: {
      output: adds(["-o", "page.md"], "files", /^page\.md$/m, { line: ["t.har"] }),
      title: (mode) => ofPage(mode, adds(["--title", "Chosen"], "stdout", /^# Chosen/m)),
      locale: (mode) => ofPage(mode, adds(["--locale", "ko"], "stdout", /응답/)),
      target: (mode) => ofPage(mode, adds(["--target", "docusaurus"], "stdout", /<Tabs/)),
      mermaid: (mode) =>
        ofPage(mode, removes(["--mermaid", "8"], "stdout", /more like/, { line: ["polls.har", ...toPage(mode)] })),
      diagram: (mode) =>
        mode === "stdout"
          ? adds(["--diagram", "svg"], "stderr", /Name the page with --output/)
          : adds(["--diagram", "svg"], "page.md", /\.svg/, { beside: ["--engine", "builtin"] }),
      engine: (mode) =>
        adds(["--engine", "builtin"], "exit", /^0$/, {
          line: mode === "names" ? ["drawn"] : ["t.har", "-o", "page.md", "--diagram", "svg"],
          env: { CHROME_PATH: "/no/browser" },
        }),
      template: (mode) => ofPage(mode, adds(["--template", "nope"], "exit", /^2$/)),
      templates: (mode) => ofPage(mode, adds(["--templates", "own"], "stdout", /Own heading/)),
      omit: (mode) => ofPage(mode, adds(["--omit", "1-2=list.md"], "stdout", /list\.md/)),
      only: (mode) => ofPage(mode, SHOWING.only),
      drop: (mode) => ofPage(mode, SHOWING.drop),
      flow: (mode) => ofPage(mode, adds(FLOW, "stdout", THE_SHOP)),
      proto: (mode) =>
        mode === "page"
          ? adds(PROTO, "page.md", NAMED, { line: ["calls.har", "-o", "page.md"] })
          : adds(PROTO, "stdout", NAMED, { line: ["calls.har"] }),
      openapi: (mode) => ofPage(mode, adds(OPENAPI, "stdout", LISTED)),
      "data-flow": (mode) => ofPage(mode, adds(["--data-flow"], "stdout", /from \(2\)/)),
      recorders: (mode) =>
        ofPage(mode, adds(["--recorders"], "stdout", /seen by/, { line: ["gathered.har", ...toPage(mode)] })),
      force: (mode) => adds(["--force"], "exit", /^0$/, { line: editedLine(mode) }),
      adopt: (mode) => adds(["--adopt"], "exit", /^0$/, { line: editedLine(mode) }),
      "fix-refs": (mode) =>
        adds(["--fix-refs"], "referring.md", /see \(3\)/, {
          line: mode === "names" ? ["referring"] : ["t.har", "-o", "referring.md"],
        }),
      json: adds(["--json"], "stdout", /^\{"/),
      watch: adds(["--watch"], "stderr", /Waiting for changes/),
      check: (mode) => (mode === "stdout" ? adds(["--check"], "exit", /^2$/) : adds(["--check"], "exit", /^1$/)),
    },
  },
  import: {
    lines: { only: ["t.har", "-o", "out.har"] },
    samples: {
      ...secrets("out.har"),
      output: adds(["-o", "out.har"], "files", /^out\.har$/m, { line: ["t.har"] }),
      spans: adds(["--spans", "all"], "out.har", /SELECT/, { line: ["spans.json", "-o", "out.har"] }),
      map: removes(["--map", "hosts"], "out.har", /shop\.example/),
    },
  },
  redact: {
    lines: { only: ["t.har", "-o", "out.har"] },
    samples: {
      ...secrets("out.har"),
      output: adds(["-o", "out.har"], "files", /^out\.har$/m, { line: ["t.har"] }),
      map: removes(["--map", "hosts"], "out.har", /shop\.example/),
    },
  },
  share: {
    lines: { only: ["t.har"] },
    samples: {
      ...secrets("t.zip/trace.har", { beside: ["--level", "standard"] }),
      level: adds(["--level", "standard"], "t.zip/trace.har", /of the house/),
      "show-header": adds(["--show-header", "X-House"], "t.zip/trace.har", /of the house/),
      output: adds(["-o", "out.zip"], "files", /^out\.zip$/m),
      only: removes(ONLY_SHOP, "t.zip/trace.har", PICTURE),
      drop: removes(["--drop", "host=cdn.example"], "t.zip/trace.har", PICTURE),
      note: adds(["--note", "look at this"], "t.zip/README.md", /look at this/),
      flow: adds(FLOW, "t.zip/page.md", THE_SHOP),
      map: removes(["--map", "hosts"], "t.zip/trace.har", /shop\.example/),
    },
  },
  adopt: {
    lines: { only: ["byhand"] },
    samples: {
      yes: adds(["--yes"], "byhand.md", /<!--/),
      "dry-run": removes(["--dry-run"], "byhand.md", /<!--/, { beside: ["--yes"] }),
      json: adds(["--json"], "stdout", /^\{"/, { beside: ["--yes"] }),
    },
  },
};

/** A report that was written; for a growing one, the first thing that the browser receives. */
async function readReport(place: string): Promise<string> {
  if (!place.startsWith("http:")) return readFileSync(place, "utf8");
  const { body } = await fetch(new URL("events", place));
  let text = "";
  for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += piece;
    if (text.includes("/items")) break;
  }
  return text;
}

function ofPage(mode: string, sample: Sample): Sample {
  return mode === "page" && sample.place === "stdout" ? { ...sample, place: "page.md" } : sample;
}

function toPage(mode: string): readonly string[] {
  return mode === "page" ? ["-o", "page.md"] : [];
}

function editedLine(mode: string): readonly string[] {
  return mode === "names" ? ["edited"] : ["a.har", "-o", "edited.md"];
}
