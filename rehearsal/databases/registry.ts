import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Store } from "../contract.ts";
import { reserveStablePort } from "../routing/stable-port.ts";
import { readPidFile } from "./pid-file.ts";
import { type SupervisedProcess, supervise } from "./supervised-process.ts";

/** A running image registry. */
export interface Registry extends SupervisedProcess {
  /** Such as `127.0.0.1:24001`; the same after a restart. */
  address: string;
}

/** Starts the registry with its images in a directory; manifests can be deleted. */
export async function startRegistry(
  binary: string,
  directory: string,
  store: Pick<Store, "get" | "put">,
  crashed: (title: string) => void,
): Promise<Registry> {
  mkdirSync(directory, { recursive: true });
  const pidFile = join(directory, "registry.pid");
  const port = await registryPort(pidFile, store);
  const address = `127.0.0.1:${port}`;
  const configuration = join(directory, "configuration.yml");
  writeFileSync(configuration, registryConfiguration(address, join(directory, "images")));
  const process = await supervise(
    {
      title: "The image registry",
      command: binary,
      args: ["serve", configuration],
      cwd: directory,
      env: environmentWithoutOverrides(),
      pidFile,
      logFile: join(directory, "registry.log"),
      stopSignal: "SIGTERM",
      ready: () => answers(address),
    },
    crashed,
  );
  return { ...process, address };
}

/** https://distribution.github.io/distribution/about/configuration/ */
export function registryConfiguration(address: string, images: string): string {
  return stringify({
    version: "0.1",
    log: { level: "warn", accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: images },
      delete: { enabled: true },
      cache: { blobdescriptor: "inmemory" },
    },
    http: { addr: address },
  });
}

/** Variables such as REGISTRY_HTTP_ADDR would override the configuration. */
function environmentWithoutOverrides(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("REGISTRY_"));
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? ""]));
}

/** A registry left by an earlier daemon holds the port that is remembered; otherwise the port must be free. */
async function registryPort(pidFile: string, store: Pick<Store, "get" | "put">): Promise<number> {
  const remembered = store.get<{ port: number }>("ports", "registry")?.port;
  if (remembered !== undefined && readPidFile(pidFile)) return remembered;
  return reserveStablePort(store, "registry");
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(`http://${address}/v2/`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}
