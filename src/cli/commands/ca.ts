import { openAuthority, removeAuthority, renewAuthority } from "../../record/certificates/authority.ts";
import { defineCommand } from "../command.ts";
import { type Io, print, tell } from "../io.ts";
import { configFolderOf } from "../options/config-folder.ts";
import { CA_MODES } from "../options/modes/service-modes.ts";
import { confirm } from "../output/confirm.ts";
import { toJsonLine } from "../output/json-line.ts";
import { formatTrustAdvice } from "../output/trust-advice.ts";
import { writeResult } from "../output/write-result.ts";

const ACTIONS = ["show", "export", "renew", "remove"] as const;

const OPTIONS = {
  output: { alias: "o", type: "string", requiresArg: true, describe: "File for the certificate" },
  json: { type: "boolean", default: false, describe: "Print the result as one line of JSON" },
  yes: { alias: "y", type: "boolean", default: false, describe: "Remove without confirmation" },
} as const;

export const ca = defineCommand({
  examples: [
    ["Show fingerprint, dates, and how to trust it", "ca"],
    ["Export the certificate for a client", "ca export -o wirewalk-ca.pem"],
    ["Create a new key and certificate", "ca renew"],
    ["Remove the CA", "ca remove --yes"],
  ],
  builder: (yargs) =>
    yargs.positional("action", { choices: ACTIONS, default: "show", describe: "Action" } as const).options(OPTIONS),
  modes: { table: CA_MODES, of: ({ action }) => action },
  run: async ({ action, output, json, yes }, io) => {
    const folder = configFolderOf(io);
    if (action === "remove") return remove(io, yes, () => removeAuthority(folder));
    const authority = await (action === "renew" ? renewAuthority : openAuthority)(folder);
    if (action === "export") {
      return writeResult(io, { file: output, content: authority.certificate, check: false });
    }
    const { certificateFile: file, fingerprint, expires } = authority;
    if (json) io.stdout.write(toJsonLine({ file, fingerprint, expires }));
    else {
      print(io, `Certificate  ${file}\nSHA-256      ${fingerprint}\nExpires      ${expires.toISOString()}\n\n`);
      print(io, `wirewalk record -- COMMAND makes the command trust it for that run. To trust it elsewhere:\n\n`);
      print(io, formatTrustAdvice(file));
    }
    if (action === "renew") tell(io, "Renewed. Clients that trusted the old certificate must trust this one.");
    return 0;
  },
});

async function remove(io: Io, isSure: boolean, removeIt: () => boolean): Promise<number> {
  if (!isSure && !(await confirm(io, "Remove wirewalk's CA and its key?"))) return 0;
  const wasThere = removeIt();
  tell(io, wasThere ? "Removed. Also remove the certificate from clients that trust it." : "There is no CA.");
  return 0;
}
