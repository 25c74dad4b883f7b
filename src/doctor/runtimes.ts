import type { ProgramFacts } from "../record/command/program-file.ts";
import type { Finding } from "./finding.ts";

export interface Runtime {
  readonly kind: string;
  readonly matches: (facts: ProgramFacts) => boolean;
  readonly verdict: Omit<Finding, "subject">;
  /** Programs that bypass every proxy. */
  readonly exceptions?: string;
}

const HEEDS: Runtime["verdict"] = { state: "ok", text: "such programs use the proxy and certificate variables" };

/** Kinds of programs and the variables that they respect (docs/notes/clients.md); the first match counts. */
export const RUNTIMES: readonly Runtime[] = [
  {
    kind: "curl",
    matches: ({ name }) => name === "curl",
    verdict: HEEDS,
    exceptions: "--resolve, --connect-to, --unix-socket, --noproxy, --http3",
  },
  {
    kind: "git",
    matches: ({ name }) => name === "git",
    verdict: HEEDS,
    exceptions: "http.proxy in its configuration, remotes of ssh:// and git://",
  },
  {
    kind: "wget",
    matches: ({ name }) => name === "wget",
    verdict: { state: "ok", text: "it reads the variables; WGETRC replaces ~/.wgetrc" },
    exceptions: "--no-proxy",
  },
  {
    kind: "a Go program",
    // The mark of the linker, before the version: https://pkg.go.dev/debug/buildinfo
    matches: ({ isElf, has }) => isElf && has("\u00FF Go buildinf:"),
    verdict: {
      state: "warning",
      text: "Go uses the variables, but never a proxy for localhost and loopback addresses",
      hint: "`wirewalk record --transparent` records them (Linux); elsewhere point it at `wirewalk proxy --reverse URL`.",
    },
    exceptions: "a Transport of its own without ProxyFromEnvironment, gRPC to unix:, quic-go",
  },
  {
    kind: "a Node program",
    matches: ({ name, interpreter }) => /^node(js)?$/.test(name) || /^node(js)?$/.test(interpreter),
    verdict: { state: "ok", text: "from Node 22.19 on it is recorded from inside; an older one uses no proxy" },
    exceptions:
      "node:http2 and an Agent of its own in node:http, sockets of node:net and node:tls, programs that it starts",
  },
  {
    kind: "a Python program",
    matches: ({ name, interpreter }) => /^python[\d.]*$/.test(name) || /^python[\d.]*$/.test(interpreter),
    verdict: HEEDS,
    exceptions:
      "http.client, urllib3 without a ProxyManager, aiohttp without trust_env=True, httpx with trust_env=False or a transport of its own, websockets before 15, sockets",
  },
  {
    kind: "Java",
    matches: ({ name }) => /^javaw?$/.test(name),
    verdict: { state: "ok", text: "it reads JAVA_TOOL_OPTIONS, and prints a line about it on stderr" },
    exceptions:
      "an HttpClient with HttpClient.Builder.NO_PROXY, OkHttp and Apache HttpClient without the system's properties, Netty and gRPC, sockets",
  },
  {
    kind: "a shell script",
    matches: ({ name, interpreter }) => /^(ba|da|z|k|a)?sh$/.test(interpreter || name),
    verdict: { state: "ok", text: "the programs that it starts get the variables; run doctor for each of them" },
  },
];
