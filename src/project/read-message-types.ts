import { access } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

import type protobufjs from "protobufjs";
import type { Enum, Field, Root, Type } from "protobufjs";

import { UserError, reasonOf } from "../errors.ts";
import { onlyKnown } from "../json/only-known.ts";
import { classOfName } from "../redact/names.ts";
import { matchParts } from "../sequence/match-parts.ts";
import type { MessageField, MessageType, MessageTypes } from "../trace/bodies/message-types.ts";
import { readText } from "../trace/files/file.ts";

type Protobufjs = typeof protobufjs;

/**
 * Reads .proto files and what they import. An import is looked for in the folder of the file that names it, and in each folder above: paths in
 * .proto files begin at a folder that nothing in them names. Throws a `UserError` if a file is missing or invalid.
 */
export async function readMessageTypes(files: readonly string[]): Promise<MessageTypes | undefined> {
  // Most traces have none, and what reads them takes long to load.
  if (files.length === 0) return undefined;
  const { default: library } = await import("protobufjs");
  const root = new library.Root();
  const read = new Set<string>();
  for (const [index, file] of files.entries()) {
    await load({ library, root, read }, file).catch((cause: unknown) => {
      if (!(cause instanceof UserError)) throw cause;
      const { message, hint = "Check the path." } = cause;
      throw new UserError(message, { hint, cause, option: ["proto", index] });
    });
  }
  try {
    root.resolveAll();
  } catch (cause) {
    throw new UserError(`A type of ${files.join(", ")} is not defined: ${reasonOf(cause)}.`, {
      hint: "Add the .proto file that defines it.",
      cause,
      option: ["proto", 0],
    });
  }
  return createFinder(library, root);
}

interface Loading {
  readonly library: Protobufjs;
  readonly root: Root;
  /** Files that have been read, so that each is read once, even if they import each other. */
  readonly read: Set<string>;
}

async function load(loading: Loading, file: string): Promise<void> {
  const { library, root, read } = loading;
  if (read.has(file)) return;
  read.add(file);
  const text = await readText(file);
  for (const imported of parse(loading, file, text)) {
    const found = await findImport(file, imported);
    const common = library.common.get(imported);
    if (found !== undefined) await load(loading, found);
    else if (common?.nested != null) {
      if (!read.has(imported)) root.addJSON(common.nested);
      read.add(imported);
    } else {
      throw new UserError(`${relative(".", file)} imports "${imported}", which was not found.`, {
        hint: "Imports are looked for in the directory of the file and in the directories above it.",
      });
    }
  }
}

/** Returns the paths of what the file imports. */
function parse({ library, root }: Loading, file: string, text: string): readonly string[] {
  try {
    const { imports = [], weakImports = [] } = library.parse(text, root, { keepCase: true });
    return [...imports, ...weakImports];
  } catch (cause) {
    throw new UserError(`${relative(".", file)} is not a .proto file: ${reasonOf(cause)}.`, {
      hint: "Give the .proto file of the service.",
      cause,
    });
  }
}

async function findImport(file: string, imported: string): Promise<string | undefined> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const candidate = join(folder, imported);
    const isThere = await access(candidate).then(
      () => true,
      () => false,
    );
    if (isThere) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

/** A call's path ends with its service and its method, also below the path of a gateway or of Twirp. */
const SERVICE_AND_METHOD = /([^/]+)\/([^/]+)\/*$/;

function createFinder(library: Protobufjs, root: Root): MessageTypes {
  const known = new Map<Type, MessageType>();
  const toMessage = (type: Type): MessageType => {
    const made = known.get(type) ?? {
      name: nameOf(type),
      fields: new Map(type.fieldsArray.map((field) => [field.id, toField(library, field, toMessage)])),
    };
    known.set(type, made);
    return made;
  };
  return (path) => {
    const [, service = "", method = ""] = matchParts(SERVICE_AND_METHOD, path);
    const called = findCalled(library, root, { service, method });
    return called && { request: toMessage(called.request), response: toMessage(called.response) };
  };
}

function findCalled(
  { Service }: Protobufjs,
  root: Root,
  { service, method }: { readonly service: string; readonly method: string },
): { readonly request: Type; readonly response: Type } | undefined {
  const found = service === "" ? null : root.lookup(service, [Service]);
  const called = found instanceof Service ? found.methods[method] : undefined;
  const { resolvedRequestType: request, resolvedResponseType: response } = called ?? {};
  return request == null || response == null ? undefined : { request, response };
}

function toField(library: Protobufjs, field: Field, toMessage: (type: Type) => MessageType): MessageField {
  const { name } = field;
  const isList = field.repeated ? true : undefined;
  if (field instanceof library.MapField) {
    // On the wire, a map is a list of messages with a key and a value.
    const { keyType } = field;
    const entry: MessageType = {
      name: `${name} entry`,
      fields: new Map([
        [1, { name: "key", type: keyType }],
        [2, ofType(library, { name: "value", type: field.type, resolved: field.resolvedType }, toMessage)],
      ]),
    };
    return { name, type: "message", message: () => entry };
  }
  return {
    ...ofType(library, { name, type: field.type, resolved: field.resolvedType }, toMessage),
    ...onlyKnown({ isList }),
  };
}

interface Declared {
  readonly name: string;
  readonly type: string;
  readonly resolved: Type | Enum | null;
}

function ofType(
  library: Protobufjs,
  { name, type, resolved }: Declared,
  toMessage: (type: Type) => MessageType,
): MessageField {
  if (resolved instanceof library.Enum) {
    return {
      name,
      type: "enum",
      values: new Map(Object.entries(resolved.valuesById).map(([id, value]) => [Number(id), value])),
    };
  }
  const message = resolved === null ? undefined : () => toMessage(resolved);
  const isSecret = classOfName(name) === undefined ? undefined : true;
  return { name, type: message === undefined ? type : "message", ...onlyKnown({ message, isSecret }) };
}

function nameOf({ fullName }: Type): string {
  return fullName.replace(/^\./, "");
}
