const NAMES = [
  "DATA",
  "HEADERS",
  "PRIORITY",
  "RST_STREAM",
  "SETTINGS",
  "PUSH_PROMISE",
  "PING",
  "GOAWAY",
  "WINDOW_UPDATE",
];
const PREFACE_LENGTH = 24;

/**
 * What an HTTP/2 client sent, one frame a line. Frames that depend on when the frames of the other side arrive are omitted: window updates, pings, and
 * acknowledgments. The pieces of a body are joined, because flow-control windows split them.
 */
export function describeFrames(bytes: Buffer): string {
  const lines: string[] = [];
  const bodies = new Map<number, Buffer[]>();
  let at = PREFACE_LENGTH;
  while (at + 9 <= bytes.length) {
    const length = bytes.readUIntBE(at, 3);
    const [type = 0, flags = 0] = bytes.subarray(at + 3, at + 5);
    const stream = bytes.readUInt32BE(at + 5) & 0x7f_ff_ff_ff;
    const payload = bytes.subarray(at + 9, at + 9 + length);
    at += 9 + length;
    const name = NAMES[type] ?? `type ${type}`;
    if (name === "DATA") bodies.set(stream, [...(bodies.get(stream) ?? []), payload]);
    else if (name === "GOAWAY" || name === "WINDOW_UPDATE" || name === "PING" || isAcknowledgement(name, flags))
      continue;
    else lines.push(`${name} of ${stream}, flags ${flags}: ${payload.toString("hex")}`);
  }
  for (const [stream, pieces] of bodies) lines.push(`DATA of ${stream}: ${Buffer.concat(pieces).toString("hex")}`);
  return lines.join("\n");
}

function isAcknowledgement(name: string, flags: number): boolean {
  return name === "SETTINGS" && flags === 1;
}
