import type Docker from "dockerode";

/** A client for the engine at a host; ssh and TLS are as DOCKER_HOST and its companions say. No timeout unless given. */
export async function dockerClient(host: string, timeoutSeconds?: number): Promise<Docker> {
  const { default: Client } = await import("dockerode");
  const timeout = timeoutSeconds ? { timeout: timeoutSeconds * 1000 } : {};
  return host.startsWith("unix://")
    ? new Client({ socketPath: host.slice("unix://".length), ...timeout })
    : new Client(timeout);
}
