import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Docker from "dockerode";
import type { ServiceDocument } from "../../rehearsal/contract.ts";
import {
  type CloudEndpoint,
  type LocalCloudOptions,
  startLocalCloud,
  stopLocalCloud,
} from "../../rehearsal/index.ts";
import { ensureToolchain } from "../../toolchain/index.ts";
import { pushWorkload, removeWorkload } from "./runtime-workload.ts";

export const PROJECT = "netra-staging";
export const PARENT = `projects/${PROJECT}/locations/us-central1`;
export const SQL_INSTANCE = `${PROJECT}:us-central1:staging-shared-postgres`;

/** A local cloud of a test's own, with the workload's image in its registry. */
export interface TestCloud {
  options: LocalCloudOptions;
  endpoint: CloudEndpoint;
  image: string;
  /** Creates or changes a service and waits for the operation; resolves with the service as it is then. */
  deploy(id: string, template: object, more?: object): Promise<ServiceDocument>;
  get(path: string): Promise<unknown>;
  call(method: string, path: string, body?: object): Promise<unknown>;
  /** The containers of a service. */
  instances(id: string): Promise<{ id: string; revision: string | undefined }[]>;
  allowAll(id: string): Promise<void>;
  /** Stops it and removes everything of it. */
  dispose(): Promise<void>;
}

export async function startTestCloud(changes: Partial<LocalCloudOptions> = {}): Promise<TestCloud> {
  const tools = await ensureToolchain({ projectDir: join(import.meta.dirname, "../..") });
  const base = Object.values(tools.baseImages)[0]?.image ?? "node:24-alpine";
  const projectDir = mkdtempSync(join(tmpdir(), "stage-runtime-"));
  chmodSync(projectDir, 0o755);
  const options: LocalCloudOptions = {
    projectDir,
    registryBinary: tools.registryBinary,
    redisBinary: tools.redisBinary,
    sidecarImage: base,
    landscape: { project: PROJECT, region: "us-central1", sqlInstances: [], secrets: [], redis: false },
    ...changes,
  };
  const endpoint = await startLocalCloud(options);
  const image = await pushWorkload(base, endpoint.registry);
  const call = (method: string, path: string, body?: object) => request(endpoint, method, path, body);
  return {
    ...{ options, endpoint, image },
    call,
    get: (path) => call("GET", path),
    async instances(id) {
      const label = [`dev.stage.rehearsal=${endpoint.rehearsalId}`, `dev.stage.service=${id}`];
      const found = await new Docker().listContainers({ all: true, filters: { label } });
      return found.map(({ Id, Labels: labels }) => ({ id: Id, revision: labels["dev.stage.revision"] }));
    },
    async deploy(id, template, more = {}) {
      const body = { template, launchStage: "GA", ...more };
      const exists = (await call("GET", `/v2/${PARENT}/services/${id}`)) as { error?: object };
      const operation = exists.error
        ? await call("POST", `/v2/${PARENT}/services?serviceId=${id}`, body)
        : await call("PATCH", `/v2/${PARENT}/services/${id}`, body);
      await settled(call, operation as Operation);
      return (await call("GET", `/v2/${PARENT}/services/${id}`)) as ServiceDocument;
    },
    async allowAll(id) {
      const bindings = [{ role: "roles/run.invoker", members: ["allUsers"] }];
      await call("POST", `/v2/${PARENT}/services/${id}:setIamPolicy`, { policy: { bindings } });
    },
    async dispose() {
      await stopLocalCloud(projectDir);
      await removeWorkload(image);
      rmSync(projectDir, { recursive: true, force: true });
    },
  };
}

/** A template with the workload, its settings in the environment. */
export function template(image: string, env: Record<string, string> = {}, more: object = {}): object {
  const startupProbe = {
    tcpSocket: { port: 8000 },
    periodSeconds: 1,
    timeoutSeconds: 1,
    failureThreshold: 20,
  };
  const container = {
    image,
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
    ports: [{ containerPort: 8000 }],
    resources: { limits: { memory: "512Mi", cpu: "1" } },
    startupProbe,
    ...more,
  };
  return { containers: [container] };
}

interface Operation {
  name: string;
  done?: boolean;
  error?: { message: string };
}

async function settled(
  call: (method: string, path: string, body?: object) => Promise<unknown>,
  operation: Operation,
): Promise<void> {
  if (!operation.name) throw new Error(`refused: ${JSON.stringify(operation)}`);
  const waited = (await call("POST", `/v2/${operation.name}:wait`, { timeout: "120s" })) as Operation;
  if (!waited.done) throw new Error(`not done: ${JSON.stringify(waited)}`);
}

async function request(
  { apiUrl, accessToken }: CloudEndpoint,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return response.json();
}
