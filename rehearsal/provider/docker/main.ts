import { servePlugin } from "../plugin/serve.ts";
import { dockerProvider } from "./provider.ts";

/** The version of @pulumi/docker that the stand-in stands in for; a test compares the two. */
const DOCKER_VERSION = "5.2.0";

await servePlugin((log) => dockerProvider(DOCKER_VERSION, log));
