import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { CloudEndpoint } from "../contract.ts";
import { isRunning } from "../databases/process-identity.ts";

/** The endpoint with what tells whether the daemon behind it is still the right one. */
export interface StoredEndpoint extends CloudEndpoint {
  /** Of the daemon's process. */
  identity: string;
  configurationHash: string;
  versionStamp: string;
}

/** A busy machine may stall for seconds; a daemon that is gone refuses at once. */
const ANSWER_MS = 10_000;

/** Written whole or not at all; only its owner may read it, since it holds the access token. */
export function writeEndpoint(path: string, endpoint: StoredEndpoint): void {
  const partial = `${path}.${endpoint.pid}`;
  writeFileSync(partial, `${JSON.stringify(endpoint, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(partial, path);
}

/** The endpoint of a daemon whose process runs; it may not answer. */
export function readEndpoint(path: string): StoredEndpoint | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  const endpoint = JSON.parse(text) as StoredEndpoint;
  return isRunning(endpoint) ? endpoint : undefined;
}

/** Whether the API answers at all. */
export function isAnswering({ apiUrl }: CloudEndpoint): Promise<boolean> {
  // An import of it would load undici, which every command would wait for.
  const { get } = process.getBuiltinModule("node:http");
  return new Promise((resolve) => {
    const request = get(apiUrl, { agent: false, timeout: ANSWER_MS }, (response) => {
      response.resume();
      resolve(true);
    });
    request.once("timeout", () => request.destroy(new Error("no answer")));
    request.once("error", () => resolve(false));
  });
}

/** What others get to see. */
export function publicEndpoint(stored: StoredEndpoint): CloudEndpoint {
  const { identity: _identity, configurationHash: _hash, versionStamp: _stamp, ...endpoint } = stored;
  return endpoint;
}
