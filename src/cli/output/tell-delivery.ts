import type { Delivery } from "../../otlp/send/live.ts";
import { countOf } from "../../sequence/count-of.ts";
import { type Io, tell } from "../io.ts";

/** The result of sending a recording. */
export interface SentRecording extends Omit<Delivery, "unsent"> {
  /** The destination, without possible secrets. */
  readonly endpoint: string;
  /** File with the undelivered exchanges. */
  readonly unsent?: string;
}

/** Reports what was delivered, and what to do with the rest. */
export function tellDelivery(sent: SentRecording | undefined, io: Io): void {
  if (sent === undefined) return;
  const { exchanges, delivered, endpoint, why, unsent, late } = sent;
  const all = delivered === exchanges ? "" : `${delivered} of `;
  tell(io, `Delivered ${all}${countOf(exchanges, "exchange")} to ${endpoint}${why === "" ? "" : `: ${why}`}.`);
  if (unsent !== undefined) {
    tell(
      io,
      `  Hint: The undelivered exchanges are in ${unsent}; send them with \`wirewalk push ${unsent} --otlp URL\`.`,
    );
  }
  tellRejected(sent, io);
  if (late > 0) {
    const were = late === 1 ? "was sent before a value in it was" : "were sent before a value in them was";
    tell(io, `${countOf(late, "exchange")} ${were} detected as a secret; to avoid this, record first and push later.`);
  }
}

/** Reports which of the received spans the receiver rejected. */
export function tellRejected({ rejected, message }: Pick<Delivery, "message" | "rejected">, io: Io): void {
  if (rejected === 0 && message === "") return;
  const said = message === "" ? "" : `: ${message}`;
  tell(io, `The receiver accepted all except ${countOf(rejected, "span")}${said}`);
}
