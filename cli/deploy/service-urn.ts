import { STACK } from "../project.ts";

/** The Cloud Run service with this key in the settings, as the engine's `--target` takes it; `*` stands for all of the stack's. */
export function serviceUrn(serviceKey: string): string {
  const type = [
    "stage:components:ServiceStack",
    "stage:components:CloudRunService",
    "gcp:cloudrunv2/service:Service",
  ].join("$");
  return `urn:pulumi:${STACK}::netra-backend::${type}::${serviceKey}`;
}
