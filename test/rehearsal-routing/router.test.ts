import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, get, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { LogEntry, Store } from "../../rehearsal/contract.ts";
import { createLogBatch, type LogBatch } from "../../rehearsal/revisions/log-batch.ts";
import { createInvokerPolicy } from "../../rehearsal/routing/invoker-policy.ts";
import { createRouter, type Router } from "../../rehearsal/routing/router.ts";
import { type Backend, NoInstance } from "../../rehearsal/routing/routes.ts";
import { createUpstream } from "../../rehearsal/routing/upstream.ts";
import { openStore } from "../../rehearsal/store/index.ts";
import { until } from "../rehearsal-revisions/fake-instances.ts";

const SERVICE = "projects/p/locations/l/services/web";

describe("the router", () => {
  let directory: string;
  let store: Store;
  let logs: LogBatch;
  let router: Router;
  let instance: Server;
  let instances: Server[];
  let released: number;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), "stage-router-"));
    store = openStore(join(directory, "store.sqlite"));
    logs = createLogBatch(store);
    router = createRouter({
      store,
      logs,
      metrics: { record: () => undefined },
      policy: createInvokerPolicy(store, "token"),
    });
    store.put("iamPolicies", SERVICE, { bindings: [{ role: "roles/run.invoker", members: ["allUsers"] }] });
    released = 0;
    instances = [];
  });
  afterEach(async () => {
    await router.close();
    for (const one of instances) one.close().closeAllConnections();
    logs.close();
    store.close();
    rmSync(directory, { recursive: true });
  });

  async function serve(
    handler: Parameters<typeof createServer>[1],
    changes: Partial<Backend> = {},
  ): Promise<string> {
    instance = createServer(handler as never);
    instances.push(instance);
    instance.listen(0, "127.0.0.1");
    await once(instance, "listening");
    const upstream = createUpstream("127.0.0.1", (instance.address() as AddressInfo).port, "i1");
    const backend: Backend = {
      ...{ revision: `${SERVICE}/revisions/web-1`, timeoutSeconds: 5 },
      acquire: async () => ({ upstream, release: () => released++, abandon: () => released++ }),
      ...changes,
    };
    await router.setRoutes(SERVICE, { targets: [{ backend, percent: 100 }], tags: [] });
    return router.serviceUri(SERVICE);
  }

  function logged(): LogEntry {
    logs.flush();
    const entry = store.queryLogs({ service: "web" }).at(-1);
    assert.ok(entry);
    return entry;
  }

  it("has nothing to serve before a revision has traffic", async () => {
    const response = await fetch(await router.serviceUri(SERVICE));
    assert.equal(response.status, 404);
  });

  it("passes method, path, query, headers, body and answer on, and gives the instance back", async () => {
    const uri = await serve(async (incoming: IncomingMessage, response) => {
      let body = "";
      for await (const chunk of incoming) body += chunk;
      response.writeHead(201, { "x-answer": "yes", "set-cookie": ["a=1", "b=2"] });
      response.end(`${incoming.method} ${incoming.url} ${incoming.headers["x-asked"]} ${body}`);
    });
    const response = await fetch(`${uri}/a%20b?c=d`, {
      method: "PUT",
      headers: { "x-asked": "no" },
      body: "text",
    });
    assert.equal(response.status, 201);
    assert.equal(response.headers.get("x-answer"), "yes");
    assert.deepEqual(response.headers.getSetCookie(), ["a=1", "b=2"]);
    assert.equal(await response.text(), "PUT /a%20b?c=d no text");
    await until(() => released === 1);
    const { httpRequest, severity, logName } = logged();
    assert.equal(logName, "projects/p/logs/run.googleapis.com%2Frequests");
    assert.equal(severity, "INFO");
    assert.equal(httpRequest?.requestMethod, "PUT");
    assert.equal(httpRequest?.requestUrl, `${uri}/a%20b?c=d`);
    assert.equal(httpRequest?.status, 201);
  });

  it("sends an answer's headers before there is a body", async () => {
    const uri = await serve((_incoming, response) => {
      response.writeHead(200);
      response.flushHeaders();
    });
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      get(uri, resolve).once("error", reject),
    );
    assert.equal(answer.statusCode, 200);
    answer.destroy();
    await until(() => released === 1);
  });

  it("ends a request whose time is over with 504, while it waits for an instance too", async () => {
    const uri = await serve(() => undefined, { timeoutSeconds: 0.05 });
    const late = await fetch(uri);
    assert.deepEqual([late.status, await late.text()], [504, "upstream request timeout"]);
    const never = new Promise<never>(() => undefined);
    await serve(() => undefined, { timeoutSeconds: 0.05, acquire: () => never });
    assert.equal((await fetch(uri)).status, 504);
    await until(() => /maximum request timeout/.test(logged().textPayload ?? ""));
  });

  it("breaks off an answer that has begun when its time is over", async () => {
    const uri = await serve((_incoming, response) => void response.write("begun"), { timeoutSeconds: 1 });
    const response = await fetch(uri);
    await assert.rejects(response.text(), TypeError);
  });

  it("answers 429 when all instances are busy and 503 when none starts", async () => {
    const refuse = (reason: "saturated" | "start-failed") => async () => {
      throw new NoInstance(reason, "why");
    };
    const uri = await serve(() => undefined, { acquire: refuse("saturated") });
    const busy = await fetch(uri);
    assert.deepEqual([busy.status, await busy.text()], [429, "Rate exceeded."]);
    await serve(() => undefined, { acquire: refuse("start-failed") });
    const down = await fetch(uri);
    assert.deepEqual([down.status, await down.text()], [503, "Service Unavailable"]);
  });

  it("answers 503 where the instance breaks the connection", async () => {
    const uri = await serve((incoming) => incoming.socket.destroy());
    assert.equal((await fetch(uri)).status, 503);
  });

  it("takes another instance where the first takes no connection", async () => {
    const answered: string[] = [];
    const uri = await serve(async (incoming, response) =>
      response.end(`${await text(incoming)} by the second`),
    );
    const alive = createUpstream("127.0.0.1", (instance.address() as AddressInfo).port, "i2");
    const dead = createUpstream("127.0.0.1", 1, "i1");
    const backend: Backend = {
      ...{ revision: `${SERVICE}/revisions/web-1`, timeoutSeconds: 5 },
      async acquire() {
        const upstream = answered.length === 0 ? dead : alive;
        answered.push(upstream.instanceId);
        return { upstream, release: () => undefined, abandon: () => answered.push("abandoned") };
      },
    };
    await router.setRoutes(SERVICE, { targets: [{ backend, percent: 100 }], tags: [] });
    assert.equal(await (await fetch(uri, { method: "POST", body: "kept" })).text(), "kept by the second");
    assert.deepEqual(answered, ["i1", "abandoned", "i2"]);
  });

  it("ends the instance's request when the client goes away", async () => {
    let closed = false;
    const uri = await serve((incoming, response) => {
      response.write("begun");
      incoming.socket.once("close", () => {
        closed = true;
      });
    });
    const asked = request(uri, (answer) => answer.destroy());
    asked.on("error", () => undefined);
    asked.end();
    await until(() => closed && released === 1);
  });

  it("lets nobody in but the holder of the token where not everybody may invoke", async () => {
    store.put("iamPolicies", SERVICE, { bindings: [] });
    const uri = await serve((_incoming, response) => response.end("in"));
    assert.equal((await fetch(uri)).status, 403);
    assert.equal((await fetch(uri, { headers: { authorization: "Bearer other" } })).status, 403);
    assert.equal((await fetch(uri, { headers: { authorization: "Bearer token" } })).status, 200);
  });

  it("keeps its address over a restart, and gives a tag another one", async () => {
    const uri = await router.serviceUri(SERVICE);
    const tagged = await router.tagUri(SERVICE, "canary");
    assert.notEqual(tagged, uri);
    await router.close();
    router = createRouter({
      store,
      logs,
      metrics: { record: () => undefined },
      policy: createInvokerPolicy(store, "token"),
    });
    assert.equal(await router.serviceUri(SERVICE), uri);
    assert.equal(await router.tagUri(SERVICE, "canary"), tagged);
  });
});
