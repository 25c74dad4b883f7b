import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";

/** Without a date, which would differ from run to run; the type definitions lack `sendDate`. */
const PLAIN = { endStream: false, sendDate: false };

/** Responds to /echo.Echo/Unary, /Stream and /Fail of gRPC; to every other path as an HTTP/2 server with a single response. */
export function answerGrpc(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
  const path = headers[":path"] ?? "";
  stream.on("error", () => {});
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  stream.on("end", () => {
    const body = Buffer.concat(chunks);
    if (headers["content-type"]?.startsWith("application/grpc") !== true) {
      stream.respond({ ":status": 200, "content-type": "text/plain", "x-two": ["1", "2"] }, PLAIN);
      stream.end(`${headers[":method"]} ${path} ${body.length}\n`);
      return;
    }
    const fails = path.endsWith("/Fail");
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { ...PLAIN, waitForTrailers: true });
    stream.on("wantTrailers", () => {
      stream.sendTrailers({ "grpc-status": fails ? "5" : "0", "grpc-message": fails ? "no such thing" : "" });
    });
    const times = fails ? 0 : path.endsWith("/Stream") ? 3 : 1;
    for (let time = 0; time < times; time += 1) stream.write(body);
    stream.end();
  });
}
