import { join } from "node:path";

import type { DIFFERENCES } from "./differences.ts";

/** What a command line needs. */
export interface Place {
  readonly http: string;
  readonly https: string;
  /** A file of some size, and a directory for what clients write. */
  readonly upload: string;
  readonly folder: string;
  /** A server for TLS 1.3, only for clients with a certificate. */
  readonly mutual: string;
  /** File of the CA that signed the server's certificate. */
  readonly authority: string;
  /** Certificate of a client that the server accepts. */
  readonly cert: string;
  readonly key: string;
  /** Directory of a compiled Java class. */
  readonly java: string;
  /** Compiled Go programs. */
  readonly go: string;
  readonly goGrpc: string;
}

export interface Case {
  readonly argv: (place: Place) => readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The expected differences. @default nothing */
  readonly differs?: readonly (keyof typeof DIFFERENCES)[];
  /** Whether it is redirected to the recorder, because it supports no proxy. @default false */
  readonly transparent?: boolean;
  /** Whether the recorder is given the client's certificate. @default false */
  readonly givesCertificate?: true;
  /** Whether some of its requests are not recorded. @default false */
  readonly isPartial?: boolean;
}

const REFUSED = "127.0.0.1:1";
/** Removes the variables that name CA certificates to clients. */
const NOBODY = {
  SSL_CERT_FILE: undefined,
  CURL_CA_BUNDLE: undefined,
  REQUESTS_CA_BUNDLE: undefined,
  NODE_EXTRA_CA_CERTS: undefined,
  GIT_SSL_CAINFO: undefined,
};
const NO_NAME = "nope.invalid";

const program = (name: string): string => join(import.meta.dirname, "programs", name);
const curl = (...args: readonly string[]): readonly string[] => ["curl", "-sSi", ...args];
// Debian's own Python: it has the packages that are installed for these tests.
const python = (name: string, ...args: readonly string[]): readonly string[] => [
  "/usr/bin/python3",
  program(name),
  ...args,
];
/** Also recorded from inside the program. */
const node = (name: string, ...args: readonly string[]): readonly string[] => [
  process.execPath,
  program(name),
  ...args,
];
/** Recorded only by the proxy, which cannot see that the client is Node. */
const hidden = (argv: readonly string[]): readonly string[] => ["sh", "-c", '"$@"; exit $?', "sh", ...argv];

const openstack = (url: string): readonly string[] => {
  const user = "--os-username demo --os-password pw-of-demo-1 --os-user-domain-name Default";
  const project = "--os-project-name demo --os-project-domain-name Default";
  return `openstack --os-auth-url ${url}/v3 ${user} ${project} token issue -f value -c project_id`.split(" ");
};

