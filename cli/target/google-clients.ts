import { Fault } from "../../faults/fault.ts";
import { createCloudRun } from "../../release/cloud-run.ts";
import type { CloudRun } from "../../release/live-service.ts";
import type { LogSource } from "../../release/log-entries.ts";
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

/** Where Cloud Logging of this access is. */
export function logSource({ project, apiUrl = "https://logging.googleapis.com" }: CloudAccess): LogSource {
  return { project, baseUrl: apiUrl };
}

/**
 * Gives bearer tokens; Google's library, where it takes one, is loaded for the first. Fails with the Fault `credentials-refused`
 * where the credentials are there and no token is to be had for them.
 */
export function tokenSource({ accessToken }: CloudAccess): () => Promise<string> {
  if (accessToken) return async () => accessToken;
  let auth: Promise<{ getAccessToken(): Promise<string | null | undefined> }> | undefined;
  return async () => {
    auth ??= import("google-auth-library").then(
      ({ GoogleAuth }) => new GoogleAuth({ scopes: "https://www.googleapis.com/auth/cloud-platform" }),
    );
    const library = await auth;
    let token: string | null | undefined;
    try {
      token = await library.getAccessToken();
    } catch (error) {
      throw credentialsRefused(error instanceof Error ? error.message : String(error), error);
    }
    if (!token) throw credentialsRefused("Google's library gave none and did not say why");
    return token;
  };
}

function credentialsRefused(why: string, cause?: unknown): Fault {
  return new Fault({
    code: "credentials-refused",
    outcome: "cloud",
    summary: "There was no access token to be had for the Google Cloud credentials on this machine.",
    evidence: [why],
    next: "gcloud auth application-default login, then the same command again",
    cause,
  });
}
