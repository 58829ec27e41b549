import type { Logging } from "@google-cloud/logging";
import { createCloudRun } from "../../release/cloud-run.ts";
import type { CloudRun } from "../../release/live-service.ts";
import { createRestClient, type RestClient } from "../../release/rest/rest-client.ts";

/** Which Google Cloud is talked to, and as whom. */
export interface CloudAccess {
  project: string;
  region: string;
  /** The local cloud's address, such as `http://127.0.0.1:18080`; the real Google Cloud when left out. */
  apiUrl?: string;
  /** When left out, Google's library finds the application default credentials. */
  accessToken?: string;
}

/** Cloud Run of this access. */
export function connectCloudRun(access: CloudAccess, signal?: AbortSignal): CloudRun {
  return createCloudRun(connectRest(access, signal), access.apiUrl ?? "https://run.googleapis.com");
}

/** Plain requests to Google's APIs, as the one whom this access stands for. */
export function connectRest(access: CloudAccess, signal = new AbortController().signal): RestClient {
  return createRestClient({ token: tokenSource(access), signal });
}

/** Gives bearer tokens; Google's library, where it takes one, is loaded for the first. */
export function tokenSource({ accessToken }: CloudAccess): () => Promise<string> {
  if (accessToken) return async () => accessToken;
  let auth: Promise<{ getAccessToken(): Promise<string | null | undefined> }> | undefined;
  return async () => {
    auth ??= import("google-auth-library").then(
      ({ GoogleAuth }) => new GoogleAuth({ scopes: "https://www.googleapis.com/auth/cloud-platform" }),
    );
    return (await (await auth).getAccessToken()) ?? "";
  };
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
