import * as z from "zod";
import { field } from "./field.ts";

/** `gcp:project` and `gcp:region`, shared with the Pulumi gcp provider. */
export const googleCloudShape = {
  project: field(z.string().regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/), {
    description: "Google Cloud project that everything is deployed to.",
    expected: "a project ID (6 to 30 lower-case letters, digits and hyphens)",
    example: "netra-staging",
    source: "https://cloud.google.com/resource-manager/docs/creating-managing-projects",
  }),
  region: field(z.string().regex(/^[a-z]+-[a-z]+\d+$/), {
    description: "Region of the services and of the image repository.",
    expected: "a Google Cloud region",
    example: "us-central1",
    source: "https://cloud.google.com/run/docs/locations",
  }),
};
