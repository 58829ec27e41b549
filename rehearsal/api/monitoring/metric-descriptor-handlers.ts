import { METRICS, type MetricDescriptor, RESOURCE_TYPE } from "../../metrics/metric-descriptors.ts";
import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { notFound } from "../google-error.ts";
import { type PageRequest, page } from "../pagination.ts";
import { matchesMetricFilter, parseMetricFilter } from "./metric-filter.ts";

const METRIC_SERVICE = "google.monitoring.v3.MetricService";

/** Which metrics there are: https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.metricDescriptors */
export function metricDescriptorHandlers({ project }: Cloud): Handlers {
  const documents = METRICS.map((descriptor) => asDocument(project, descriptor));
  return {
    [`${METRIC_SERVICE}.ListMetricDescriptors`]: (request: PageRequest & { filter?: string }) => {
      const filter = parseMetricFilter(request.filter ?? "");
      const found = documents.filter(({ type }) =>
        matchesMetricFilter(filter, (field) => ({ "metric.type": type, project })[field] ?? ""),
      );
      const { items, nextPageToken } = page(found, request, 10_000);
      return { metricDescriptors: items, nextPageToken };
    },
    [`${METRIC_SERVICE}.GetMetricDescriptor`]: ({ name }: { name: string }) => {
      const found = documents.find((document) => document.name === name);
      if (!found)
        throw notFound(`Could not find descriptor for metric '${name.split("/").slice(3).join("/")}'.`);
      return found;
    },
  } satisfies Record<string, Handler>;
}

function asDocument(project: string, descriptor: MetricDescriptor) {
  return {
    name: `projects/${project}/metricDescriptors/${descriptor.type}`,
    ...descriptor,
    launchStage: "GA",
    monitoredResourceTypes: [RESOURCE_TYPE],
  };
}
