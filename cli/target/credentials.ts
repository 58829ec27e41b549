import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { Fault } from "../../faults/fault.ts";

/** How Google's libraries will sign in on this machine. */
export type Credentials =
  | { kind: "access-token"; accessToken: string }
  | { kind: "application-default"; file: string };

/**
 * What this machine has to sign in to Google Cloud with, without using it: an access token in the environment, a credentials
 * file that it names, or gcloud's application default credentials.
 * https://cloud.google.com/docs/authentication/application-default-credentials
 *
 * Fails with the Fault `credentials-missing`, which names the rehearsal form of the verb.
 */
export function findCredentials(verb: string, env: NodeJS.ProcessEnv = process.env): Credentials {
  if (env.GOOGLE_OAUTH_ACCESS_TOKEN) {
    return { kind: "access-token", accessToken: env.GOOGLE_OAUTH_ACCESS_TOKEN };
  }
  const named = env.GOOGLE_APPLICATION_CREDENTIALS;
  if (named) {
    if (existsSync(named)) return { kind: "application-default", file: named };
    throw missing(verb, `GOOGLE_APPLICATION_CREDENTIALS names ${named}, which does not exist`);
  }
  const gcloud = join(
    env.CLOUDSDK_CONFIG ?? join(homedir(), ".config", "gcloud"),
    "application_default_credentials.json",
  );
  if (existsSync(gcloud)) return { kind: "application-default", file: gcloud };
  throw missing(
    verb,
    "there are no Google Cloud credentials on this machine (gcloud auth application-default login)",
  );
}

function missing(verb: string, why: string): Fault {
  return new Fault({
    code: "credentials-missing",
    outcome: "cloud",
    summary: `stage ${verb} acts on the real staging project, but ${why}; without an account: stage ${verb} --rehearsal`,
  });
}
