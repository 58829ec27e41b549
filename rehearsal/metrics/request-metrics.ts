import type { MetricPoint, Store } from "../contract.ts";
import { Histogram } from "./distribution.ts";
import { REQUEST_COUNT, REQUEST_LATENCIES } from "./metric-descriptors.ts";
import { revisionLabels } from "./revision-labels.ts";

/** Counts requests in memory and writes what has come together once per period. */
export interface RequestMetrics {
  /** `revision`: full name. */
  record(revision: string, status: number, latencyMs: number): void;
  /** Writes what there is; what comes later is dropped. */
  close(): void;
}

export interface RequestMetricsOptions {
  store: Pick<Store, "appendPoints">;
  /** Default: 1 s, where Cloud Monitoring has a point per minute. */
  periodMs?: number;
  nowMs?: () => number;
}

const PERIOD_MS = 1_000;

/** `run.googleapis.com/request_count` and `request_latencies`; revisions without requests cost nothing. */
export function createRequestMetrics(options: RequestMetricsOptions): RequestMetrics {
  const { store, periodMs = PERIOD_MS, nowMs = Date.now } = options;
  let revisions = new Map<string, Map<number, Histogram>>();
  let startMs = 0;
  let endMs = 0;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const write = () => {
    timer = undefined;
    // Intervals must not overlap, nor be empty: a clock may be set back.
    endMs = Math.max(nowMs(), startMs + 1);
    const points = pointsOf(revisions, new Date(startMs).toISOString(), new Date(endMs).toISOString());
    revisions = new Map();
    store.appendPoints(points);
  };
  const begin = () => {
    const now = nowMs();
    const periodStartMs = now - (now % periodMs);
    startMs = Math.max(periodStartMs, endMs);
    timer = setTimeout(write, periodStartMs + periodMs - now);
  };
  return {
    record(revision, status, latencyMs) {
      if (isClosed) return;
      if (timer === undefined) begin();
      histogramOf(revisions, revision, status).add(latencyMs);
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      if (timer !== undefined) write();
    },
  };
}

function histogramOf(
  revisions: Map<string, Map<number, Histogram>>,
  revision: string,
  status: number,
): Histogram {
  const statuses = revisions.get(revision) ?? new Map<number, Histogram>();
  const histogram = statuses.get(status) ?? new Histogram();
  revisions.set(revision, statuses.set(status, histogram));
  return histogram;
}

function pointsOf(
  revisions: ReadonlyMap<string, ReadonlyMap<number, Histogram>>,
  startTime: string,
  endTime: string,
): MetricPoint[] {
  return [...revisions].flatMap(([revision, statuses]) => {
    const resourceLabels = revisionLabels(revision);
    return [...statuses].flatMap(([status, histogram]): MetricPoint[] => {
      const labels = { response_code: `${status}`, response_code_class: `${Math.floor(status / 100)}xx` };
      const shared = { labels, resourceLabels, startTime, endTime };
      const count = { int64Value: `${histogram.count}` };
      return [
        { ...shared, type: REQUEST_COUNT.type, value: count },
        { ...shared, type: REQUEST_LATENCIES.type, value: { distributionValue: histogram.toDistribution() } },
      ];
    });
  });
}
