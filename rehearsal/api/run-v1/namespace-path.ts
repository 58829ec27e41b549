import { invalidArgument } from "../google-error.ts";

const NAMESPACED =
  /^\/apis\/serving\.knative\.dev\/v1\/namespaces\/([^/]+)\/(services|revisions|configurations|routes)(?=\/|$)/;
const REGION = /^([a-z]+-[a-z]+\d+)-/;

/**
 * The path of a v1 request by location: Kubernetes' form names none, since it goes to the region's own host
 * (`us-central1-run.googleapis.com`). https://cloud.google.com/run/docs/reference/rest#service-endpoint.
 * Throws INVALID_ARGUMENT where the host names no region.
 */
export function namespacePath(path: string, host: string): string {
  return path.replace(NAMESPACED, (_, project: string, collection: string) => {
    const region = REGION.exec(host)?.[1];
    if (region === undefined) {
      const description = `The host '${host}' names no region, such as us-central1-run.googleapis.com does.`;
      throw invalidArgument([{ field: "", description }]);
    }
    return `/v1/projects/${project}/locations/${region}/${collection}`;
  });
}
