/** What a program, or its server, could notice of the recorder. */
export type Aspect = "bytes" | "exit code" | "stdout" | "stderr";

interface Difference {
  /** The difference as the guide words it. */
  readonly without: string;
  readonly with: string;
  /** What differs in clients for which it is expected; nothing if only a closer look would show it. */
  readonly aspects: readonly Aspect[];
  /** What differs in these clients, in any place. */
  readonly ignored?: RegExp;
  /** The value without the recorder, and the value with it if it differs. */
  readonly becomes?: Readonly<Partial<Record<Aspect, readonly [alone: Shape, recorded: Shape]>>>;
  /** Whether a client may succeed that would fail without the recorder, or the reverse. @default false */
  readonly turns?: true;
}

type Shape = RegExp | ((text: string) => boolean);

/** Separates the bytes of one connection from those of the next. */
export const NEXT_CONNECTION = "\n--- the next connection:\n";

const EMPTY = /^$/;
const CURL_GET = /^GET \/json HTTP\/1\.1\r\nHost: [\w.]+:\d+\r\nUser-Agent: curl\/[\d.]+\r\nAccept: \*\/\*\r\n\r\n$/;
const CURL_JSON = /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n\{"ok":true\}\n$/;
const CURL_RESET = /^curl: \(56\) Recv failure: Connection reset by peer\n$/;
const CURL_UNKNOWN_ISSUER = /^curl: \(60\) SSL certificate problem: unable to get local issuer certificate\n/;

/** This many connections, each of which begins with a TLS handshake. */
function areHellos(text: string, count: number): boolean {
  const connections = text.split(NEXT_CONNECTION);
  return connections.length === count && connections.every((connection) => connection.startsWith("\u0016\u0003"));
}

