import autocannon from "autocannon";
import Docker from "dockerode";
import { Client } from "undici";
import { ownContainers } from "../test/rehearsal/own-containers.ts";
import type { ScratchProject } from "../test/rehearsal/scratch-project.ts";
import { type Comparison, inTurn } from "./measure.ts";
import { startNginx } from "./nginx.ts";
import { median } from "./statistics.ts";

const PATH = "/";
const CONNECTIONS = 20;
const WARM_UP_REQUESTS = 5_000;

export interface RouterParts {
  workspace: ScratchProject;
  service: { url: string; revision: string };
  runs: number;
  /** Of each run: on 20 connections, and one after the other. */
  requests: { atOnce: number; inARow: number };
}

/** The rehearsal's router against nginx, and against no proxy at all; the same container answers behind all of them. */
export async function compareRouter({
  workspace,
  service,
  runs,
  requests,
}: RouterParts): Promise<Comparison[]> {
  const instance = await instanceAddress(workspace.dir, service.revision);
  await using nginx = await startNginx(instance);
  // A router is slow until its code has been compiled; nginx comes compiled.
  await load(service.url, WARM_UP_REQUESTS);
  const throughput = await inTurn(
    runs,
    () => load(service.url, requests.atOnce),
    () => load(nginx.url, requests.atOnce),
  );
  const latency = await inTurn(
    runs,
    () => medianLatency(service.url, requests.inARow),
    () => medianLatency(`http://${instance}`, requests.inARow),
  );
  const inARow = `p50 of ${requests.inARow} requests on one connection`;
  return [
    {
      title: "Router, throughput",
      measured: `${requests.atOnce} requests on ${CONNECTIONS} connections through the rehearsal's router`,
      baseline: "the same through nginx with one worker, to the same container",
      goal: 2,
      pairs: throughput,
    },
    {
      title: "Router, added latency",
      measured: `${inARow} through the rehearsal's router`,
      baseline: "the same to the container without a proxy",
      goalAddedMs: 0.3,
      pairs: latency,
    },
  ];
}

async function instanceAddress(projectDir: string, revision: string): Promise<string> {
  const [instance] = await ownContainers(new Docker(), projectDir, revision);
  if (!instance) throw new Error(`no instance of ${revision} runs`);
  const { NetworkSettings, Config } = await instance.inspect();
  const [network] = Object.values(NetworkSettings.Networks);
  const port = Number.parseInt(Object.keys(Config.ExposedPorts ?? {})[0] ?? "", 10);
  return `${network?.IPAddress}:${port}`;
}

/** Milliseconds that so many requests take, as many at once as there are connections. */
async function load(origin: string, amount: number): Promise<number> {
  const options = { url: `${origin}${PATH}`, connections: CONNECTIONS, amount };
  const startedMs = performance.now();
  const { errors, non2xx } = await autocannon(options);
  if (errors + non2xx > 0) throw new Error(`${origin}: ${errors} errors, ${non2xx} answers other than 2xx`);
  return performance.now() - startedMs;
}

async function medianLatency(origin: string, requests: number): Promise<number> {
  const client = new Client(origin);
  const timesMs: number[] = [];
  for (let request = 0; request < requests; request += 1) {
    const startedMs = performance.now();
    const { statusCode, body } = await client.request({ path: PATH, method: "GET" });
    await body.dump();
    timesMs.push(performance.now() - startedMs);
    if (statusCode !== 200) throw new Error(`${origin} answered ${statusCode}`);
  }
  await client.close();
  return median(timesMs);
}
