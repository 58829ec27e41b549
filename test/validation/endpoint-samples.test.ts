import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { endpointSamples } from "../../validation/probe/endpoint-samples.ts";
import { checkContext } from "./check-context.ts";

describe("samples of a slow endpoint", () => {
  const server = createServer(async (_, response) => {
    await setTimeout(50);
    response.end("{}");
  });
  before(() => once(server.listen(0, "127.0.0.1"), "listening"));
  after(() => server.close());

  const endpoints = [{ path: "/", statuses: [200] }];
  const context = () => checkContext(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

  it("are as many as the settings want where there is time", async () => {
    const [samples] = await endpointSamples(context(), endpoints);
    assert.deepEqual([samples?.asked, samples?.milliseconds.length], [10, 10]);
  });

  it("are those that the time allows, and one at least", async () => {
    const [some] = await endpointSamples(context(), endpoints, 175);
    assert.ok(some && some.asked >= 1 && some.asked < 10, `${some?.asked}`);
    const [one] = await endpointSamples(context(), endpoints, 0);
    assert.deepEqual([one?.asked, one?.milliseconds.length], [1, 1]);
  });
});
