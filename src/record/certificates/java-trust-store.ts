import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A truststore for `javax.net.ssl.trustStore`. */
export interface JavaTrustStore {
  readonly file: string;
  /** Java requires a password, although the file contains no secret. */
  readonly password: string;
}

/** The usual password of the truststore that comes with Java. */
const PASSWORD = "changeit";

export interface JavaTrustStoreOptions {
  /** Directory in which the truststore is cached, because Java's tool takes most of a second. */
  readonly folder: string;
  /** PEM of the authority to add. */
  readonly certificate: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Java's own truststore with an authority added, by Java's own tool: its format changes between versions. Undefined if there is no Java, or
 * its tool fails.
 */
export async function openJavaTrustStore(options: JavaTrustStoreOptions): Promise<JavaTrustStore | undefined> {
  const { folder, certificate, env } = options;
  const home = findJavaHome(env);
  if (home === undefined) return undefined;
  const roots = join(home, "lib/security/cacerts");
  // A different Java, an update, or a renewed CA results in another file.
  const id = createHash("sha256")
    .update(`${roots} ${statSync(roots).mtimeMs} ${certificate}`)
    .digest("hex");
  const file = join(folder, `java-truststore-${id.slice(0, 16)}`);
  if (!existsSync(file) && !(await createStore(file, { home, roots, certificate }))) return undefined;
  return { file, password: PASSWORD };
}

async function createStore(
  file: string,
  { home, roots, certificate }: { readonly home: string; readonly roots: string; readonly certificate: string },
): Promise<boolean> {
  const temporary = `${file}.${process.pid}`;
  try {
    copyFileSync(roots, temporary);
    const store = ["-keystore", temporary, "-storepass", PASSWORD];
    const importing = run(join(home, "bin/keytool"), ["-importcert", "-noprompt", "-alias", "wirewalk", ...store]);
    importing.child.stdin?.end(certificate);
    await importing;
    renameSync(temporary, file);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** JAVA_HOME, or the place that `java` on the PATH is a link to. */
export function findJavaHome({
  JAVA_HOME: named,
  PATH = "",
}: Readonly<Record<string, string | undefined>>): string | undefined {
  const onPath = PATH.split(delimiter)
    .map((folder) => join(folder, "java"))
    .filter((file) => existsSync(file))
    .map((file) => dirname(dirname(realpathSync(file))));
  const homes = named === undefined || named === "" ? onPath : [named, ...onPath];
  return homes.find((home) => existsSync(join(home, "lib/security/cacerts")) && existsSync(join(home, "bin/keytool")));
}
