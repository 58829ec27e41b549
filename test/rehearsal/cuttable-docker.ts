import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ENGINE_SOCKET = "/var/run/docker.sock";

/** A way to the machine's Docker engine that can be cut as if the engine had stopped; the engine itself is left alone. */
export interface CuttableDocker {
  /** For DOCKER_HOST. */
  host: string;
  /** Cuts the way as soon as a request of this kind comes by; resolves when that has happened. */
  cutAt(request: RegExp): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** Puts a socket before the engine's, which passes everything on until it is cut. */
export async function openCuttableDocker(): Promise<CuttableDocker> {
  const folder = mkdtempSync(join(tmpdir(), "docker-"));
  const path = join(folder, "docker.sock");
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let onRequest: (text: string) => void = () => undefined;

  const carry = (client: Socket) => {
    const engine = connect(ENGINE_SOCKET);
    for (const [from, to] of [
      [client, engine],
      [engine, client],
    ] as const) {
      sockets.add(from);
      from.on("data", (chunk) => to.write(chunk));
      from.on("end", () => to.end());
      // A cut connection fails on both sides; that is what the test is about.
      from.on("error", () => to.destroy());
      from.on("close", () => sockets.delete(from));
    }
    client.on("data", (chunk: Buffer) => onRequest(chunk.toString("latin1")));
  };
  const open = () =>
    new Promise<void>((resolve) => {
      server = createServer({ allowHalfOpen: true }, carry).listen(path, resolve);
    });
  const cut = () => {
    server?.close();
    for (const socket of sockets) socket.destroy();
    rmSync(path, { force: true });
  };

  await open();
  return {
    host: `unix://${path}`,
    cutAt: (request) =>
      new Promise((resolve) => {
        onRequest = (text) => {
          if (!request.test(text)) return;
          onRequest = () => undefined;
          cut();
          resolve();
        };
      }),
    restore: open,
    async close() {
      cut();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
