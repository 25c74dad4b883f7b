import type {
  BodyView,
  HeaderView,
  Participant,
  Step,
  Variable,
  Walkthrough,
  WalkthroughCommand,
} from "../analyze/types.ts";
import { onlyKnown } from "../json/only-known.ts";
import { escapePattern } from "../sequence/escape-pattern.ts";
import { urlPart } from "../sequence/url-part.ts";
import { joinAlike } from "./join-alike.ts";

/** Recorded base URLs, and the URLs that a page shows instead: `http://127.0.0.1:8101` → `https://api.example.com`. */
export type PublicServers = Readonly<Record<string, string>>;

/** The walkthrough with the public addresses of its servers, wherever the recorded addresses occur. */
export function publishServers(walkthrough: Walkthrough, servers: PublicServers = {}): Walkthrough {
  const known = Object.entries(servers).map(toServer);
  if (known.length === 0) return walkthrough;
  const replace = createReplacer(known);
  const { variables, participants, steps } = walkthrough;
  const published = {
    ...walkthrough,
    participants: participants.map((participant) => publishParticipant(participant, known)),
    steps: steps.map((step) => publishStep(step, { replace, known })),
    variables: variables.map((one) => publishVariable(one, replace)),
    ...onlyKnown({ command: walkthrough.command && publishCommand(walkthrough.command, replace) }),
  };
  // To readers, two servers with one public address are one.
  return joinAlike(published, new Set(known.flatMap(({ caption, publicHost }) => [caption, publicHost])));
}

interface Server {
  readonly from: string;
  readonly to: string;
  /** Host and port, as the Host header has them. */
  readonly host: string;
  readonly publicHost: string;
  /** Host and path, as readers know the server. */
  readonly caption: string;
}

function toServer([recorded, open]: readonly [string, string]): Server {
  const [from, to] = [recorded, open].map((url) => url.replace(/\/+$/, "")) as [string, string];
  const [host, publicHost] = [urlPart(from, "host"), urlPart(to, "host")];
  return { from, to, host, publicHost, caption: to.replace(/^[a-z][a-z\d+.-]*:\/\//i, "") };
}

type Replace = (text: string) => string;

function publishCommand(command: WalkthroughCommand, replace: Replace): WalkthroughCommand {
  return {
    ...command,
    argv: command.argv.map(replace),
    env: Object.fromEntries(Object.entries(command.env).map(([name, value]) => [name, replace(value)])),
    stdout: replace(command.stdout),
    stderr: replace(command.stderr),
  };
}

/** In plain text, in JSON that escapes slashes, and percent-encoded, such as in a query. The longest first: one base may begin another. */
function createReplacer(servers: readonly Server[]): Replace {
  const spellings = servers
    .flatMap(({ from, to }) => [
      [from, to] as const,
      [from.replaceAll("/", "\\/"), to.replaceAll("/", "\\/")] as const,
      [encodeURIComponent(from), encodeURIComponent(to)] as const,
    ])
    .toSorted(([a], [b]) => b.length - a.length);
  const known = new Map(spellings.map(([from, to]) => [from.toLowerCase(), to]));
  const pattern = new RegExp(
    `(?:${spellings.map(([from]) => escapePattern(from)).join("|")})(?![\\w.:-]*[\\w-])`,
    "gi",
  );
  return (text) => text.replace(pattern, (found) => known.get(found.toLowerCase()) ?? found);
}

interface Publishing {
  readonly replace: Replace;
  readonly known: readonly Server[];
}

function publishVariable(variable: Variable, replace: Replace): Variable {
  return { ...variable, value: replace(variable.value) };
}

function publishParticipant(participant: Participant, servers: readonly Server[]): Participant {
  const [server, other] = servers.filter(({ host }) => host !== "" && host === participant.label);
  if (server === undefined) return participant;
  return { ...participant, label: other === undefined ? server.caption : server.publicHost };
}

function publishStep(step: Step, publishing: Publishing): Step {
  const { request, response } = step;
  const url = publishing.replace(request.url);
  const server = url === request.url ? undefined : publishing.known.find(({ from }) => isBelow(request.url, from));
  return {
    ...step,
    request: {
      ...request,
      url,
      headers: publishHeaders(request.headers, publishing, server),
      body: publishBody(request.body, publishing.replace),
    },
    response: {
      ...response,
      headers: publishHeaders(response.headers, publishing, undefined),
      body: publishBody(response.body, publishing.replace),
    },
  };
}

function isBelow(url: string, base: string): boolean {
  return url.toLowerCase().startsWith(base.toLowerCase());
}

function publishHeaders(
  headers: readonly HeaderView[],
  { replace }: Publishing,
  server: Server | undefined,
): readonly HeaderView[] {
  return headers.map(({ name, value }) => {
    const isHost = server !== undefined && name.toLowerCase() === "host" && value === server.host;
    return { name, value: isHost ? server.publicHost : replace(value) };
  });
}

/** A body that is held in its file stays there until it is accessed. */
function publishBody(body: BodyView, replace: Replace): BodyView {
  if (body.kind !== "json" && body.kind !== "text") return body;
  const { kind, mimeType, size, cut, said, written } = body;
  return {
    kind,
    mimeType,
    get text() {
      return replace(body.text);
    },
    size,
    ...onlyKnown({ cut }),
    ...onlyKnown({ written: written && replace(written), said }),
  };
}
