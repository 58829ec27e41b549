import { connect, type NetConnectOpts } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

const RETRY_MS = 50;

/** A server the service cannot start without, and where it listens. */
export interface Dependency {
  name: string;
  /** Host and port, or the path of a unix socket. */
  address: { host: string; port: number } | { path: string };
}

/**
 * Waits until every dependency accepts connections: a database may still be waking up. Rejects after the
 * deadline, naming all that stayed unreachable with the last error seen.
 */
export async function awaitDependencies(dependencies: Dependency[], deadlineSeconds: number): Promise<void> {
  const deadline = Date.now() + deadlineSeconds * 1000;
  const results = await Promise.all(dependencies.map((dependency) => reach(dependency, deadline)));
  const unreachable = results.filter((result) => result !== undefined);
  if (unreachable.length > 0) {
    throw new Error(`not reachable within ${deadlineSeconds} s: ${unreachable.join("; ")}`);
  }
}

async function reach({ name, address }: Dependency, deadline: number): Promise<string | undefined> {
  for (;;) {
    const problem = await tryConnect(address, Math.max(1, deadline - Date.now()));
    if (problem === undefined) return undefined;
    if (Date.now() + RETRY_MS >= deadline) return `${name} (${problem})`;
    await delay(RETRY_MS);
  }
}

function tryConnect(address: NetConnectOpts, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const settle = (problem?: string) => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(timeoutMs, () => settle("connection timed out"));
    socket.once("connect", () => settle());
    socket.once("error", (error) => settle(error.message || String(error)));
  });
}
