import type { Logging } from "@google-cloud/logging";
import { type CloudRunClients, createCloudRunReader } from "../../release/cloud-run-reader.ts";
import type { CloudRunReader } from "../../release/live-service.ts";

/** Which Google Cloud is talked to, and as whom. */
export interface CloudAccess {
  project: string;
  region: string;
  /** The local cloud's address, such as `http://127.0.0.1:18080`; the real Google Cloud when left out. */
  apiUrl?: string;
  /** When left out, Google's library finds the application default credentials. */
  accessToken?: string;
}

/** A reader over Google's own Cloud Run client; the client's code is loaded here, which takes about half a second. */
export async function connectCloudRun(access: CloudAccess): Promise<CloudRunReader> {
  const [{ v2 }, options] = await Promise.all([import("@google-cloud/run"), clientOptions(access)]);
  const clients: CloudRunClients = {
    services: new v2.ServicesClient(options),
    revisions: new v2.RevisionsClient(options),
  };
  return createCloudRunReader(clients);
}

/** Google's own Logging client. */
export async function connectLogging(access: CloudAccess): Promise<Logging> {
  const [{ Logging }, options] = await Promise.all([import("@google-cloud/logging"), clientOptions(access)]);
  return new Logging({ ...options, projectId: access.project } as ConstructorParameters<typeof Logging>[0]);
}

async function clientOptions({ apiUrl, accessToken }: CloudAccess) {
  const { googleAuthLibrary } = await import("google-gax");
  const authClient = new googleAuthLibrary.OAuth2Client();
  if (accessToken) authClient.setCredentials({ access_token: accessToken });
  const url = apiUrl === undefined ? undefined : new URL(apiUrl);
  return {
    // REST instead of gRPC: the same calls, and the only kind that the local cloud speaks.
    fallback: true as const,
    ...(accessToken ? { authClient } : {}),
    ...(url
      ? { protocol: url.protocol.slice(0, -1), apiEndpoint: url.hostname, port: Number(url.port) }
      : {}),
  };
}
