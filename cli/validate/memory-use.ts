import { ApiRefusal } from "../../release/rest/api-refusal.ts";
import type { RestClient } from "../../release/rest/rest-client.ts";
import type { ServiceLog } from "./read-log.ts";

/** Points as an aligner gives them: one figure each. */
interface TimeSeriesPage {
  timeSeries?: { points?: { value?: { doubleValue?: number } }[] }[];
}

/** Monitoring samples every minute: https://cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-run */
const METRIC = "run.googleapis.com/container/memory/utilizations";
const PERIOD_SECONDS = 60;

/**
 * The largest 99th percentile of memory use over the revision's instances since then, in percent of the limit; undefined where
 * nothing was sampled yet, or this project's Monitoring does not have the metric.
 */
export async function memoryPercent(
  rest: RestClient,
  { baseUrl, project, service }: ServiceLog,
  revision: string,
  since: Date,
): Promise<{ percent: number; n: number } | undefined> {
  const filter = [
    `metric.type = "${METRIC}"`,
    'resource.type = "cloud_run_revision"',
    `resource.labels.service_name = "${service}"`,
    `resource.labels.revision_name = "${revision}"`,
  ].join(" AND ");
  const query = new URLSearchParams({
    filter,
    "interval.startTime": since.toISOString(),
    "interval.endTime": new Date().toISOString(),
    "aggregation.alignmentPeriod": `${PERIOD_SECONDS}s`,
    "aggregation.perSeriesAligner": "ALIGN_PERCENTILE_99",
  });
  const url = `${baseUrl}/v3/projects/${project}/timeSeries?${query}`;
  const { timeSeries = [] } = await known(rest<TimeSeriesPage>({ method: "GET", url }));
  const shares = timeSeries.flatMap(({ points = [] }) =>
    points.flatMap(({ value }) => value?.doubleValue ?? []),
  );
  if (shares.length === 0) return undefined;
  return { percent: Math.max(...shares) * 100, n: shares.length };
}

/** A project that was never asked for this metric answers 404; one whose Monitoring lacks it 400. */
async function known(call: Promise<TimeSeriesPage>): Promise<TimeSeriesPage> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiRefusal && (error.httpStatus === 404 || error.httpStatus === 400)) return {};
    throw error;
  }
}
