import { UserError } from "../../errors.ts";
import { decodeComponent } from "../../trace/decode-component.ts";
import { type Wanted, readWanted } from "../stores/wanted.ts";

/** A topic of Kafka, and the data to read from it. */
export interface KafkaPlace extends Wanted {
  /** With credentials where there are some. */
  readonly url: URL;
  /** `HOST:PORT` */
  readonly broker: string;
  readonly topic: string;
  /** For people, without credentials. */
  readonly name: string;
  /** How the records are written, in words of the Collector. */
  readonly encoding: string;
  readonly isEncrypted: boolean;
  readonly login: Login | undefined;
}

interface Login {
  readonly username: string;
  readonly password: string;
  readonly mechanism: string;
}

export function isKafka(place: string): boolean {
  return /^kafka(?:\+[a-z]+)?:/i.test(place);
}

/**
 * Reads `kafka://127.0.0.1:9092/otlp_spans?session=checkout`, and `kafka+ssl:` for TLS.
 *
 * @throws UserError For what names no topic.
 */
export function parseKafkaPlace(place: string): KafkaPlace {
  const url = /^kafka(?:\+ssl)?:\/\//i.test(place) ? URL.parse(place) : null;
  const topic = decodeComponent(url?.pathname.slice(1) ?? "");
  if (url === null || url.hostname === "" || !TOPIC.test(topic)) {
    throw new UserError("A Kafka source needs a broker and a topic.", {
      hint: "Use, for example, 'kafka://127.0.0.1:9092/otlp_spans?session=checkout', or kafka+ssl: for TLS.",
    });
  }
  const broker = `${url.hostname}:${url.port || PORT}`;
  const [encoding, mechanism] = [choose(url, "encoding", ENCODINGS), choose(url, "mechanism", MECHANISMS)];
  const [username, password] = [decodeComponent(url.username), decodeComponent(url.password)];
  return {
    ...readWanted(url),
    url,
    broker,
    topic,
    name: `${url.protocol}//${broker}/${topic}`,
    encoding,
    isEncrypted: url.protocol === "kafka+ssl:",
    login: username === "" ? undefined : { username, password, mechanism },
  };
}

/** https://kafka.apache.org/documentation/#topicconfigs: what a topic may be called. */
const TOPIC = /^[\w.-]{1,249}$/;
const PORT = 9092;

/** How the Collector's exporters write spans; the first is that of docs/guide/many-hosts.md. */
const ENCODINGS = ["otlp_json", "otlp_proto", "jaeger_proto", "jaeger_json", "zipkin_proto", "zipkin_json"] as const;
const MECHANISMS = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] as const;

function choose(url: URL, name: string, known: readonly [string, ...string[]]): string {
  const value = url.searchParams.get(name) ?? known[0];
  if (known.includes(value)) return value;
  throw new UserError(`Unsupported Kafka ${name} "${value}".`, {
    hint: `Use one of: ${known.join(", ")}.`,
  });
}
