import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { WebSocketServer } from "ws";
import { runDrill } from "../../../release/drill/run-drill.ts";
import { until } from "../../rehearsal-revisions/fake-instances.ts";

describe("a drill", () => {
  let server: Server;
  let sockets: WebSocketServer;
  let revision: string;

  afterEach(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    server.close();
  });

  async function serve(listener: RequestListener): Promise<URL> {
    revision = "web-2";
    server = createServer(listener);
    sockets = new WebSocketServer({ server });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }
  const answer: RequestListener = (_request, response) =>
    response.writeHead(200, { "x-rehearsal-revision": revision }).end("yes");
  const run = (url: URL, rollBack: () => Promise<void>) =>
    runDrill({
      ...{ url, requestsPerSecond: 100, secondsAround: 0.5 },
      sockets: { url: new URL(url.href.replace("http", "ws")), count: 3, headers: {} },
      async rollBack() {
        await rollBack();
        return { target: "web-1" };
      },
      pause: (milliseconds) => setTimeout(milliseconds),
    });

  it("passes where the traffic moves and nobody notices", async () => {
    const url = await serve(answer);
    const report = await run(url, async () => {
      revision = "web-1";
      await setTimeout(50);
    });
    assert.deepEqual([report.passed, report.target], [true, "web-1"]);
    assert.deepEqual(Object.keys(report.requests.answeredBy), ["web-2", "web-1"]);
    assert.equal(report.webSockets.opened, 3);
  });

  it("counts what fails and what is cut meanwhile", async () => {
    let broken = 0;
    const url = await serve((request, response) => {
      if (revision === "web-1" && broken++ === 0) response.writeHead(503).end();
      else if (revision === "web-1" && broken === 2) request.socket.destroy();
      else answer(request, response);
    });
    const report = await run(url, async () => {
      revision = "web-1";
      const [socket] = sockets.clients;
      socket?.close(1001);
      await setTimeout(50);
    });
    assert.equal(report.passed, false);
    assert.deepEqual(report.requests.failures, { "HTTP 503": 1, "other side closed": 1 });
    assert.deepEqual(report.webSockets.reasons, { "closed with 1001": 1 });
  });

  it("sees an old revision that answers late", async () => {
    const url = await serve(answer);
    const report = await run(url, async () => undefined);
    assert.equal(report.passed, false);
    assert.ok(report.requests.lateFromOthers > 0);
  });

  it("sends nothing where the WebSockets do not open, and leaves none", async () => {
    const url = await serve(answer);
    sockets.close();
    server.removeAllListeners("upgrade").on("upgrade", (_request, socket) => {
      socket.end("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n");
    });
    await assert.rejects(
      run(url, async () => assert.fail("nothing is to be rolled back")),
      {
        code: "drill-web-socket-refused",
        message: `No WebSocket opens at ws://${url.host}/: HTTP 401 instead of a WebSocket`,
      },
    );
  });

  it("ends its load when the command fails", async () => {
    const url = await serve(answer);
    await assert.rejects(
      run(url, () => Promise.reject(new Error("refused"))),
      { message: "refused" },
    );
    await until(() => [...sockets.clients].every(({ readyState }) => readyState !== 1));
  });
});
