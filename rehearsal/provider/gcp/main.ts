import { servePlugin } from "../plugin/serve.ts";
import { gcpProvider } from "./provider.ts";

/** The version of @pulumi/gcp that the stand-in stands in for; a test compares the two. */
const GCP_VERSION = "9.37.0";

await servePlugin(() => gcpProvider(GCP_VERSION));
