import { FORMATS } from "./formats.ts";
import { documentsOf } from "./plant-documents.ts";
import { createSecret } from "./plant-headers.ts";
import { createRandom } from "./random.ts";

/** A body that a limit truncated, and the part of a secret that remains in it. */
export interface Cut {
  readonly kind: string;
  readonly name: string;
  readonly type: string;
  readonly text: string;
  /** The first characters of the secret; a longer part identifies it no better. */
  readonly trace: string;
}

/** Bodies whose secret is recognized only by the text after it, or is not terminated. */
const BODIES: Readonly<Record<string, (secret: string) => string>> = {
  "value and name": (s) => `[{"value":"${s}","name":"password"}]`,
  "value and path": (s) => `[{"op":"add","value":"${s}","path":"/ipmi_password"}]`,
  "JSON member": (s) => `{"user":"joe","password":"${s}","n":1}`,
  "JSON in JSON": (s) => JSON.stringify({ body: JSON.stringify({ password: s, n: 1 }) }),
  DSN: (s) => `{"dsn":"postgres://joe:${s}@db.internal/app"}`,
  "DSN in text": (s) => `using postgres://joe:${s}@db.internal/app now\n`,
  form: (s) => `user=joe&password=${s}&n=1`,
  "XML element": (s) => `<a><password>${s}</password></a>`,
  "XML value and name": (s) => `<a><member><value>${s}</value><name>password</name></member></a>`,
  "Bearer in a log": (s) => `> Authorization: Bearer ${s}\r\n> Accept: */*\r\n`,
  "Basic in a log": (s) => `> Authorization: Basic ${Buffer.from(`joe:${s}`).toString("base64")}\r\n> A: b\r\n`,
  "Kubernetes, kind last": (s) => `{"data":{"db":"${s}"},"kind":"Secret"}`,
  "sensitive last": (s) => `{"outputs":{"db":{"value":"${s}","sensitive":true}}}`,
};

export function plantCuts(seed: string): Cut[] {
  const formats = Object.entries(FORMATS).flatMap(([format, template]) => {
    const { text: secret, part } = createRandom(`${seed}/${format}/cut`).fillAndTell(template);
    return ["", '{"note":"'].flatMap((head) =>
      cutAll(`${format} behind ${head === "" ? "a word" : "a quote"}`, {
        text: `${head || "so "}${secret}`,
        secret: part,
        kind: "formats",
        all: true,
      }),
    );
  });
  const bodies = Object.entries(BODIES).flatMap(([name, write]) => {
    const secret = createSecret(createRandom(`${seed}/${name}/cut`));
    return cutAll(name, { text: write(secret), secret, kind: "names", all: true });
  });
  const documents = documentsOf(seed).flatMap(({ name, text, secret }) =>
    cutAll(name, { text, secret, kind: "documents", all: false }),
  );
  return [...formats, ...bodies, ...documents];
}

interface CutOptions {
  readonly text: string;
  readonly secret: string;
  readonly kind: string;
  /** Cut at every length, or at a few. */
  readonly all: boolean;
}

/** From four characters of the secret to the end of the body. */
function cutAll(name: string, { text, secret, kind, all }: CutOptions): Cut[] {
  const start = text.indexOf(secret);
  // In base64, it does not occur literally.
  const isPlain = start >= 0;
  const first = isPlain ? start + SHORTEST : Math.floor(text.length * 0.6);
  const lengths = Array.from({ length: text.length - first }, (_, index) => first + index);
  const chosen = all ? lengths : lengths.filter((_, index) => index % 5 === 0);
  return chosen.map((length) => {
    const left = text.slice(0, length);
    return {
      kind: `cut ${kind}`,
      name: `${name}, cut at ${length} of ${text.length}`,
      type: /^[[{]/.test(text)
        ? "application/json"
        : text.startsWith("user=")
          ? "application/x-www-form-urlencoded"
          : "text/plain",
      text: left,
      trace: isPlain ? secret.slice(0, SHORTEST) : left.slice(-12),
    };
  });
}

/** Too few characters of a secret to identify it. */
const SHORTEST = 4;
