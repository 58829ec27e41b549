import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { WebSocket, WebSocketServer } from "ws";
import type { Backend } from "../../rehearsal/routing/routes.ts";
import { createUpstream } from "../../rehearsal/routing/upstream.ts";
import { until } from "../rehearsal-revisions/fake-instances.ts";
import { RoutedInstances, SERVICE } from "./routed-instances.ts";

describe("a change of routes", () => {
  let bench: RoutedInstances;

  beforeEach(() => {
    bench = new RoutedInstances();
  });
  afterEach(() => bench.close());

  const saying = (revision: string, delayMs = 0): Promise<Backend> =>
    bench.serve(revision, async (_request, response) => {
      if (delayMs > 0) await setTimeout(delayMs);
      response.end(revision);
    });
  const text = async (uri: string, init?: RequestInit) => (await fetch(uri, init)).text();

  it("fails no request, and none that begins after it reaches the old revision", async () => {
    const [old, target] = [await saying("web-old", 2), await saying("web-new", 2)];
    const uri = await bench.route(old);
    const answers: { sentMs: number; revision: string }[] = [];
    let stop = false;
    const clients = Array.from({ length: 10 }, async () => {
      while (!stop) {
        const sentMs = performance.now();
        answers.push({ sentMs, revision: await text(uri) });
      }
    });
    await until(() => answers.length > 20);
    await bench.route(target);
    const changedMs = performance.now();
    const count = answers.length;
    await until(() => answers.length > count + 20);
    stop = true;
    await Promise.all(clients);
    const after = answers.filter(({ sentMs }) => sentMs > changedMs);
    assert.deepEqual(new Set(after.map(({ revision }) => revision)), new Set(["web-new"]));
    assert.deepEqual(new Set(answers.map(({ revision }) => revision)), new Set(["web-old", "web-new"]));
  });

  it("leaves a request that has begun, and an open WebSocket, with the revision they began on", async () => {
    const moved = Promise.withResolvers<void>();
    const old = await bench.serve("web-old", (_request, response) => {
      response.write("begun");
      void moved.promise.then(() => response.end(", ended"));
    });
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    sockets.on("connection", (socket) => socket.on("message", () => socket.send("web-old")));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const upstream = createUpstream("127.0.0.1", (server.address() as AddressInfo).port, "sockets");
    const lease = { upstream, release: () => undefined, abandon: () => undefined };
    const uri = await bench.route({ ...old, acquire: () => lease });
    const socket = new WebSocket(uri.replace("http", "ws"));
    await once(socket, "open");
    await bench.route(old);
    const begun = await fetch(uri);
    await bench.route(await saying("web-new"));
    moved.resolve();
    assert.equal(await begun.text(), "begun, ended");
    socket.send("who?");
    const [answer] = await once(socket, "message");
    assert.equal(String(answer), "web-old");
    assert.equal(await text(uri), "web-new");
    socket.terminate();
    server.close();
  });

  it("waits for no instance that takes no notice of its client's end", async () => {
    const released = Promise.withResolvers<void>();
    const backend = await bench.serve("web-1", () => undefined);
    const server = createServer();
    server.on("upgrade", (_request, socket) => {
      socket.on("error", () => undefined).resume();
      socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const upstream = createUpstream("127.0.0.1", (server.address() as AddressInfo).port, "deaf");
    const lease = { upstream, release: () => released.resolve(), abandon: () => undefined };
    const uri = new URL(await bench.route({ ...backend, acquire: () => lease }));
    const client = connect(Number(uri.port), uri.hostname);
    client.write("GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n");
    const [answer] = await once(client, "data");
    assert.match(String(answer), /^HTTP\/1\.1 101 /);
    client.end();
    await released.promise;
    client.destroy();
    server.close();
  });

  it("leads to a tag at 0 % by the tag's own address alone", async () => {
    const [stable, green] = [await saying("web-1"), await saying("web-2")];
    const targets = [
      { backend: stable, percent: 100 },
      { backend: green, percent: 0 },
    ];
    bench.router.setRoutes(SERVICE, { targets, tags: [{ tag: "green", backend: green }] });
    const [uri, tagged] = [
      await bench.router.serviceUri(SERVICE),
      await bench.router.tagUri(SERVICE, "green"),
    ];
    const answers = await Promise.all(Array.from({ length: 200 }, () => text(uri)));
    assert.deepEqual(new Set(answers), new Set(["web-1"]));
    const answer = await fetch(tagged);
    assert.equal(await answer.text(), "web-2");
    assert.equal(answer.headers.get("x-rehearsal-revision"), "web-2");
  });

  it("that takes a tag away lets its requests end, and takes no new ones", async () => {
    const gone = Promise.withResolvers<void>();
    let arrived = 0;
    const backend = await bench.serve("web-1", (_request, response) => {
      arrived += 1;
      void gone.promise.then(() => response.end("web-1"));
    });
    const targets = [{ backend, percent: 100 }];
    bench.router.setRoutes(SERVICE, { targets, tags: [{ tag: "old", backend }] });
    const tagged = await bench.router.tagUri(SERVICE, "old");
    const [plain, other] = [
      text(tagged),
      text(tagged, { method: "POST", body: new Blob(["x"]).stream(), duplex: "half" } as RequestInit),
    ];
    await until(() => arrived === 2);
    bench.router.setRoutes(SERVICE, { targets, tags: [] });
    gone.resolve();
    assert.deepEqual(await Promise.all([plain, other]), ["web-1", "web-1"]);
    await assert.rejects(fetch(tagged), TypeError);
  });

  it("that splits traffic keeps a client with a cookie on one revision and one instance", async () => {
    const [one, two] = [await saying("web-1"), await saying("web-2")];
    const uri = await bench.route({ ...one, sessionAffinity: true }, { ...two, sessionAffinity: true });
    for (let client = 0; client < 5; client += 1) {
      const first = await fetch(uri);
      const revision = await first.text();
      const cookie = first.headers.get("set-cookie")?.split(";")[0] ?? "";
      assert.match(cookie, /^GAESA=/);
      for (let request = 0; request < 5; request += 1) {
        const again = await fetch(uri, { headers: { cookie } });
        assert.equal(again.headers.get("set-cookie"), null);
        assert.equal(await again.text(), revision);
      }
    }
  });
});
