type Points = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A report of the Collector's console exporter for metrics, as otelcol 0.165 writes it, of a topic with three partitions. */
export function aReport(points: Points, isReversed = false): string {
  const toPoint = ([partition, value]: readonly [string, number]): unknown => ({
    Attributes: [
      { Key: "node_id", Value: { Type: "STRING", Value: "1" } },
      { Key: "partition", Value: { Type: "INT64", Value: Number(partition) } },
      { Key: "topic", Value: { Type: "STRING", Value: "otlp_spans" } },
    ],
    StartTime: "2026-11-30T08:24:50.606312021Z",
    Time: "2026-11-30T08:24:51.087604406Z",
    Value: value,
  });
  const start = { Attributes: [{ Key: "name", Value: { Type: "STRING", Value: "kafka" } }], Value: 3 };
  const listPoints = (values: Readonly<Record<string, number>>): unknown => {
    const list = Object.entries(values).map(toPoint);
    return isReversed ? list.toReversed() : list;
  };
  const toMetric = ([name, values]: readonly [string, Readonly<Record<string, number>>]): unknown => ({
    Name: `otelcol_kafka_receiver_${name}`,
    Data: { DataPoints: name === "partition_start" ? [start] : listPoints(values) },
  });
  const Metrics = Object.entries(points).map(toMetric);
  return `${JSON.stringify({ Resource: [], ScopeMetrics: [{ Scope: { Name: "kafkareceiver" }, Metrics }] }, null, 2)}\n`;
}
