import { invalidArgument } from "../google-error.ts";

/** https://cloud.google.com/run/docs/reference/rest/v1/namespaces.services/replaceService (`dryRun`) */
export function isDryRun({ dryRun = "" }: { dryRun?: string }): boolean {
  if (dryRun === "" || dryRun === "all") return dryRun === "all";
  throw invalidArgument([{ field: "dry_run", description: `dryRun must be "all": ${dryRun}` }]);
}
