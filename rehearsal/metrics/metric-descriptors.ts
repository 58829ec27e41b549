/** google.api.MetricDescriptor, as far as the rehearsal has use for it. */
export interface MetricDescriptor {
  type: string;
  metricKind: "DELTA";
  valueType: "INT64" | "DISTRIBUTION";
  unit: string;
  displayName: string;
  description: string;
  labels: { key: string; description: string }[];
}

/** What the metrics are of: https://cloud.google.com/monitoring/api/resources#tag_cloud_run_revision */
export const RESOURCE_TYPE = "cloud_run_revision";
export const RESOURCE_LABELS: readonly string[] = [
  ...["project_id", "location", "service_name", "revision_name", "configuration_name"],
];

const RESPONSE_LABELS = [
  { key: "response_code", description: "Response code of a request." },
  { key: "response_code_class", description: "Response code class of a request." },
];

/** Requests that reached an instance, counted when they end. */
export const REQUEST_COUNT = {
  type: "run.googleapis.com/request_count",
  metricKind: "DELTA",
  valueType: "INT64",
  unit: "1",
  displayName: "Request Count",
  description: "Number of requests reaching the revision.",
  labels: RESPONSE_LABELS,
} as const satisfies MetricDescriptor;

/** From reaching the instance to the end of the answer; the start of an instance is not in it. */
export const REQUEST_LATENCIES = {
  type: "run.googleapis.com/request_latencies",
  metricKind: "DELTA",
  valueType: "DISTRIBUTION",
  unit: "ms",
  displayName: "Request Latency",
  description: "Distribution of request latency in milliseconds reaching the revision.",
  labels: RESPONSE_LABELS,
} as const satisfies MetricDescriptor;

/** The metrics that the rehearsal measures: https://cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-run */
export const METRICS: readonly MetricDescriptor[] = [REQUEST_COUNT, REQUEST_LATENCIES];
