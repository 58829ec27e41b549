import assert from "node:assert/strict";
import { fastify } from "fastify";
import { registerErrorFault } from "../../backend/src/faults/answer-errors.ts";

async function statuses(percent: number, url: string, requests: number): Promise<Record<number, number>> {
  const app = fastify();
  registerErrorFault(app, percent);
  app.get("/", async () => "fine");
  app.get("/health", async () => "fine");
  const counts: Record<number, number> = {};
  for (let index = 0; index < requests; index++) {
    const { statusCode } = await app.inject(url);
    counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  }
  return counts;
}

describe("errors on purpose", () => {
  it("are none unless asked for", async () => {
    assert.deepEqual(await statuses(0, "/", 20), { 200: 20 });
  });

  it("are just the share that is asked for", async () => {
    assert.deepEqual(await statuses(5, "/", 100), { 200: 95, 500: 5 });
    assert.deepEqual(await statuses(100, "/", 10), { 500: 10 });
  });

  it("spare the health paths", async () => {
    assert.deepEqual(await statuses(100, "/health", 10), { 200: 10 });
  });
});
