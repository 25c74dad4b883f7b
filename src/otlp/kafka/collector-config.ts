import { onlyKnown } from "../../json/only-known.ts";
import type { KafkaPlace } from "./kafka-place.ts";

export interface ConfigOptions {
  /** The file that it writes spans to. */
  readonly spans: string;
  /** The consumer group: a new one reads the topic from its beginning. */
  readonly group: string;
  /** A PEM file of CA certificates that are trusted in addition to those of the system. */
  readonly authorities: string | undefined;
  /** Whether the certificate of the broker is not checked. */
  readonly isUnchecked: boolean;
}

/** Milliseconds between two reports of how far the Collector has read. */
export const REPORT_INTERVAL = 500;

/**
 * The configuration of a Collector that copies a topic to a file, and reports on stdout how far it is. As `from-kafka.yaml` of
 * docs/guide/many-hosts.md, except for the reports, and it skips what cannot be read.
 */
export function toCollectorConfig(place: KafkaPlace, options: ConfigOptions): string {
  const { broker, topic, encoding, isEncrypted, login } = place;
  const config = {
    receivers: {
      kafka: {
        brokers: [broker],
        group_id: options.group,
        client_id: "wirewalk",
        initial_offset: "earliest",
        traces: { topics: [topic], encoding },
        message_marking: { after: true, on_error: false, on_permanent_error: true },
        error_backoff: { enabled: true },
        ...onlyKnown({ tls: isEncrypted ? toTls(options) : undefined, auth: login && { sasl: login } }),
      },
    },
    exporters: { file: { path: options.spans } },
    service: {
      telemetry: {
        // All errors are wanted: by them it is counted what could not be read.
        logs: { level: "warn", encoding: "json", sampling: { enabled: false }, disable_stacktrace: true },
        metrics: { readers: [{ periodic: { interval: REPORT_INTERVAL, exporter: { console: {} } } }] },
      },
      pipelines: { traces: { receivers: ["kafka"], exporters: ["file"] } },
    },
  };
  // A Collector expands what follows "$", also in values.
  return JSON.stringify(config).replaceAll("$", "$$$$");
}

function toTls({ authorities, isUnchecked }: ConfigOptions): object {
  return {
    insecure_skip_verify: isUnchecked,
    ...(authorities !== undefined && { ca_file: authorities, include_system_ca_certs_pool: true }),
  };
}
