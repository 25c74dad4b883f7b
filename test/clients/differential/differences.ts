/** What a program, or its server, could notice of the recorder. */
export type Aspect = "bytes" | "exit code" | "stdout" | "stderr";

interface Difference {
  /** As the guide says it. */
  readonly without: string;
  readonly with: string;
  /** What differs in clients of which it is expected; nothing where only who looks closer would see it. */
  readonly aspects: readonly Aspect[];
  /** All that differs in them. @default anything may */
  readonly ignored?: RegExp;
  /** Whether a client may succeed that would fail, or fail that would succeed. @default false */
  readonly turns?: true;
}

/** Stands between what came over one connection and what came over the next. */
export const NEXT_CONNECTION = "\n--- the next connection:\n";

/** All that is not as it would be without the recorder: the table of docs/guide/record-a-command.md, and what the test of real clients lets pass. */
export const DIFFERENCES = {
  proxy: {
    without: "The program knows no proxy",
    with: "It knows one: curl, wget, git and `node:http` add a Proxy-Connection, Node's fetch asks by CONNECT. Servers see neither",
    aspects: [],
  },
  wget: {
    without: "wget asks by HTTPS",
    with: "It sends its Proxy-Connection to the server itself, inside TLS",
    aspects: ["bytes"],
    ignored: /^Proxy-Connection: Keep-Alive\r\n/gm,
  },
  connectAnswer: {
    without: "`curl -i` prints the head of an answer by HTTPS",
    with: "Before it, `HTTP/1.1 200 Connection Established`: the answer of the proxy",
    aspects: ["stdout"],
    ignored: /^HTTP\/1\.1 200 Connection Established\r\n\r\n/gm,
  },
  plainHttp2: {
    without: "HTTP/2 without TLS, offered by Java's HttpClient or asked for by `curl --http2-prior-knowledge`",
    with: "HTTP/1.1: both speak nothing else to a proxy. With `--transparent` they do what they would",
    aspects: ["bytes", "stdout"],
  },
  connections: {
    without: "aiohttp keeps a connection to the server",
    with: "One for each request, as it does with every proxy",
    aspects: ["bytes"],
    ignored: new RegExp(NEXT_CONNECTION, "g"),
  },
  javaOptions: {
    without: "Java prints nothing on stderr",
    with: "`Picked up JAVA_TOOL_OPTIONS: …`",
    aspects: ["stderr"],
    ignored: /^Picked up JAVA_TOOL_OPTIONS: .*\n/gm,
  },
  unreachable: {
    without: "A connection is refused, or a name has no address",
    with: "The connection breaks (RST): curl exits with 56, not with 7 or 6. The trace and the last line say which it was",
    aspects: ["exit code", "stdout", "stderr"],
  },
  reused: {
    without: "A server is gone when a connection to it is used again, or to be made anew",
    with: "The connection to the recorder breaks (RST): curl takes it for one that was idle too long, and asks once more",
    aspects: [],
  },
  resolve: {
    without: "An address that curl is told by `--resolve`",
    with: "The proxy looks the name up; with `--transparent` nobody does",
    aspects: ["bytes", "exit code", "stdout", "stderr"],
    turns: true,
  },
  certificate: {
    without: "A server's certificate",
    with: "One of wirewalk's with the same names, dates and verdict. The fingerprint is another one",
    aspects: [],
  },
  authorities: {
    without: "An authority that a variable names to one client only, such as REQUESTS_CA_BUNDLE",
    with: "Every program of the recording trusts it",
    aspects: ["bytes", "exit code", "stdout", "stderr"],
    turns: true,
  },
  ownAuthorities: {
    without: "A program that takes only certain certificates, such as by `curl --cacert`",
    with: "The first connection is refused; from the second on it works and is not recorded, and is named",
    aspects: ["bytes", "exit code", "stdout", "stderr"],
    turns: true,
  },
  failedTls: {
    without: "A TLS handshake that fails at the server",
    with: "It sees two: the recorder's, and then the program's own",
    aspects: ["bytes"],
  },
  ownTls: {
    without: "The program's own TLS (ciphers, order of extensions)",
    with: "Node's; name, protocols and versions are the program's",
    aspects: [],
  },
  clientCertificate: {
    without: "A client certificate in TLS 1.3",
    with: "The first connection breaks; from the second on it works and is not recorded",
    aspects: [],
  },
  http3: {
    without: "HTTP/3",
    with: "It cannot pass a proxy: HTTP/2, where the program falls back",
    aspects: [],
  },
} as const satisfies Readonly<Record<string, Difference>>;

/** The same, told apart by nothing but its name. */
export function differenceOf(name: keyof typeof DIFFERENCES): Difference {
  return DIFFERENCES[name];
}
