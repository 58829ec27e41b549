import { partsOf, shortName } from "../resource-name.ts";
import type { V1ObjectMeta } from "./v1-types.ts";

/** The label that says where a resource is; the server's. */
const LOCATION = "cloud.googleapis.com/location";

/** Labels that v1 writes by itself and takes back without looking. */
const SERVERS_LABELS =
  /^(cloud\.googleapis\.com\/location|run\.googleapis\.com\/(startupProbeType|satisfiesPzs)|serving\.knative\.dev\/.*)$/;

/** What v1 calls its resources in addresses. */
export type V1Collection = "services" | "configurations" | "routes" | "revisions";

interface Identified {
  name: string;
  uid: string;
  generation: string;
  createTime: string;
  etag: string;
  labels?: Record<string, string>;
}

/**
 * The metadata of a resource: https://cloud.google.com/run/docs/reference/rest/v1/ObjectMeta. A namespace is a project, by its
 * number; a resourceVersion is the etag of v2 without quotes.
 */
export function objectMeta(
  resource: Identified,
  collection: V1Collection,
  projectNumber: string,
): V1ObjectMeta & { labels: Record<string, string> } {
  const name = shortName(resource.name);
  return {
    name,
    namespace: projectNumber,
    selfLink: `/apis/serving.knative.dev/v1/namespaces/${projectNumber}/${collection}/${name}`,
    uid: resource.uid,
    resourceVersion: resourceVersionOf(resource.etag),
    generation: Number(resource.generation),
    creationTimestamp: resource.createTime,
    labels: { ...resource.labels, [LOCATION]: partsOf(resource.name).locations ?? "" },
  };
}

export function resourceVersionOf(etag: string): string {
  return etag.replaceAll('"', "");
}

export function etagOf(resourceVersion: string): string {
  return `"${resourceVersion}"`;
}

/** The labels that a caller gave, as a field that is only there when there are any. */
export function callersLabels(labels: Record<string, string> = {}): { labels?: Record<string, string> } {
  const own = Object.entries(labels).filter(([key]) => !SERVERS_LABELS.test(key));
  return filled({ labels: Object.fromEntries(own) });
}

/** The fields whose maps are not empty: proto3 does not tell an empty map from none. */
export function filled<T extends Record<string, Record<string, string>>>(maps: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(maps).filter(([, map]) => Object.keys(map).length > 0),
  ) as Partial<T>;
}