/** All differences that the recorder causes: the table of docs/guide/record-a-command.md, and what the test of real clients allows. */
export const DIFFERENCES = {
  proxy: {
    without: "The program uses no proxy",
    with: "It uses one: curl, wget, git, and `node:http` add a Proxy-Connection, Node's fetch sends CONNECT. Servers see neither",
    aspects: [],
  },
  wget: {
    without: "wget sends a request over HTTPS",
    with: "It sends its Proxy-Connection to the server itself, inside TLS",
    aspects: ["bytes"],
    ignored: /^Proxy-Connection: Keep-Alive\r\n/gm,
  },
  wgetRetry: {
    without: "wget tries a broken download again",
    with: "Its second request has `Cache-Control: no-cache` and `Pragma: no-cache`, as with every proxy",
    aspects: [],
  },
  javaConnection: {
    without: "Java's HttpURLConnection sends `Connection: keep-alive`",
    with: "It sends a Proxy-Connection instead, as with every proxy, so that servers see neither",
    aspects: [],
  },
  requestsReset: {
    without: "python-requests raises a ConnectionError if a server breaks the connection",
    with: "It may raise a ProxyError, which is a ConnectionError too, as with every proxy",
    aspects: [],
  },
  requestsChunks: {
    without: "python-requests before 2.29 uploads an iterator over HTTPS",
    with: "It fails, because it starts TLS with the proxy itself, as with every proxy. With `--transparent`, it works",
    aspects: [],
  },
  requests: {
    without: "python-requests before 2.31 follows a redirect over HTTPS",
    with: "It sends its Proxy-Authorization, with the name of the program, to the server itself, inside TLS",
    aspects: ["bytes"],
    ignored: /^Proxy-Authorization: Basic \w+=*\r\n/gm,
  },
  connectAnswer: {
    without: "`curl -i` prints the head of a response over HTTPS",
    with: "Before it, curl prints `HTTP/1.1 200 Connection Established`: the response of the proxy",
    aspects: ["stdout"],
    ignored: /^HTTP\/1\.1 200 Connection Established\r\n\r\n/gm,
  },
  plainHttp2: {
    without: "HTTP/2 without TLS, which Java's HttpClient offers and `curl --http2-prior-knowledge` uses",
    with: "HTTP/1.1: both use nothing else with a proxy. With `--transparent` they use HTTP/2",
    aspects: ["bytes", "stdout"],
    // In the ClientHello.
    ignored: /^(?:Connection: Upgrade, HTTP2-Settings|HTTP2-Settings: \w+|Upgrade: h2c)\r\n/gm,
    becomes: {
      bytes: [/^SETTINGS of 0, flags 0: \w+\nHEADERS of 1, flags 5: \w+$/, CURL_GET],
      stdout: [/^HTTP\/2 200 \r\n[^]*\r\n\r\nGET \/json 0\n$/, CURL_JSON],
    },
  },
  upgradedHttp2: {
    without: "`curl --http2` sends a second request to a server that has accepted HTTP/2 without TLS",
    with: "curl exits with 92, as with every proxy: it then sends whole URLs, which servers refuse. With `--transparent`, it works",
    aspects: [],
  },
  connections: {
    without: "aiohttp keeps its connection to the server",
    with: "It opens one for each request, as with every proxy",
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
    with: "The connection breaks (RST): curl exits with 56, not with 7 or 6. The trace and the last line name the reason",
    aspects: ["exit code", "stderr"],
    becomes: {
      "exit code": [/^[67]$/, /^56$/],
      stderr: [
        /^(?:curl: \((?:7\) Failed to connect|6\) Could not resolve host).*|fatal: .*Couldn't connect to server|[^]*\[Errno 111\] Connection refused.*)\n$/,
        /^(?:(?:curl: \(56\)|fatal: .*:) Recv failure: Connection reset by peer|[^]*(?:\[Errno 104\] |\(104, ')Connection reset by peer.*)\n$/,
      ],
    },
  },
  unreachableLed: {
    without: "A connection over HTTPS is refused",
    with: "With `--transparent`, curl exits with 35, not with 7: the connection breaks in the TLS handshake",
    aspects: ["exit code", "stderr"],
    becomes: {
      "exit code": [/^7$/, /^35$/],
      stderr: [/^curl: \(7\) Failed to connect.*\n$/, /^curl: \(35\) Recv failure: Connection reset by peer\n$/],
    },
  },
  zones: {
    without: "An IPv6 address has a zone, as in `http://[fe80::1%eth0]/`",
    with: "curl removes the zone for a proxy. wirewalk uses the first network interface with such addresses, and breaks the connection if there is no response within 3 s: curl exits with 56, not with 7 at once",
    aspects: [],
  },
  reused: {
    without: "A server has stopped when a client uses a connection to it again, or connects again",
    with: "The connection to the recorder breaks (RST): curl treats it as idle for too long, and sends the request again",
    aspects: [],
  },
  resolve: {
    without: "`curl --resolve` gives the address of a name",
    with: "The proxy looks up the name. With `--transparent`, curl uses its own address",
    aspects: ["bytes", "exit code", "stdout", "stderr"],
    becomes: {
      bytes: [CURL_GET, EMPTY],
      "exit code": [/^0$/, /^56$/],
      stdout: [CURL_JSON, EMPTY],
      stderr: [EMPTY, CURL_RESET],
    },
    turns: true,
  },
  certificate: {
    without: "A server's certificate",
    with: "A certificate of wirewalk's CA with the same names and dates, which is valid only if the server's is. Its fingerprint differs",
    aspects: [],
  },
  refusedChain: {
    without: "A server shows a chain that is refused for another reason than its names, its dates, or its CA",
    with: "The program sees the same chain. wirewalk passes the connection on, reports it, and does not record it. `--insecure HOST` records it",
    aspects: [],
  },
  authorities: {
    without: "A variable such as REQUESTS_CA_BUNDLE names a CA certificate for one client only",
    with: "Every program of the recording trusts it",
    aspects: ["bytes", "exit code", "stdout", "stderr"],
    becomes: {
      bytes: [EMPTY, /^SETTINGS of 0, flags 0: \w+\nHEADERS of 1, flags 5: \w+$/],
      "exit code": [/^60$/, /^0$/],
      stdout: [EMPTY, /^HTTP\/1\.1 200 Connection Established\r\n\r\nHTTP\/2 200 \r\n[^]*\r\n\r\nGET \/json 0\n$/],
      stderr: [CURL_UNKNOWN_ISSUER, EMPTY],
    },
    turns: true,
  },
  ownAuthorities: {
    without: "A program trusts only certain CA certificates, such as with `curl --cacert`",
    with: "It refuses the first connection. From the second on, connections work and are reported, but not recorded",
    aspects: ["bytes", "exit code", "stdout", "stderr"],
    becomes: {
      bytes: [/^SETTINGS of 0, flags 0: \w+\nHEADERS of 1, flags 5: \w+$/, EMPTY],
      "exit code": [/^0$/, /^60$/],
      stdout: [/^GET \/json 0\n$/, EMPTY],
      stderr: [EMPTY, CURL_UNKNOWN_ISSUER],
    },
    turns: true,
  },
  failedTls: {
    without: "A TLS handshake fails at the server",
    with: "The server sees two: the recorder's, and then the program's own",
    aspects: ["bytes"],
    becomes: { bytes: [(text) => areHellos(text, 1), (text) => areHellos(text, 2)] },
  },
  ownTls: {
    without: "The program's own TLS (ciphers, order of extensions)",
    with: "Node's TLS. Name, protocols, versions, ciphers, groups, and signature algorithms are those of the program that Node knows. If Node knows none of its ciphers, or the program falls back to an older version, connections work and are not recorded",
    aspects: [],
  },
  resumed: {
    without: "A client resumes a TLS session",
    with: "It resumes its session with wirewalk. The server sees a full handshake for each connection",
    aspects: [],
  },
  clientCertificate: {
    without: "A client certificate in TLS 1.3",
    with: "The first connection breaks. From the second on, connections work and are not recorded. With `--client-cert`, all are recorded",
    aspects: ["bytes", "exit code", "stdout", "stderr"],
    becomes: {
      bytes: [CURL_GET, EMPTY],
      // The alert comes during or after the handshake.
      "exit code": [/^0$/, /^(?:35|56)$/],
      stdout: [CURL_JSON, /^HTTP\/1\.1 200 Connection Established\r\n\r\n$/],
      stderr: [EMPTY, /^curl: \((?:35|56)\) .*Connection reset by peer.*\n$/],
    },
    turns: true,
  },
  optionalCertificate: {
    without: "A server requests a client certificate and does not require it",
    with: "It gets none. With `--client-cert`, it gets that certificate",
    aspects: [],
  },
  http3: {
    without: "HTTP/3",
    with: "HTTP/2, if the program falls back: HTTP/3 cannot pass a proxy",
    aspects: [],
  },
} as const satisfies Readonly<Record<string, Difference>>;

/** The same difference under another name. */
export function differenceOf(name: keyof typeof DIFFERENCES): Difference {
  return DIFFERENCES[name];
}
