import type { RestClient } from "../../release/rest/rest-client.ts";
import type { InstanceEnd } from "../../validation/cloud-questions.ts";

/** Asks the local cloud to end an idle instance of the revision, full name; undefined where none is idle. */
export async function endInstance(
  rest: RestClient,
  apiUrl: string,
  revision: string,
): Promise<InstanceEnd | undefined> {
  const url = `${apiUrl}/rehearsal/v1/${revision}:endInstance`;
  const { end } = await rest<{ end?: InstanceEnd }>({ method: "POST", url });
  return end;
}
