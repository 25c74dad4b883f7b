import { UserError } from "../../errors.ts";
import { type Shard, readShard } from "../../trace/read-shard.ts";

/** The identity of a run as a whole. */
export const WHOLE: Shard = { index: 1, count: 1 };

/** Throws a `UserError` if a text is not a shard such as `3/8`. */
export function parseShard(text: string): Shard {
  const shard = readShard(text);
  if (shard !== undefined) return shard;
  throw new UserError(`"${text}" is not a shard.`, {
    hint: "Give the number of this shard and the number of all shards, such as --shard 3/8.",
    option: ["shard"],
  });
}

/** `3/8` */
export function formatShard({ index, count }: Shard): string {
  return `${index}/${count}`;
}

/** A command with its placeholders filled in: `--shard={shard}`, `{shardIndex}`, `{shardCount}`. */
export function fillInShard(command: readonly string[], shard: Shard): readonly string[] {
  return command.map((argument) =>
    argument
      .replaceAll("{shard}", formatShard(shard))
      .replaceAll("{shardIndex}", String(shard.index))
      .replaceAll("{shardCount}", String(shard.count)),
  );
}

/** Variables for commands that have no argument for their shard. */
export const SHARD_VARIABLE = "WIREWALK_SHARD";

/** The file of a shard's trace, for `gather`: `shards/checkout.3-of-8.har`. */
export function shardFileOf(name: string, { index, count }: Shard): string {
  return `${SHARD_FOLDER}/${name}.${index}-of-${count}.har`;
}

const SHARD_FOLDER = "shards";

/** Whether a file is named like a shard of a walkthrough. */
export function isShardFileOf(name: string, file: string): boolean {
  const base = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  return base.startsWith(`${name}.`) && /^\d+-of-\d+\.har$/.test(base.slice(name.length + 1));
}
