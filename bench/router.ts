import autocannon from "autocannon";
import Docker from "dockerode";
import { Client } from "undici";
import { ownContainers } from "../test/rehearsal/own-containers.ts";
import type { Comparison } from "./measure.ts";
import { startNginx } from "./nginx.ts";
import { type Pairs, quantile } from "./statistics.ts";

const CONNECTIONS = 20;
/** Throughput is told as the time that so many requests take. */
const REQUESTS_TOLD = 10_000;

export interface RouterParts {
  /** Where the rehearsal runs. */
  projectDir: string;
  service: { url: string; revision: string };
  runs: number;
  /** Of each run, under full load. */
  loadSeconds: number;
  /** Of each run, one after the other. */
  requestsInARow: number;
}

/** The rehearsal's router and nginx in front of the same container, and the container without a proxy. */
interface Origins {
  router: string;
  nginx: string;
  direct: string;
}

type Way = keyof Origins;

/** The rehearsal's router against nginx with one worker: throughput, and what each adds to a single request. */
export async function compareRouter(parts: RouterParts): Promise<Comparison[]> {
  const instance = await instanceAddress(parts.projectDir, parts.service.revision);
  await using nginx = await startNginx(instance);
  const origins = { router: parts.service.url, nginx: nginx.url, direct: `http://${instance}` };
  return [await compareThroughput(parts, origins), ...(await compareLatency(parts, origins))];
}

async function compareThroughput({ runs, loadSeconds }: RouterParts, origins: Origins): Promise<Comparison> {
  const pairs: Pairs = { measuredMs: [], baselineMs: [] };
  // A router is slow until its code has been compiled; nginx comes compiled.
  await load(origins.router, loadSeconds);
  for (let run = 1; run <= runs; run += 1) {
    const [nginxMs, routerMs] = [
      await load(origins.nginx, loadSeconds),
      await load(origins.router, loadSeconds),
    ];
    process.stderr.write(`  ${run}: nginx ${nginxMs.toFixed(0)} ms, router ${routerMs.toFixed(0)} ms\n`);
    pairs.measuredMs.push(nginxMs);
    pairs.baselineMs.push(routerMs);
  }
  return {
    title: "Router's throughput, as a share of nginx's",
    measured: `${REQUESTS_TOLD} requests on ${CONNECTIONS} connections through nginx with one worker`,
    baseline: "the same through the rehearsal's router, to the same container",
    goalAtLeast: 0.5,
    pairs,
  };
}

/** Milliseconds that {@link REQUESTS_TOLD} requests take under full load. */
async function load(origin: string, seconds: number): Promise<number> {
  const startedMs = performance.now();
  const result = await autocannon({ url: origin, connections: CONNECTIONS, duration: seconds });
  const { errors, non2xx } = result;
  if (errors + non2xx > 0) throw new Error(`${origin}: ${errors} errors, ${non2xx} answers other than 2xx`);
  return ((performance.now() - startedMs) / result["2xx"]) * REQUESTS_TOLD;
}

async function compareLatency(
  { runs, requestsInARow }: RouterParts,
  origins: Origins,
): Promise<Comparison[]> {
  const measured: Record<Way, number[][]> = { router: [], nginx: [], direct: [] };
  for (let run = 0; run <= runs; run += 1) {
    const timesMs = await askInTurn(origins, requestsInARow);
    const p50 = (way: Way) => `${way} ${quantile(timesMs[way], 0.5).toFixed(3)} ms`;
    process.stderr.write(`  ${run || "warm-up"}: p50 ${p50("router")}, ${p50("nginx")}, ${p50("direct")}\n`);
    if (run === 0) continue;
    for (const way of ["router", "nginx", "direct"] as const) measured[way].push(timesMs[way]);
  }
  const added = (way: Way, share: number): Comparison => ({
    title: `${way === "router" ? "Router's" : "nginx's"} added latency, p${share * 100}`,
    measured: `p${share * 100} of ${requestsInARow} requests, one after the other, through ${way === "router" ? "the rehearsal's router" : "nginx"}`,
    baseline: "the same to the container without a proxy",
    goalAddedMs: way === "router" && share === 0.5 ? 0.3 : "none",
    pairs: {
      measuredMs: measured[way].map((timesMs) => quantile(timesMs, share)),
      baselineMs: measured.direct.map((timesMs) => quantile(timesMs, share)),
    },
  });
  return [added("router", 0.5), added("nginx", 0.5), added("router", 0.99), added("nginx", 0.99)];
}

/** One request each way by turns, so that whatever else the machine does slows all ways alike. */
async function askInTurn(origins: Origins, requests: number): Promise<Record<Way, number[]>> {
  const timesMs: Record<Way, number[]> = { router: [], nginx: [], direct: [] };
  const clients = (["router", "nginx", "direct"] as const).map((way) => ({
    client: new Client(origins[way]),
    times: timesMs[way],
  }));
  for (let request = 0; request < requests; request += 1) {
    for (const { client, times } of clients) {
      const startedMs = performance.now();
      const { statusCode, body } = await client.request({ path: "/", method: "GET" });
      await body.dump();
      times.push(performance.now() - startedMs);
      if (statusCode !== 200) throw new Error(`an answer was ${statusCode}`);
    }
  }
  await Promise.all(clients.map(({ client }) => client.close()));
  return timesMs;
}

async function instanceAddress(projectDir: string, revision: string): Promise<string> {
  const [instance, ...others] = await ownContainers(new Docker(), projectDir, revision);
  if (!instance || others.length > 0) throw new Error(`expected one instance of ${revision}`);
  const { NetworkSettings, Config } = await instance.inspect();
  const [network] = Object.values(NetworkSettings.Networks);
  const port = Number.parseInt(Object.keys(Config.ExposedPorts ?? {})[0] ?? "", 10);
  return `${network?.IPAddress}:${port}`;
}
