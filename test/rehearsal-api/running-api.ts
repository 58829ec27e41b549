import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Api, type ApiOptions, createApi, openSecretVault } from "../../rehearsal/api/index.ts";
import type { Json, Store } from "../../rehearsal/contract.ts";
import { openStore } from "../../rehearsal/store/index.ts";
import { type FakeLifecycle, fakeLifecycle } from "./fake-lifecycle.ts";

export const PROJECT = "netra-staging";
export const PROJECT_NUMBER = "701982941522";
export const LOCATION = `projects/${PROJECT}/locations/us-central1`;
export const ACCESS_TOKEN = "a-token-of-this-test";

export interface Answer {
  status: number;
  /** The body, parsed; loosely typed so that tests can reach into it. */
  body: { [key: string]: Json } & {
    error?: { code: number; status: string; message: string; details?: Json[] };
  };
}

/** The API on a port of its own over an empty store, with a lifecycle that runs nothing. */
export interface RunningApi {
  url: string;
  port: number;
  store: Store;
  lifecycle: FakeLifecycle;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Calls, and waits until the operation that is answered is done. */
  operate(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Stops the server and starts another over the same files. */
  restart(): Promise<void>;
  resume(): Promise<void>;
  close(): Promise<void>;
}

export async function runApi(options: Partial<ApiOptions> = {}): Promise<RunningApi> {
  const folder = mkdtempSync(join(tmpdir(), "stage-api-"));
  let started = await start(folder, options);
  const running: RunningApi = {
    ...started,
    async call(method, path, body, headers = {}) {
      const response = await fetch(`${running.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${ACCESS_TOKEN}`, "content-type": "application/json", ...headers },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Answer["body"] };
    },
    async operate(method, path, body) {
      const begun = await running.call(method, path, body);
      if (begun.status !== 200 || begun.body.done) return begun;
      const version = path.split("/")[1];
      return version === "v2" ? running.call("POST", `/v2/${begun.body.name}:wait`, {}) : begun;
    },
    async restart() {
      await stop(started);
      started = await start(folder, options);
      Object.assign(running, started);
    },
    resume: () => started.api.resumeOperations(),
    async close() {
      await stop(started);
      rmSync(folder, { recursive: true });
    },
  };
  return running;
}

interface Started {
  api: Api;
  url: string;
  port: number;
  store: Store;
  lifecycle: FakeLifecycle;
}

async function start(folder: string, options: Partial<ApiOptions>): Promise<Started> {
  const store = openStore(join(folder, "cloud.sqlite"));
  const lifecycle = fakeLifecycle(store);
  const api = createApi({
    store,
    lifecycle,
    secrets: openSecretVault({ store, keyPath: join(folder, "secrets.key") }),
    project: PROJECT,
    projectNumber: PROJECT_NUMBER,
    caller: "developer@example.com",
    accessToken: ACCESS_TOKEN,
    clock: () => new Date(),
    descriptorPath: ".rehearsal/descriptors.binpb",
    ...options,
  });
  await api.listen({ host: "127.0.0.1", port: 0 });
  const { port } = api.server.address() as AddressInfo;
  return { api, url: `http://127.0.0.1:${port}`, port, store, lifecycle };
}

async function stop({ api, store }: Started): Promise<void> {
  await api.close();
  store.close();
}
