import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureOwnFolder } from "../../toolchain/own-folder.ts";
import type { Project } from "../project.ts";
import type { CloudAccess } from "./google-clients.ts";

/** The APIs of the local cloud that gcloud has commands for, by the names of its settings. */
const APIS = {
  ARTIFACTREGISTRY: "artifactregistry",
  CLOUDRESOURCEMANAGER: "cloudresourcemanager",
  IAM: "iam",
  LOGGING: "logging",
  MONITORING: "monitoring",
  RUN: "run",
  SECRETMANAGER: "secretmanager",
  SERVICEUSAGE: "serviceusage",
  SQL: "sqladmin",
};

/**
 * The environment in which gcloud acts on the rehearsal. The local cloud is gcloud's HTTP proxy, so that Google's own host names,
 * also those with a region before them, reach it without being resolved; everything else is refused by it. Settings and
 * credentials of the person's own are neither read nor written: gcloud keeps its own in `.rehearsal/gcloud/`, and has the local
 * cloud's token from a file there that only its owner may read.
 * https://cloud.google.com/sdk/docs/properties
 */
export function gcloudEnvironment(project: Project, access: Required<CloudAccess>): Record<string, string> {
  const folder = join(project.rehearsalDir, "gcloud");
  const tokenFile = join(folder, "access-token");
  ensureOwnFolder(project.dir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(tokenFile, access.accessToken, { mode: 0o600 });
  const { hostname, port } = new URL(access.apiUrl);
  const endpoints = Object.entries(APIS).map(([name, host]) => [
    `CLOUDSDK_API_ENDPOINT_OVERRIDES_${name}`,
    `http://${host}.googleapis.com/`,
  ]);
  return {
    CLOUDSDK_CONFIG: folder,
    CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: tokenFile,
    CLOUDSDK_PROXY_TYPE: "http",
    CLOUDSDK_PROXY_ADDRESS: hostname,
    CLOUDSDK_PROXY_PORT: port,
    CLOUDSDK_CORE_PROJECT: access.project,
    CLOUDSDK_RUN_REGION: access.region,
    CLOUDSDK_ARTIFACTS_LOCATION: access.region,
    CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: "true",
    CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: "true",
    CLOUDSDK_SURVEY_DISABLE_PROMPTS: "true",
    ...Object.fromEntries(endpoints),
  };
}

/** Names of the person's own variables that would take gcloud elsewhere; what only says how to run gcloud stays. */
export function foreignVariables(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env).filter(
    (name) =>
      (name.startsWith("CLOUDSDK_") &&
        !/^CLOUDSDK_(PYTHON|ROOT|CORE_VERBOSITY|CORE_DISABLE_PROMPTS)/.test(name)) ||
      /^((http|https|all|no)_proxy|google_application_credentials)$/i.test(name),
  );
}
