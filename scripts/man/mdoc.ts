import { COMMAND_GROUPS } from "../../src/cli/commands.ts";
import {
  type CommandSynopsis,
  GLOBAL_OPTIONS,
  type OptionSynopsis,
} from "../../src/cli/completion/describe-commands.ts";
import { type OptionGroup, groupOptions } from "../../src/cli/completion/group-options.ts";
import { EXIT_CODES } from "../../src/cli/output/program-help.ts";

/** The manual page, in the macros of mdoc(7), which mandoc and groff know. */
export function toMdoc(commands: readonly CommandSynopsis[]): string {
  const sections = COMMAND_GROUPS.flatMap((group) => {
    const ofGroup = commands.filter((command) => command.group === group);
    const paragraphs = ofGroup.flatMap((command, index) => between(index, toCommand(command)));
    return [`.Ss ${escape(group)}`].concat(paragraphs);
  });
  return [
    ...HEAD,
    ...sections,
    ".Sh OPTIONS",
    "Every command takes these:",
    ...toOptionList(GLOBAL_OPTIONS),
    ".Sh EXIT STATUS",
    ".Bl -tag -width Ds",
    ...EXIT_CODES.flatMap(([code, meaning]) => [`.It ${code}`].concat(toText(sentence(meaning)))),
    ".El",
    ".Pp",
    ...toText("With a program, record exits with the code of the program."),
    ".Sh EXAMPLES",
    ...commands.flatMap(({ examples }) => examples.slice(0, 1)).flatMap((one, index) => between(index, toExample(one))),
    "",
  ].join("\n");
}

// No date: it would change each time the page is generated, and the version is more precise.
const HEAD = [
  '.\\" Made by `npm run man`, of what the commands declare.',
  ".Dd $Mdocdate$",
  ".Dt WIREWALK 1",
  ".Os",
  ".Sh NAME",
  ".Nm wirewalk",
  ".Nd record HTTP traffic and turn it into API walkthroughs",
  ".Sh SYNOPSIS",
  ".Nm",
  ".Ar command",
  ".Op Ar options",
  ".Sh DESCRIPTION",
  ".Nm",
  "records the HTTP traffic of a flow, masks its secrets, writes a HAR trace, and renders walkthrough pages of it.",
  ".Pp",
  "[key: NAME] after an option is the key of wirewalk.config.yaml that does the same.",
  ".Sh COMMANDS",
];

function toCommand(command: CommandSynopsis): string[] {
  const { name, describe, words, takesProgram } = command;
  const form = words.map(({ kind, isRequired, isList }) => {
    const word = `Ar ${escape(kind.placeholder)}${isList ? " ..." : ""}`;
    return isRequired ? word : `Oo ${word} Oc`;
  });
  const program = takesProgram ? ["Oo", "Fl \\&-", "Ar program ...", "Oc"] : [];
  return [
    `.Ic ${[name, ...form, ...program].join(" ")}`,
    ".Bd -filled -offset indent -compact",
    ...toText(sentence(describe)),
    ...groupOptions(command).flatMap(toGroup),
    ".Ed",
  ];
}

function toGroup({ heading, options }: OptionGroup): readonly string[] {
  if (options.length === 0) return [];
  const list = toOptionList(options);
  return heading === undefined ? list : [".Pp", ...toText(`${heading.replaceAll("`", "")}:`), ...list];
}

function toOptionList(options: readonly OptionSynopsis[]): string[] {
  return [".Bl -tag -width Ds", ...options.flatMap(toOption), ".El"];
}

function toOption({ names, describe, kind }: OptionSynopsis): string[] {
  const value = kind === undefined ? "" : ` Ar ${escape(kind.placeholder)}`;
  const forms = names.map((name) => `Fl ${escape(name.slice(1))}`).join(" , ");
  return [`.It ${forms}${value}`, ...toText(sentence(describe))];
}

function toExample([purpose, line]: readonly [string, string]): string[] {
  return [...toText(`${purpose}:`), `.Dl ${escape(`wirewalk ${line}`)}`];
}

const sentence = (text: string): string => (/[.\]]$/.test(text) ? text : `${text}.`);

/** A paragraph between two, none after a heading. */
const between = (index: number, lines: readonly string[]): readonly string[] =>
  index === 0 ? lines : [".Pp", ...lines];

const WIDTH = 78;

/** Text in lines that are not treated as macros. */
function toText(text: string): string[] {
  const lines = [""];
  for (const word of escape(text).split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last === "" || last.length + word.length >= WIDTH) lines.push(word);
    else lines.splice(-1, 1, `${last} ${word}`);
  }
  return lines.slice(1).map((line) => (/^[.']/.test(line) ? `\\&${line}` : line));
}

const WORDS_OF_MDOC = /(?<=^| )(?=[A-Z][a-z](?: |$))/g;

/** A backslash begins an escape; a word of two letters may be a macro in an argument. */
function escape(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll(/-/g, "\\-")
    .replaceAll('"', "\\(dq")
    .replaceAll("…", "...")
    .replaceAll(WORDS_OF_MDOC, "\\&");
}
