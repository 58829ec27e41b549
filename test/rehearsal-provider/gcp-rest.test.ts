import assert from "node:assert/strict";
import { Fault } from "../../faults/fault.ts";
import { readConfiguration } from "../../rehearsal/provider/gcp/configuration.ts";
import { restClient } from "../../rehearsal/provider/gcp/rest/client.ts";
import { operationDone } from "../../rehearsal/provider/gcp/rest/operation.ts";
import { type FakeCloud, fakeCloud, refusal } from "./fake-cloud.ts";

const { signal } = new AbortController();
const OPERATION = "projects/p/locations/l/operations/o";

describe("rehearsal/provider: Google's REST APIs", () => {
  let cloud: FakeCloud;
  let pauses: number[];
  const rest = () =>
    restClient({ accessToken: "t", pause: async (milliseconds) => void pauses.push(milliseconds) });

  beforeEach(async () => {
    cloud = await fakeCloud();
    pauses = [];
  });
  afterEach(() => cloud.close());

  for (const status of [429, 500, 502, 503]) {
    it(`are asked again after a ${status}, later each time`, async () => {
      const busy = { status, body: refusal(status, "busy") };
      cloud.declare("POST /x", busy, busy, { ok: true });
      assert.deepEqual(await rest()({ method: "POST", url: `${cloud.url}/x`, signal }), { ok: true });
      assert.deepEqual(pauses, [500, 1000]);
    });
  }

  it("are given up after six tries, with Google's words", async () => {
    cloud.declare("GET /x", { status: 503, body: refusal(503, "down", [{ reason: "r" }]) });
    await assert.rejects(rest()({ method: "GET", url: `${cloud.url}/x`, signal }), {
      message: 'googleapi: Error 503: down\nDetails:\n[\n  {\n    "reason": "r"\n  }\n]',
    });
    assert.equal(cloud.calls.length, 6);
  });

  for (const status of [400, 404, 409]) {
    it(`are not asked again after a ${status}`, async () => {
      cloud.declare("PATCH /x", { status, body: refusal(status, "no") });
      await assert.rejects(rest()({ method: "PATCH", url: `${cloud.url}/x`, signal }), {
        httpStatus: status,
      });
      assert.equal(cloud.calls.length, 1);
    });
  }

  it("that do not answer are a fault that says where", async () => {
    const gone = await fakeCloud();
    await gone.close();
    await assert.rejects(rest()({ method: "GET", url: `${gone.url}/x`, signal }), (error) => {
      assert.ok(error instanceof Fault);
      assert.match(error.message, new RegExp(`^${gone.url} does not answer: .*ECONNREFUSED`));
      return true;
    });
  });

  it("are let go of when the engine cancels", async () => {
    const abort = new AbortController();
    cloud.declare("GET /x", { status: 503, body: refusal(503, "down") });
    const waiting = restClient({ accessToken: "t" })({
      method: "GET",
      url: `${cloud.url}/x`,
      signal: abort.signal,
    });
    abort.abort(new Error("the operation was cancelled"));
    await assert.rejects(waiting, { message: "the operation was cancelled" });
  });

  it("are asked about an operation at once, then with growing pauses, until it is done", async () => {
    const running = { name: OPERATION, done: false };
    cloud.declare(`GET /v2/${OPERATION}`, running, running, running, {
      name: OPERATION,
      done: true,
      response: {},
    });
    const waiting = { rest: rest(), endpoint: `${cloud.url}/v2/`, activity: "Creating Service", signal };
    const operation = await operationDone(running, {
      ...waiting,
      pause: async (milliseconds) => void pauses.push(milliseconds),
    });
    assert.equal(operation.done, true);
    assert.deepEqual(pauses, [25, 37.5, 56.25]);
  });

  it("are waited for 20 minutes at most, then it is said what was last seen", async () => {
    cloud.declare(`GET /v2/${OPERATION}`, { name: OPERATION, done: false });
    let minutes = 0;
    const waiting = { rest: rest(), endpoint: `${cloud.url}/v2/`, activity: "Creating Service", signal };
    const clock = { now: () => minutes++ * 60_000, pause: async () => undefined };
    await assert.rejects(operationDone({ name: OPERATION, done: false }, { ...waiting, ...clock }), {
      message: `Error waiting for Creating Service: timeout after 20 minutes; last seen: ${OPERATION} not done`,
    });
  });
});

describe("rehearsal/provider: the gcp plugin's configuration", () => {
  const endpoint = { cloudRunV2CustomEndpoint: "http://127.0.0.1:1/v2" };

  it("takes addresses with or without a slash at the end", () => {
    assert.deepEqual(readConfiguration(endpoint).endpoints, {
      cloudRunV2CustomEndpoint: "http://127.0.0.1:1/v2/",
    });
  });

  it("reads default labels as the engine hands them over", () => {
    const { defaultLabels } = readConfiguration({ ...endpoint, defaultLabels: '{"team":"netra"}' });
    assert.deepEqual(defaultLabels, { team: "netra" });
  });

  for (const [what, configuration, reason] of [
    ["without an address", { project: "p" }, "no gcp:…CustomEndpoint is configured"],
    [
      "with Google's own address",
      { cloudRunV2CustomEndpoint: "https://run.googleapis.com/v2/" },
      "gcp:cloudRunV2CustomEndpoint is https://run.googleapis.com/v2/",
    ],
  ] as const) {
    it(`is refused ${what}`, () => {
      assert.throws(() => readConfiguration(configuration), {
        code: "stand-in-without-endpoint",
        message: `this is the rehearsal's stand-in for the gcp plugin; it never speaks to the real Google Cloud (${reason})`,
      });
    });
  }
});
