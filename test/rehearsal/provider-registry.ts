import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** An image registry of a test. */
export interface TestRegistry {
  /** Such as `127.0.0.1:41234`. */
  address: string;
  stop(): void;
}

const DEADLINE_MS = 15_000;

export async function startRegistry(): Promise<TestRegistry> {
  const folder = mkdtempSync(join(tmpdir(), "stage-registry-"));
  const address = `127.0.0.1:${await freePort()}`;
  const configuration = {
    version: 0.1,
    http: { addr: address },
    storage: { filesystem: { rootdirectory: folder } },
  };
  // JSON is YAML too.
  writeFileSync(join(folder, "registry.yml"), JSON.stringify(configuration));
  const server = spawn("docker-registry", ["serve", join(folder, "registry.yml")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  server.stderr.on("data", (chunk) => {
    log = `${log}${chunk}`.slice(-2000);
  });
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await answers(address))) {
    if (Date.now() > deadline)
      throw new Error(`docker-registry did not answer in ${DEADLINE_MS} ms:\n${log}`);
    await wait(50);
  }
  return {
    address,
    stop: () => {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(address: string): Promise<boolean> {
  return fetch(`http://${address}/v2/`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
