import type { TrustFiles } from "../certificates/trust-files.ts";
import { toJavaOptions } from "./java-options.ts";

/** The environment variables of a recorded program. */
export interface ChildSettings {
  /** With the program's participant id as user name: `http://openstack:x@127.0.0.1:40123`. @default it needs no proxy */
  readonly proxyUrl?: string;
  /** Hosts that the program is to reach without the proxy. */
  readonly passthrough: readonly string[];
  /** Without it, HTTPS is not read. */
  readonly trust?: TrustFiles;
}

/** Variables with one value, the programs that read them, and that value. */
export interface Variable {
  readonly names: readonly string[];
  /** For docs/guide/record-a-command.md; docs/notes/clients.md lists the tested programs and their versions. */
  readonly readBy: string;
  /** Receives the user's value; undefined keeps it. */
  readonly toValue: (settings: ChildSettings, own: string | undefined) => string | undefined;
}

const toProxyUrl: Variable["toValue"] = ({ proxyUrl }) => proxyUrl;
const bundle: Variable["toValue"] = ({ trust }) => trust?.bundle;

/** Everything that makes common clients use the proxy and trust it. A lower-case name is for clients that read no other. */
export const VARIABLES: readonly Variable[] = [
  { names: ["http_proxy"], readBy: "curl, which ignores HTTP_PROXY; wget; Python; Ruby; git", toValue: toProxyUrl },
  { names: ["https_proxy", "HTTPS_PROXY"], readBy: "curl, wget, Python, Ruby, git, Go, .NET", toValue: toProxyUrl },
  { names: ["HTTP_PROXY"], readBy: "Python, Node, Go, .NET, Deno", toValue: toProxyUrl },
  {
    names: ["all_proxy", "ALL_PROXY"],
    readBy: "curl and Python's httpx, for schemes without a variable of their own",
    toValue: toProxyUrl,
  },
  { names: ["ws_proxy", "wss_proxy"], readBy: "aiohttp, for WebSockets", toValue: toProxyUrl },
  {
    names: ["no_proxy", "NO_PROXY"],
    readBy: "all of them: hosts to reach without the proxy",
    toValue: ({ proxyUrl, passthrough }) => (proxyUrl === undefined ? undefined : passthrough.join(",")),
  },
  { names: ["NODE_USE_ENV_PROXY"], readBy: "Node 22.21, and 24 or later", toValue: ({ proxyUrl }) => proxyUrl && "1" },
  { names: ["SSL_CERT_FILE"], readBy: "OpenSSL: Python's ssl, Ruby, Go, Rust; curl", toValue: bundle },
  { names: ["WGETRC"], readBy: "wget, in place of ~/.wgetrc", toValue: ({ trust }) => trust?.wgetrc },
  { names: ["REQUESTS_CA_BUNDLE"], readBy: "python-requests", toValue: bundle },
  { names: ["CURL_CA_BUNDLE"], readBy: "curl, python-requests", toValue: bundle },
  { names: ["NODE_EXTRA_CA_CERTS"], readBy: "Node", toValue: bundle },
  { names: ["OS_CACERT"], readBy: "OpenStack clients", toValue: bundle },
  { names: ["AWS_CA_BUNDLE"], readBy: "AWS CLI and SDKs", toValue: bundle },
  { names: ["GIT_SSL_CAINFO"], readBy: "git", toValue: bundle },
  { names: ["PIP_CERT"], readBy: "pip", toValue: bundle },
  { names: ["CARGO_HTTP_CAINFO"], readBy: "cargo", toValue: bundle },
  {
    names: ["GRPC_DEFAULT_SSL_ROOTS_FILE_PATH"],
    readBy: "gRPC of Python, Ruby, C++, and Node",
    toValue: bundle,
  },
  { names: ["HTTPLIB2_CA_CERTS"], readBy: "Python's httplib2", toValue: bundle },
  { names: ["DENO_CERT"], readBy: "Deno", toValue: bundle },
  { names: ["JAVA_TOOL_OPTIONS"], readBy: "Java, which prints a line about it on stderr", toValue: toJavaOptions },
];
