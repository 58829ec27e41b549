import * as organizations from "@pulumi/gcp/organizations/getClientConfig.js";
import * as pulumi from "@pulumi/pulumi";
import { isGoogleRegistry, TOKEN_USER } from "./google-registry.ts";

export interface RegistryCredentials {
  server: string;
  username?: string;
  /** Secret: the docker plugin would keep it in the state in the clear otherwise. */
  password?: pulumi.Output<string>;
}

/**
 * How to push to a registry. Google's take the deploying account's access token; any other gets none, so that a Google
 * token never leaves Google, and Docker's own credential helpers apply.
 * https://cloud.google.com/artifact-registry/docs/docker/authentication#token
 */
export function registryCredentials(server: string, opts: pulumi.InvokeOptions): RegistryCredentials {
  if (!isGoogleRegistry(server)) return { server };
  const password = pulumi.output(organizations.getClientConfig(opts)).apply((client) => client.accessToken);
  return { server, username: TOKEN_USER, password: pulumi.secret(password) };
}
