import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { checkHealth } from "../../validation/health.ts";

describe("health check", () => {
  let server: Server;
  let url: string;
  let answers: number[];
  let asked: string[];
  let time: number;

  before(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(answers.shift() ?? 200).end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    asked = [];
    answers = [];
    time = 0;
  });

  const check = (serviceUrl: string, deadlineMilliseconds: number, signal = new AbortController().signal) =>
    checkHealth(serviceUrl, "/health", {
      deadlineMilliseconds,
      signal,
      fetch,
      now: () => time,
      pause: async (milliseconds) => {
        time += milliseconds;
      },
    });

  it("is healthy at the first 200", async () => {
    const result = await check(url, 1000);
    assert.deepEqual(result, { healthy: true, url: `${url}/health`, status: 200, seconds: 0 });
    assert.deepEqual(asked, ["/health"]);
  });

  it("asks again after an unhealthy answer, until the deadline", async () => {
    answers = [503, 500];
    const result = await check(url, 1000);
    assert.deepEqual([result.healthy, asked.length, result.seconds], [true, 3, 0.4]);
  });

  it("gives the last status once the deadline has passed", async () => {
    answers = Array(20).fill(503);
    const result = await check(url, 600);
    assert.deepEqual(result, { healthy: false, url: `${url}/health`, status: 503, seconds: 0.6 });
  });

  it("does not take a redirect for an answer of the service", async () => {
    answers = [302];
    assert.equal((await check(url, 0)).status, 302);
  });

  it("gives the reason where nothing listens", async () => {
    const result = await check("http://127.0.0.1:1", 0);
    assert.equal(result.healthy, false);
    assert.match(result.error ?? "", /ECONNREFUSED|bad port/);
  });

  it("stops at once when it is interrupted", async () => {
    const interrupted = AbortSignal.abort(new Error("pressed"));
    await assert.rejects(check(url, 1000, interrupted), { message: "pressed" });
  });
});
