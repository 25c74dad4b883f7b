import * as z from "zod/mini";

import { SAMPLE_LANGUAGES } from "../../export/samples/languages.ts";
import { annotate } from "../../json/annotate.ts";
import { LINK_PLACES } from "../../openapi/fill-link.ts";
import { DEFAULT_LOCALE } from "../../page/default-locale.ts";
import { DEFAULT_TARGET, TARGET_NAMES } from "../../page/dialects/targets.ts";
import { PAGE_PARTS } from "../../page/page-parts.ts";
import { listOwnLocales } from "../../page/templates.ts";
import { MATCH_PARTS } from "../../replay/match-rules.ts";
import { FIELD_NAMES, describeField } from "../../trace/choose/condition.ts";
import { type OwnKeys, UNUSED, hasKnownPlaces, isFilename, isPattern, isRule } from "./rules.ts";
import type { ConfigFile, RecordingSettings } from "./types.ts";

/** `wirewalk.config.yaml`, and the source of schemas/config.schema.json. Unknown keys are refused: they are typing errors. */

const text = z.string().check(z.minLength(1));
const maybeText = z.exactOptional(text);

const arrow = z.union([z.int().check(z.gte(1)), text], {
  error: "expected the number of an arrow, or the ID of a step or operation",
});

const omitted = annotate(
  z
    .strictObject({
      from: annotate(arrow, "First step to omit: an arrow number, or the ID of a step or operation."),
      to: annotate(arrow, "Last step to omit."),
      page: annotate(maybeText, "URL of the page that shows them: ./create.md. Default: none"),
      title: annotate(maybeText, "Title of that page, as the link's text."),
    })
    .check(
      z.refine(({ page, title }) => (page === undefined) === (title === undefined), {
        message: "has only one of page and title; set both or neither",
      }),
    ),
  { id: "OmittedRange" },
);

