import type { ApiError } from "../../contract.ts";
import { notFound } from "../google-error.ts";
import { partsOf, shortName } from "../resource-name.ts";

/** What Cloud Run says about a resource that is not there: https://cloud.google.com/run/docs/troubleshooting */
export function resourceNotFound(name: string, kind: "SERVICE" | "REVISION"): ApiError {
  const { projects: project, locations: location } = partsOf(name);
  return notFound(
    `Resource '${shortName(name)}' of kind '${kind}' in region '${location}' in project '${project}' does not exist.`,
  );
}
