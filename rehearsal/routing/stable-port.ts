import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";
import type { Store } from "../contract.ts";

/** Below the range from which the kernel takes ports for outgoing connections. */
const FIRST_PORT = 20_000;
const PORTS = 10_000;
const TRIES = 50;

/**
 * Makes the server listen on 127.0.0.1 at the port that the name had before; the first time, or where another program has
 * taken it since, at another free one, which is remembered. Resolves with the port.
 */
export async function listenOnStablePort(
  server: Server,
  store: Pick<Store, "get" | "put">,
  name: string,
): Promise<number> {
  const remembered = store.get<{ port: number }>("ports", name)?.port;
  // At random: rehearsals of several projects must not take each other's ports while one of them is down.
  const first = randomInt(PORTS);
  for (let attempt = remembered === undefined ? 1 : 0; attempt <= TRIES; attempt++) {
    const port = attempt === 0 ? remembered : FIRST_PORT + ((first + attempt - 1) % PORTS);
    if (port === undefined || !(await listens(server, port))) continue;
    if (port !== remembered) store.put("ports", name, { port });
    return port;
  }
  throw new Error(`no port for ${name}: ${TRIES} ports from ${FIRST_PORT + first} on are taken`);
}

/** The same for a server that opens its port itself: found free, remembered, and left to it. */
export async function reserveStablePort(store: Pick<Store, "get" | "put">, name: string): Promise<number> {
  const server = createServer();
  const port = await listenOnStablePort(server, store, name);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      server.removeListener("listening", listening);
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else reject(error);
    };
    const listening = () => {
      server.removeListener("error", failed);
      resolve(true);
    };
    server.once("error", failed);
    server.once("listening", listening);
    server.listen(port, "127.0.0.1");
  });
}
