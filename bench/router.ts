import autocannon from "autocannon";
import Docker from "dockerode";
import { Client } from "undici";
import { ownContainers } from "../test/rehearsal/own-containers.ts";
import { startBareProxy } from "./bare-proxy.ts";
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

/** What stands before the same container, as the page calls it; and the container without a proxy. */
const PROXIES = {
  router: ["Router's", "the rehearsal's router"],
  nginx: ["nginx's", "nginx"],
  bareProxy: ["A bare Node proxy's", "Node's server and undici's pool, nothing else"],
} as const;

type Proxy = keyof typeof PROXIES;
type Way = Proxy | "direct";
type Origins = Record<Way, string>;

const WAYS = [...(Object.keys(PROXIES) as Proxy[]), "direct"] as const;

/** The rehearsal's router against nginx with one worker: throughput, and what each adds to a single request; a bare proxy beside. */
export async function compareRouter(parts: RouterParts): Promise<Comparison[]> {
  const instance = await instanceAddress(parts.projectDir, parts.service.revision);
  await using nginx = await startNginx(instance);
  await using bareProxy = await startBareProxy(instance);
  const [router, direct] = [parts.service.url, `http://${instance}`];
  const origins = { router, nginx: nginx.url, bareProxy: bareProxy.url, direct };
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
  const measured: Record<Way, number[][]> = { router: [], nginx: [], bareProxy: [], direct: [] };
  for (let run = 0; run <= runs; run += 1) {
    const timesMs = await askInTurn(origins, requestsInARow);
    const p50 = (way: Way) => `${way} ${quantile(timesMs[way], 0.5).toFixed(3)} ms`;
    process.stderr.write(`  ${run || "warm-up"}: p50 ${WAYS.map(p50).join(", ")}\n`);
    if (run === 0) continue;
    for (const way of WAYS) measured[way].push(timesMs[way]);
  }
  const added = (way: Proxy, share: number): Comparison => ({
    title: `${PROXIES[way][0]} added latency, p${share * 100}`,
    measured: `p${share * 100} of ${requestsInARow} requests, one after the other, through ${PROXIES[way][1]}`,
    baseline: "the same to the container without a proxy",
    goalAddedMs: way === "router" && share === 0.5 ? 0.3 : "none",
    pairs: {
      measuredMs: measured[way].map((timesMs) => quantile(timesMs, share)),
      baselineMs: measured.direct.map((timesMs) => quantile(timesMs, share)),
    },
  });
  return [0.5, 0.99].flatMap((share) => (Object.keys(PROXIES) as Proxy[]).map((way) => added(way, share)));
}

/** One request each way by turns, so that whatever else the machine does slows all ways alike. */
async function askInTurn(origins: Origins, requests: number): Promise<Record<Way, number[]>> {
  const timesMs: Record<Way, number[]> = { router: [], nginx: [], bareProxy: [], direct: [] };
  const clients = WAYS.map((way) => ({
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
