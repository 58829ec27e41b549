import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { NoInstance } from "../../rehearsal/routing/routes.ts";
import { until } from "../rehearsal-revisions/fake-instances.ts";
import { RoutedInstances, SERVICE } from "./routed-instances.ts";

describe("the router counts", () => {
  let bench: RoutedInstances;

  beforeEach(() => {
    bench = new RoutedInstances();
  });
  afterEach(() => bench.close());

  const counted = () =>
    bench.measured.map(({ revision, status }) => `${revision.split("/").at(-1)} ${status}`);

  it("requests by revision and answer", async () => {
    const backend = await bench.serve("web-1", (request, response) => {
      response.statusCode = request.url === "/broken" ? 500 : 200;
      response.end();
    });
    const uri = await bench.route(backend);
    for (const path of ["/", "/broken"]) await (await fetch(`${uri}${path}`)).arrayBuffer();
    await until(() => bench.measured.length === 2);
    assert.deepEqual(counted(), ["web-1 200", "web-1 500"]);
    assert.equal(bench.measured[0]?.revision, `${SERVICE}/revisions/web-1`);
  });

  it("no wait for an instance as latency", async () => {
    const backend = await bench.serve("web-1", (_request, response) => response.end());
    const lease = await backend.acquire();
    const startMs = 300;
    const uri = await bench.route({ ...backend, acquire: () => setTimeout(startMs, lease) });
    const beganMs = performance.now();
    await (await fetch(uri)).arrayBuffer();
    const tookMs = performance.now() - beganMs;
    await until(() => bench.measured.length === 1);
    const latencyMs = bench.measured[0]?.latencyMs ?? Number.NaN;
    // Timers fire up to a millisecond early.
    assert.ok(latencyMs <= tookMs - startMs + 2, `${latencyMs} ms of ${tookMs} ms`);
  });

  it("nothing that reached no instance", async () => {
    const backend = await bench.serve("web-1", (_request, response) => response.end());
    const full = () => {
      throw new NoInstance("saturated", "no instance is free");
    };
    const uri = await bench.route({ ...backend, acquire: full });
    assert.equal((await fetch(uri)).status, 429);
    await bench.route(backend);
    await (await fetch(uri)).arrayBuffer();
    await until(() => bench.measured.length > 0);
    assert.deepEqual(counted(), ["web-1 200"]);
  });

  it("no answer where the client has left before there was one", async () => {
    const arrived = Promise.withResolvers<void>();
    const backend = await bench.serve("web-1", () => arrived.resolve());
    const closed = Promise.withResolvers<void>();
    const lease = await backend.acquire();
    const uri = await bench.route({
      ...backend,
      acquire: () => ({ ...lease, release: () => closed.resolve() }),
    });
    const leaving = new AbortController();
    const asked = fetch(uri, { signal: leaving.signal }).catch(() => undefined);
    await arrived.promise;
    leaving.abort();
    await Promise.all([asked, closed.promise]);
    assert.deepEqual(counted(), []);
  });
});