export const CASES: Readonly<Record<string, Case>> = {
  curl: { argv: ({ http }) => curl(`${http}/json`, `${http}/missing`, "-H", "X-Empty;", "-H", "X-Latin: caf\u00E9") },
  "curl, HTTP/1.0": { argv: ({ http }) => curl("-0", `${http}/json`) },
  "curl, HEAD": { argv: ({ http }) => curl("-I", `${http}/json`) },
  "curl, another Host": { argv: ({ http }) => curl("-H", "Host: other.example", `${http}/json`) },
  "curl, a redirect": { argv: ({ http }) => curl("-L", `${http}/moved`) },
  "curl, a password in the URL": {
    argv: ({ http }) => curl(`${http.replace("//", "//me:pw-of-mine-1@")}/unauthorized`),
  },
  "curl, --fail": { argv: ({ http }) => curl("-f", `${http}/missing`) },
  "curl, HTTPS": {
    argv: ({ https }) => curl("--http1.1", `${https}/json`, `${https}/missing`),
    differs: ["connectAnswer"],
  },
  "curl, HTTP/2 by TLS": {
    argv: ({ https }) => curl("--http2", `${https}/json`, `${https}/two`),
    differs: ["connectAnswer"],
  },
  "curl, HTTP/2 with prior knowledge": {
    argv: ({ http }) => curl("--http2-prior-knowledge", `${http}/json`),
    differs: ["plainHttp2"],
  },
  "curl, HTTP/2 with prior knowledge, led": {
    transparent: true,
    argv: ({ http }) => curl("--http2-prior-knowledge", `${http}/json`),
  },
  "curl, an offer of h2c": { argv: ({ http }) => curl("--http2", `${http}/json`, `${http}/missing`) },
  "curl, upload": { argv: ({ http, upload }) => curl("-T", upload, `${http}/echo`) },
  "curl, upload by TLS and HTTP/2": {
    argv: ({ https, upload }) => curl("-T", upload, `${https}/echo`),
    differs: ["connectAnswer"],
  },
  "curl, upload in chunks": {
    argv: ({ http, upload }) => curl("-H", "Transfer-Encoding: chunked", "-T", upload, `${http}/echo`),
  },
  "curl, form": { argv: ({ http, upload }) => curl("-F", "a=b", "-F", `file=@${upload}`, `${http}/echo`) },
  "curl, Expect": { argv: ({ http, upload }) => curl("-H", "Expect: 100-continue", "-T", upload, `${http}/echo`) },
  "curl, Expect that is refused": {
    argv: ({ http, upload }) => curl("-H", "Expect: 100-continue", "-T", upload, `${http}/too-large`),
  },
  "curl, an answer that goes on later": { argv: ({ http }) => curl("-N", `${http}/stream`) },
  "curl, an answer that goes on later, HTTPS": {
    argv: ({ https }) => curl("-N", "--http1.1", `${https}/stream`),
    differs: ["connectAnswer"],
  },
  "curl, no response in time": { argv: ({ http }) => ["curl", "-s", "-m", "1", `${http}/silent`], isPartial: true },
  "curl, an answer that breaks off": { argv: ({ http }) => curl(`${http}/broken-in-body`) },
  "curl, an answer that ends early": { argv: ({ http }) => curl(`${http}/closed-in-body`) },
  "curl, an answer that ends early, HTTPS": {
    argv: ({ https }) => curl("--http1.1", `${https}/closed-in-body`),
    differs: ["connectAnswer"],
  },
  "curl, a reset in place of an answer": { argv: ({ http }) => curl(`${http}/broken`), isPartial: true },
  "curl, an end in place of an answer": { argv: ({ http }) => curl(`${http}/closed`), isPartial: true },
  "curl, a refused port": { argv: () => curl(`http://${REFUSED}/`), differs: ["unreachable"] },
  "curl, a refused port, HTTPS": { argv: () => curl(`https://${REFUSED}/`), differs: ["unreachable"] },
  "curl, a name without an address": { argv: () => curl(`http://${NO_NAME}/`), differs: ["unreachable"] },
  "curl, a name without an address, HTTPS": { argv: () => curl(`https://${NO_NAME}/`), differs: ["unreachable"] },
  "curl, an authority that it does not know": {
    argv: ({ https }) => curl(`${https}/json`),
    env: NOBODY,
    differs: ["connectAnswer"],
  },
  "curl, an authority that only others know": {
    argv: ({ https }) => curl(`${https}/json`),
    env: { SSL_CERT_FILE: undefined, CURL_CA_BUNDLE: undefined },
    differs: ["authorities"],
  },
  "curl, an authority of its own": {
    argv: ({ https, authority }) => ["curl", "-sS", "--cacert", authority, `${https}/json`],
    env: NOBODY,
    differs: ["ownAuthorities"],
    isPartial: true,
  },
  "curl, without a check": {
    argv: ({ https }) => curl("-k", `${https}/json`),
    env: NOBODY,
    differs: ["connectAnswer"],
  },
  "curl, a client certificate by TLS 1.3": {
    argv: ({ mutual, cert, key }) => curl("--http1.1", "--cert", cert, "--key", key, `${mutual}/json`),
    differs: ["clientCertificate"],
  },
  "curl, a client certificate by TLS 1.3, given to the recorder": {
    argv: ({ mutual, cert, key }) => curl("--http1.1", "--cert", cert, "--key", key, `${mutual}/json`),
    givesCertificate: true,
    differs: ["connectAnswer"],
  },
  "curl, another name than the certificate's": {
    argv: ({ https }) => curl(`${https.replace("127.0.0.1", "localhost")}/json`),
    differs: ["connectAnswer"],
  },
  "curl, TLS to a port without": {
    argv: ({ http }) => curl(`${http.replace("http:", "https:")}/json`),
    differs: ["connectAnswer", "failedTls"],
  },
  "curl, no TLS to a port with": { argv: ({ https }) => curl(`${https.replace("https:", "http:")}/json`) },
  "curl, --resolve": {
    argv: ({ http }) =>
      curl("--resolve", `api.test:${new URL(http).port}:127.0.0.1`, `http://api.test:${new URL(http).port}/json`),
    differs: ["resolve"],
  },
  "curl, --connect-to": {
    argv: ({ http }) => curl("--connect-to", `api.test:80:${new URL(http).host}`, "http://api.test/json"),
    differs: ["connectAnswer"],
  },
  "curl, --resolve, led": {
    transparent: true,
    argv: ({ http }) =>
      curl("--resolve", `api.test:${new URL(http).port}:127.0.0.1`, `http://api.test:${new URL(http).port}/json`),
  },
  "curl, --connect-to, led": {
    transparent: true,
    argv: ({ http }) => curl("--connect-to", `api.test:80:${new URL(http).host}`, "http://api.test/json"),
  },
  "curl, a refused port, led": { transparent: true, argv: () => curl(`http://${REFUSED}/`), differs: ["unreachable"] },
  "curl, a refused port, HTTPS, led": {
    transparent: true,
    argv: () => curl(`https://${REFUSED}/`),
    differs: ["unreachableLed"],
  },
  "curl, led": { transparent: true, argv: ({ http, https }) => curl(`${http}/json`, `${https}/json`) },
  wget: { argv: ({ http }) => ["wget", "-q", "-S", "-O", "-", `${http}/json`, `${http}/moved`] },
  "wget, HTTPS": { argv: ({ https }) => ["wget", "-q", "-S", "-O", "-", `${https}/json`], differs: ["wget"] },
  "wget, upload": {
    argv: ({ http, upload }) => ["wget", "-q", "-O", "-", "--method=PUT", `--body-file=${upload}`, `${http}/echo`],
  },
  "wget, 404": { argv: ({ http }) => ["wget", "-q", "-S", "-O", "-", `${http}/missing`] },
  "wget, a refused port": { argv: () => ["wget", "-q", "-t1", "-O", "-", `http://${REFUSED}/`] },
  urllib: { argv: ({ http }) => python("urllib_client.py", http) },
  "urllib, HTTPS": { argv: ({ https }) => python("urllib_client.py", https) },
  "urllib, a refused port": { argv: () => python("urllib_client.py", `http://${REFUSED}`), differs: ["unreachable"] },
  requests: { argv: ({ http }) => python("requests_client.py", http) },
  "requests, HTTPS": { argv: ({ https }) => python("requests_client.py", https), differs: ["requests"] },
  "requests, a refused port": {
    argv: () => python("requests_client.py", `http://${REFUSED}`),
    differs: ["unreachable"],
  },
  httpx: { argv: ({ http }) => python("httpx_client.py", http) },
  "httpx, HTTPS": { argv: ({ https }) => python("httpx_client.py", https) },
  aiohttp: { argv: ({ http }) => python("aiohttp_client.py", http, "heed"), differs: ["connections"] },
  "aiohttp, led": { transparent: true, argv: ({ http }) => python("aiohttp_client.py", http) },
  "fetch of Node": { argv: ({ http }) => node("fetch.mjs", http) },
  "fetch of Node, hidden": { argv: ({ http }) => hidden(node("fetch.mjs", http)) },
  "fetch of Node, hidden, HTTPS": { argv: ({ https }) => hidden(node("fetch.mjs", https)) },
  "fetch of Node, a refused port": { argv: () => node("fetch.mjs", `http://${REFUSED}`) },
  "fetch of Node, hidden, a refused port": { argv: () => hidden(node("fetch.mjs", `http://${REFUSED}`)) },
  "node:http": { argv: ({ http }) => node("node-http.mjs", http) },
  // An agent of its own bypasses the recorder.
  "node:http, hidden": { isPartial: true, argv: ({ http }) => hidden(node("node-http.mjs", http)) },
  "node:https, hidden": { isPartial: true, argv: ({ https }) => hidden(node("node-http.mjs", https)) },
  axios: { argv: ({ http }) => node("packages.mjs", "axios", http) },
  "axios, hidden": { argv: ({ http }) => hidden(node("packages.mjs", "axios", http)) },
  "axios, hidden, HTTPS": { argv: ({ https }) => hidden(node("packages.mjs", "axios", https)) },
  got: { argv: ({ http }) => node("packages.mjs", "got", http) },
  "got, hidden": { argv: ({ http }) => hidden(node("packages.mjs", "got", http)) },
  undici: { argv: ({ http }) => node("packages.mjs", "undici", http) },
  "undici, led": { transparent: true, argv: ({ http }) => node("packages.mjs", "undici", http) },
  "node:http2, led": { transparent: true, argv: ({ http }) => node("node-http2.mjs", http) },
  "gRPC of Node": { argv: ({ http }) => node("grpc-js.mjs", http) },
  "gRPC of Go": { argv: ({ http, goGrpc }) => [goGrpc, new URL(http).host.replace("127.0.0.1", "0.0.0.0")] },
  "gRPC of Go, led": { transparent: true, argv: ({ http, goGrpc }) => [goGrpc, new URL(http).host] },
  "gRPC of Python": { argv: ({ http }) => python("grpc_client.py", http) },
  "git, clone": {
    argv: ({ http, folder }) => ["git", "clone", "-q", `${http}/files/repo.git`, join(folder, "cloned")],
  },
  "git, HTTPS": { argv: ({ https }) => ["git", "ls-remote", `${https}/files/repo.git`] },
  "git, a refused port": { argv: () => ["git", "ls-remote", `http://${REFUSED}/x.git`], differs: ["unreachable"] },
  npm: {
    argv: ({ http, folder }) => [
      "npm",
      "pack",
      "left-out",
      "--silent",
      "--registry",
      `${http}/npm/`,
      "--pack-destination",
      folder,
      "--cache",
      join(folder, "npm-cache"),
      "--no-update-notifier",
    ],
  },
  "Java HttpClient": {
    argv: ({ http, java }) => ["java", "-cp", java, "Asks", http],
    differs: ["plainHttp2", "javaOptions"],
  },
  "Java HttpClient, led": {
    transparent: true,
    argv: ({ http, java }) => ["java", "-cp", java, "Asks", http],
    differs: ["javaOptions"],
  },
  "Go net/http": { argv: ({ http, go }) => [go, http.replace("127.0.0.1", "0.0.0.0")] },
  "Go net/http, HTTP/2 by TLS, led": { transparent: true, argv: ({ https, go }) => [go, https] },
  "Go net/http, led": { transparent: true, argv: ({ http, go }) => [go, http] },
  openstack: { argv: ({ http }) => openstack(http) },
  "openstack, a refused port": { argv: () => openstack(`http://${REFUSED}`), differs: ["unreachable"] },
};
