import type { Fate, ModeTable } from "../options/modes/mode-table.ts";
import type { CommandSynopsis, OptionSynopsis } from "./describe-commands.ts";

export interface OptionGroup {
  /** Which forms of the command these options are for: "Only for `record -- COMMAND`"; undefined for all. */
  readonly heading: string | undefined;
  readonly options: readonly OptionSynopsis[];
}

/** Options by the forms of the command in which they have an effect, those for all forms first. */
export function groupOptions({ options, modes }: Pick<CommandSynopsis, "options" | "modes">): readonly OptionGroup[] {
  const groups = Map.groupBy(options, (option) => option.group ?? headingOf(option, modes));
  const usual = groups.get(undefined) ?? [];
  groups.delete(undefined);
  return [[undefined, usual] as const, ...groups].map(([heading, some]) => ({
    heading,
    options: some.map((option) => withKey(option, modes)),
  }));
}

/** Names the key of the project file that does the same. */
function withKey(option: OptionSynopsis, modes: ModeTable | undefined): OptionSynopsis {
  const [key] = Object.values(fatesOf(option, modes)).flatMap((fate) =>
    fate !== "applied" && "key" in fate ? [fate.key] : [],
  );
  return key === undefined ? option : { ...option, describe: `${option.describe} [key: ${key}]` };
}

type Fates = Readonly<Record<string, Fate>>;

function fatesOf({ names: [name] }: OptionSynopsis, modes: ModeTable | undefined): Fates {
  return modes?.options[name.slice(2)] ?? {};
}

function headingOf(option: OptionSynopsis, table: ModeTable | undefined): string | undefined {
  const fates = Object.entries(fatesOf(option, table));
  const forms = (isWanted: (fate: Fate) => boolean): readonly string[] =>
    fates.filter(([, fate]) => isWanted(fate)).map(([mode]) => table?.modes[mode] ?? mode);
  const [taking, refusing] = [forms((fate) => fate === "applied"), forms((fate) => fate !== "applied")];
  // An option that chooses the form belongs to all forms.
  if (refusing.length === 0 || taking.some((form) => choosesForm(option, form))) return undefined;
  return namesAll(refusing, taking) || (refusing.length >= taking.length && !namesAll(taking, refusing))
    ? `Only for ${list(taking)}`
    : `Not for ${list(refusing)}`;
}

/** Whether readers would take one form for all: `proxy` for `proxy --reverse URL` too. */
function namesAll(forms: readonly string[], others: readonly string[]): boolean {
  return forms.length === 1 && others.length <= 2 && others.some((other) => other.startsWith(`${forms[0]} `));
}

function choosesForm({ names: [name] }: OptionSynopsis, form: string): boolean {
  return form.split(/[ [\]]/).some((word) => word === name || word === name.slice(2).toUpperCase());
}

const list = (forms: readonly string[]): string => new Intl.ListFormat("en").format(forms.map((form) => `\`${form}\``));