/** Names of headers are tokens (RFC 9110). */
const place = text.check(
  z.regex(/^(?:\/|[\w!#$%&'*+.^`|~-]+$)/, {
    error: "expected the name of a header, or a JSON pointer, which begins with a slash",
  }),
);

const selectors = annotate(
  z.exactOptional(z.array(place)),
  "Header names (X-Subject-Token) or JSON pointers (/visibility).",
);

const highlights = annotate(z.strictObject({ request: selectors, response: selectors }), { id: "Highlights" });

const rule = z.union(
  [
    z.strictObject({ header: annotate(text, "Header whose entire value is a secret.") }),
    z.strictObject({
      pointer: annotate(text.check(z.regex(/^\//)), "JSON pointer of a secret; * matches any field or index."),
    }),
    z.strictObject({
      pattern: annotate(
        text.check(z.refine(isPattern, { message: "is not a regular expression" })),
        "Regular expression; the secret is its first group or, without groups, the entire match.",
      ),
    }),
  ],
  { error: "expected one of header, pointer, pattern" },
);

const redact = annotate(
  z.strictObject({
    secretEnv: annotate(z.exactOptional(z.array(text)), "Environment variables whose values are secrets."),
    secretFile: annotate(maybeText, "File of secrets, one per line."),
    rules: annotate(z.exactOptional(z.array(rule)), "Other places of secrets."),
    level: annotate(z.exactOptional(z.enum(["standard", "strict"])), "strict shows only well-known headers."),
    showHeaders: annotate(z.exactOptional(z.array(text)), "Headers that strict also shows."),
    map: annotate(
      z.exactOptional(z.array(z.enum(["hosts", "ids", "emails", "ips"]))),
      "Kinds of values to replace with made-up ones: hosts, ids, emails, ips. Default: none",
    ),
  }),
  { id: "Redact" },
);

const replay = annotate(
  z.strictObject({
    match: annotate(
      z.exactOptional(z.array(z.enum(MATCH_PARTS)).check(z.minLength(1))),
      `Parts of requests that must match. Default: ${MATCH_PARTS.join(", ")}`,
    ),
    ignore: annotate(
      z.exactOptional(
        z.array(
          text.check(z.regex(/^(?:query|header|body)\../, { error: "expected query.NAME, header.NAME, or body.PATH" })),
        ),
      ),
      "Parts of requests to ignore: query.ts, header.x-date, body.items.*.id; * matches any characters.",
    ),
    freezeTime: annotate(z.exactOptional(z.boolean()), "true keeps all dates as recorded. Default: false"),
    missingBodies: annotate(
      z.exactOptional(z.enum(["502", "empty"])),
      "Response if the trace does not contain its body. Default: 502",
    ),
    strict: annotate(
      z.exactOptional(z.boolean()),
      "true returns recorded names of resources even if the client sent other names. Default: false",
    ),
  }),
  { id: "Replay" },
);

const ruleValue = z.union([text, z.number()]);
const ruleValues = z.exactOptional(z.union([ruleValue, z.array(ruleValue)]));

const NO_RULE = `is not a condition on exchanges; write one like path=/v1/** or status>=400 with ${FIELD_NAMES.join(", ")}`;

const exchangeRule = z.union(
  [
    text.check(z.refine(isRule, { message: NO_RULE })),
    annotate(
      z
        .strictObject(Object.fromEntries(FIELD_NAMES.map((name) => [name, annotate(ruleValues, describeField(name))])))
        .check(z.refine(isRule, { message: NO_RULE })),
      { id: "ExchangeRule" },
    ),
  ],
  { error: `expected a condition like path=/v1/**, or a mapping of ${FIELD_NAMES.join(", ")}` },
);

const link = text.check(
  z.regex(/^(?:https?:\/\/|\.{0,2}\/|#)\S+$/i, {
    error: "expected a URL, such as https://docs.example.com/#/{tag}/{operationId}",
  }),
  z.refine(hasKnownPlaces, {
    message: `has an unknown placeholder; known: ${LINK_PLACES.map((name) => `{${name}}`).join(", ")}`,
  }),
);

const openapiSource = annotate(
  z.strictObject({
    file: annotate(text, "The document."),
    server: annotate(maybeText, "Base URL of its paths in the recording: http://127.0.0.1:8080/v1"),
    title: annotate(maybeText, "Name of its participant. Default: title of the document"),
    link: annotate(
      z.exactOptional(link),
      `URL of an operation's reference, with ${LINK_PLACES.map((name) => `{${name}}`).join(", ")}. Default: the operation's externalDocs`,
    ),
  }),
  { id: "OpenApi" },
);

const clientCertificate = annotate(
  z
    .strictObject({
      host: annotate(
        maybeText,
        "Servers to use it for: cloud.example:5000. Default: all servers that no other certificate names",
      ),
      cert: annotate(text, "File of the certificate: PEM, or PKCS#12 with the key."),
      key: annotate(maybeText, "File of its key, PEM. Default: the file of the certificate"),
      passphraseEnv: annotate(maybeText, "Environment variable with the passphrase of the key."),
      passphraseFile: annotate(maybeText, "File with the passphrase in its first line."),
    })
    .check(
      z.refine(({ passphraseEnv, passphraseFile }) => passphraseEnv === undefined || passphraseFile === undefined, {
        message: "has a variable and a file for one passphrase",
      }),
    ),
  { id: "ClientCertificate" },
);

const places = z.exactOptional(z.array(place));

const headerNames = z.exactOptional(
  z.array(text.check(z.regex(/^[\w!#$%&'*+.^`|~:-]+$/, { error: "expected the name of a header, or a pattern: X-*" }))),
);

const baseUrl = text.check(
  z.regex(/^https?:\/\/[^\s/?#]+(?:\/[^\s?#]*)?$/i, {
    error: "expected a base URL, such as https://api.example.com/v1",
  }),
);

const hosts = z.exactOptional(z.array(text));

/** How a command is recorded, and a flow where stated; the options of `record -- COMMAND` with the same names. */
const recording = {
  as: annotate(maybeText, "Name of the command in the diagram. Default: its filename"),
  cwd: annotate(maybeText, "Working directory of the command. Default: the directory of this file"),
  env: annotate(
    z.exactOptional(z.record(text, z.string())),
    "Environment variables for the command or flow, in addition to the existing ones.",
  ),
  output: annotate(
    z.exactOptional(z.boolean()),
    "false connects the command to the terminal and does not keep its output. Default: true",
  ),
  listen: annotate(
    z.exactOptional(z.int().check(z.gte(1), z.lte(65_535))),
    "Port of the recording proxy. Default: any free port",
  ),
  passthrough: annotate(hosts, "Hosts to pass through without recording."),
  insecure: annotate(hosts, "Hosts whose certificate is not verified."),
  cacert: annotate(maybeText, "Additional CA certificates for verifying servers, PEM."),
  onFailure: annotate(
    z.exactOptional(z.enum(["reset", "502"])),
    "How an unreachable server appears to the command: reset (broken connection) or 502 (error page). Default: reset",
  ),
  transparent: annotate(
    z.exactOptional(z.boolean()),
    "Whether to redirect all connections of the command to the recorder; it needs no proxy settings (Linux). Default: false",
  ),
  bodyLimit: annotate(z.exactOptional(z.int().check(z.gte(0))), "Truncate longer bodies, in bytes. Default: 1048576"),
} satisfies Record<keyof RecordingSettings, z.ZodMiniType>;

const pagePart = z.enum(PAGE_PARTS, { error: `expected one of ${PAGE_PARTS.join(", ")}` });

const shared = {
  locale: annotate(
    maybeText,
    `Language of the generated text: ${listOwnLocales().join(", ")}, one of your own templates, or a file: texts/fr.yaml. Default: ${DEFAULT_LOCALE}`,
  ),
  target: annotate(maybeText, `Page format: ${TARGET_NAMES.join(", ")}. Default: ${DEFAULT_TARGET}`),
  template: annotate(maybeText, "Set of your own templates, which override those of the target."),
  templates: annotate(maybeText, "Directory of your own templates."),
  mermaid: annotate(
    z.exactOptional(z.literal(8, { error: "can only be 8, for sites with Mermaid before version 9" })),
    "8 for sites with Mermaid before version 9. Default: the current version",
  ),
  diagram: annotate(
    z.exactOptional(z.enum(["mermaid", "svg", "both"])),
    "What pages embed of a diagram: the Mermaid source, an SVG next to the page, or both. Default: mermaid",
  ),
  images: annotate(
    z.exactOptional(z.enum(["picture", "link", "none"])),
    "How pages show bodies that are images, from a file next to the page without its metadata: as a picture, as a link, or none (bytes). Default: picture",
  ),
  code: annotate(
    z.exactOptional(z.array(z.enum(SAMPLE_LANGUAGES, { error: `expected one of ${SAMPLE_LANGUAGES.join(", ")}` }))),
    `Languages in which pages show each request as code: ${SAMPLE_LANGUAGES.join(", ")}. Default: none`,
  ),
  fields: annotate(
    z.exactOptional(z.boolean()),
    "Whether pages have tables of the parameters and fields that an OpenAPI document describes, and check fails if it does not describe a recorded field. Default: false",
  ),
  allowFields: annotate(
    z.exactOptional(
      z.array(text.check(z.regex(/^\//, { error: "expected a JSON pointer, which begins with a slash" }))),
    ),
    "JSON pointers of fields that no document describes: /debug; * matches any field or index.",
  ),
  without: annotate(
    z.exactOptional(z.array(pagePart)),
    `Parts that pages omit: ${PAGE_PARTS.join(", ")}. Default: none`,
  ),
  only: annotate(
    z.exactOptional(z.array(exchangeRule).check(z.minLength(1))),
    "Exchanges to show, if any rule matches: path=/v1/** method=POST, or { path: /v1/**, method: POST }. Default: all",
  ),
  drop: annotate(
    z.exactOptional(z.array(exchangeRule)),
    "Exchanges to omit, if any rule matches; [] omits nothing. Default: files of web pages, such as scripts and images",
  ),
  headers: annotate(
    z.exactOptional(
      annotate(
        z.strictObject({
          show: annotate(headerNames, "Headers to show: Server, X-*, or * for all."),
          hide: annotate(headerNames, "Headers to omit."),
        }),
        { id: "Headers" },
      ),
    ),
    "Which headers pages show. Default: all but those that every message carries",
  ),
  servers: annotate(
    z.exactOptional(z.record(baseUrl, baseUrl)),
    "Base URLs that pages show instead of the recorded ones: { http://127.0.0.1:8101: https://api.example.com }",
  ),
  fold: annotate(
    z.exactOptional(
      z.array(text.check(z.regex(/^\//, { error: "expected a JSON pointer, which begins with a slash" }))),
    ),
    "JSON pointers of lists that bodies fold after the first element: /items; * matches any field or index.",
  ),
  participants: annotate(
    z.exactOptional(z.record(z.string(), text)),
    "Names of participants, by ID, host, or base URL of a server: http://h:8080/image",
  ),
  paths: annotate(
    z.exactOptional(z.array(text.check(z.regex(/^\//, { error: "expected a path that begins with a slash" })))),
    "Path templates that take precedence over inferred ones: /image/v2/images/{image_id}",
  ),
  labels: annotate(
    z.exactOptional(z.record(z.string(), text)),
    "Labels of steps, by step ID, or by method and path template: GET /pets/{petId}",
  ),
  openapi: annotate(
    z.exactOptional(
      z.union([text, openapiSource, z.array(z.union([text, openapiSource]))], {
        error: "expected a file, a mapping with file, server, title, link, or a list of these",
      }),
    ),
    "OpenAPI documents, for names of participants, path templates, and labels.",
  ),
  proto: annotate(
    z.exactOptional(z.union([text, z.array(text)], { error: "expected a file, or a list of files" })),
    ".proto files, for names and types in gRPC and other Protocol Buffers messages.",
  ),
  dataFlow: annotate(
    z.exactOptional(z.boolean()),
    "Whether diagrams show which response a value came from. Default: false",
  ),
  recorders: annotate(
    z.exactOptional(z.boolean()),
    "Whether diagrams show which recorders saw an exchange, in a trace that gather wrote. Default: false",
  ),
  volatile: annotate(places, "Headers or JSON pointers whose example value never changes."),
  fixed: annotate(places, "Headers or JSON pointers that always show what was recorded."),
  clientCertificates: annotate(
    z.exactOptional(z.array(clientCertificate)),
    "Client certificates for servers that require one; the first match of a server is used.",
  ),
  redact: annotate(z.exactOptional(redact), "Secrets in addition to those that wirewalk detects."),
  replay: annotate(z.exactOptional(replay), "How traces are replayed; options of the command take precedence."),
  ...recording,
};

const walkthrough = annotate(
  z
    .strictObject({
      flow: annotate(maybeText, "Built-in flow by name, or your own flow by its file."),
      inputs: annotate(z.exactOptional(z.record(z.string(), z.string())), "Inputs of the flow by name."),
      cloud: annotate(maybeText, "Cloud of clouds.yaml. Default: OS_* variables"),
      command: annotate(
        z.exactOptional(z.array(text).check(z.minLength(1))),
        "Program and arguments of the command to record.",
      ),
      trace: annotate(maybeText, "Trace file. Default: traces/NAME.har"),
      page: annotate(maybeText, "Page. Default: docs/NAME.md"),
      title: annotate(maybeText, "First heading. Default: name of the walkthrough"),
      omit: annotate(z.exactOptional(z.array(omitted)), "Arrows that another page shows and this one omits."),
      sections: annotate(
        z.exactOptional(
          z
            .array(
              annotate(
                z.strictObject({
                  from: annotate(arrow, "First step: an arrow number, or the ID of a step or operation."),
                  title: annotate(text, "Heading of the part."),
                }),
                { id: "Section" },
              ),
            )
            .check(z.minLength(1)),
        ),
        "Named parts of a long walkthrough.",
      ),
      beginsLike: annotate(
        maybeText,
        "Another walkthrough whose page shows the common beginning, which is omitted here.",
      ),
      highlights: annotate(z.exactOptional(z.record(z.string(), highlights)), "Lines to highlight, by step ID."),
      ...shared,
    })
    .check(
      z.refine(({ flow, command }) => flow === undefined || command === undefined, {
        message: "has both a flow and a command; remove one",
      }),
      ...UNUSED.map(({ isAbsent, message }) => z.refine<OwnKeys>(isAbsent, { message })),
    ),
  { id: "Walkthrough" },
);

const index = annotate(
  z.strictObject({
    page: annotate(text, "The page: docs/walkthroughs.md"),
    title: annotate(maybeText, "First heading. Default: API walkthroughs, in its language"),
    locale: annotate(
      maybeText,
      "Its language; it lists the walkthroughs in this language. Default: locale of the top level",
    ),
    target: annotate(
      maybeText,
      "Page format; it lists the walkthroughs with this target. Default: target of the top level",
    ),
    nav: annotate(
      maybeText,
      "File with the navigation of the site; wirewalk updates a block in it: mkdocs.yml, sidebars.js",
    ),
    root: annotate(
      maybeText,
      "Directory to which paths in the navigation are relative. Default: the usual one of the target",
    ),
  }),
  { id: "Index" },
);

export const configSchema = z.strictObject({
  $schema: annotate(maybeText, "JSON Schema of this file, for editors."),
  index: annotate(
    z.exactOptional(
      z.union([index, z.array(index)], {
        error: "expected a mapping with page, title, locale, target, nav, root, or a list of these",
      }),
    ),
    "Pages that list all walkthroughs, such as { page: docs/walkthroughs.md }.",
  ),
  ...shared,
  walkthroughs: annotate(
    z.record(
      z.string().check(
        z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
          error: "a name consists of lowercase letters and digits, with hyphens between them",
        }),
        z.refine(isFilename, { error: "Windows has no file of this name; choose another" }),
      ),
      walkthrough,
    ),
    "Walkthroughs by name: lowercase letters and digits, with hyphens between them.",
  ),
}) satisfies z.ZodMiniType<ConfigFile>;
