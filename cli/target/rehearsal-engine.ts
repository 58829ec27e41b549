import { delimiter, dirname, join } from "node:path";
import type { Engine } from "../engine/engine.ts";
import { type Project, STACK } from "../project.ts";
import { stateEncryption } from "./state-encryption.ts";

/** Nothing listens there, so a call to the outside is refused at once instead of waiting for a network that is not there. */
const REFUSING_PROXY = "http://127.0.0.1:9";
const LOOPBACK = "127.0.0.1,localhost";

/**
 * The environment in which the engine acts on the rehearsal. The proxy keeps the real gcp plugin, which asks the internet for
 * user info and regions when it starts, from waiting where there is none.
 */
export function rehearsalEnvironment(project: Project): Record<string, string> {
  return {
    PULUMI_HOME: project.pulumiHome,
    PULUMI_BACKEND_URL: `file://${project.stateDir}`,
    ...stateEncryption(project).environment,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_GCP_SKIP_REGION_VALIDATION: "true",
    HTTPS_PROXY: REFUSING_PROXY,
    NO_PROXY: LOOPBACK,
  };
}

/** Variables of the person's own that would point the engine elsewhere than at the rehearsal. */
const FOREIGN_VARIABLES = [
  "PULUMI_CONFIG_PASSPHRASE",
  "VAULT_AGENT_ADDR",
  "VAULT_PROXY_ADDR",
  "VAULT_NAMESPACE",
  "PULUMI_STACK",
  "GOOGLE_CREDENTIALS",
  "GOOGLE_OAUTH_ACCESS_TOKEN",
  "GOOGLE_APPLICATION_CREDENTIALS",
  "GOOGLE_PROJECT",
  "GOOGLE_REGION",
];

/** The engine on the rehearsal: own state, own settings, no way out of this machine. */
export function rehearsalEngine(project: Project, binary: string): Engine {
  const path = [dirname(binary), join(project.dir, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  return {
    binary,
    cwd: project.dir,
    stack: STACK,
    env: {
      ...Object.fromEntries(FOREIGN_VARIABLES.map((name) => [name, undefined])),
      ...rehearsalEnvironment(project),
      PATH: path,
    },
    configFile: project.overlayFile,
    eventLogFile: join(project.rehearsalDir, "events.jsonl"),
    locksDir: join(project.stateDir, ".pulumi", "locks", "organization", "netra-backend", STACK),
  };
}
