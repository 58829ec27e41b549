import type { LiveRevision, SecretUse } from "../live-service.ts";
import { ApiRefusal } from "../rest/api-refusal.ts";
import type { CheckResult } from "./refusal.ts";

/**
 * The state of a secret version, such as `ENABLED`; undefined when there is none.
 * https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions
 */
export type SecretState = (name: string) => Promise<string | undefined>;

/** Whether every secret version that the revision reads can still be read: a new instance does not start without. */
export async function checkSecretsEnabled(
  { secrets }: Pick<LiveRevision, "secrets">,
  project: string,
  stateOf: SecretState,
): Promise<CheckResult> {
  const names = new Set(secrets.map((use) => versionName(use, project)));
  const results = await Promise.all([...names].map((name) => checkSecret(name, stateOf)));
  return {
    refusals: results.flatMap(({ refusals }) => refusals),
    notes: results.flatMap(({ notes }) => notes),
  };
}

function versionName({ secret, version }: SecretUse, project: string): string {
  const full = secret.includes("/") ? secret : `projects/${project}/secrets/${secret}`;
  return `${full}/versions/${version}`;
}

async function checkSecret(name: string, stateOf: SecretState): Promise<CheckResult> {
  let state: string | undefined;
  try {
    state = await stateOf(name);
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return { refusals: [], notes: [`the state of ${name} could not be read: ${error.status}`] };
  }
  if (state === "ENABLED") return { refusals: [], notes: [] };
  const actual = state === undefined ? "no such version" : state;
  return {
    refusals: [
      {
        check: "secrets-enabled",
        finding: { path: name, expected: "a secret version that is ENABLED", actual },
        wayRound: "enable the version again, or --accept secrets-enabled: instances that run already go on",
      },
    ],
    notes: [],
  };
}
