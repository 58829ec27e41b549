import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** A registry login as the Docker engine takes it. */
export interface RegistryLogin {
  username: string;
  password: string;
  serveraddress: string;
}

/**
 * What `docker login` left in the host's configuration for a registry, in plain `auths` entries; credential helpers are not
 * asked.
 *
 * @see https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
export function credentialsFor(registry: string): RegistryLogin | undefined {
  const path = join(process.env.DOCKER_CONFIG ?? join(homedir(), ".docker"), "config.json");
  if (!existsSync(path)) return undefined;
  const { auths = {} } = JSON.parse(readFileSync(path, "utf8")) as {
    auths?: Record<string, { auth?: string }>;
  };
  const entry = auths[registry] ?? auths[`https://${registry}`];
  if (!entry?.auth) return undefined;
  const [username = "", ...password] = Buffer.from(entry.auth, "base64").toString().split(":");
  return { username, password: password.join(":"), serveraddress: registry };
}
