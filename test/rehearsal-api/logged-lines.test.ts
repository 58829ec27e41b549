import assert from "node:assert/strict";
import fc from "fast-check";
import { lineEntry } from "../../rehearsal/revisions/cloud-logging.ts";
import { LOCATION, PROJECT, type RunningApi, runApi } from "./running-api.ts";

const ORIGIN = { revision: `${LOCATION}/services/web/revisions/web-1`, instanceId: "i" };
const HALF = "\ud83d";

describe("lines that a program writes, read through Cloud Logging", () => {
  let api: RunningApi;
  beforeEach(async () => {
    api = await runApi();
  });
  afterEach(() => api.close());

  async function readBack(lines: string[]): Promise<Record<string, unknown>[]> {
    api.store.appendLogs(lines.map((line) => lineEntry(ORIGIN, "stdout", line)));
    const request = { resourceNames: [`projects/${PROJECT}`], filter: "", pageSize: 1000 };
    const { status, body } = await api.call("POST", "/v2/entries:list", request);
    assert.equal(status, 200, JSON.stringify(body));
    return body.entries as Record<string, unknown>[];
  }

  it("have the request that they tell of, or keep it in their payload where it has another shape", async () => {
    const right = { requestMethod: "GET", status: 200, latency: "0.012s", responseSize: "17" };
    const wrong = [{ method: "GET" }, { latency: 0.012 }, { latency: "12ms" }, { status: "200" }];
    const lines = [right, ...wrong].map((httpRequest) => JSON.stringify({ message: "m", httpRequest }));
    const [first, ...others] = await readBack(lines);
    assert.deepEqual([first?.httpRequest, first?.textPayload], [right, "m"]);
    assert.deepEqual(
      others.map(({ httpRequest, jsonPayload }) => [httpRequest, jsonPayload]),
      wrong.map((httpRequest) => [undefined, { message: "m", httpRequest }]),
    );
  });

  it("have the time of their reading where they give one that an entry cannot have", async () => {
    const lines = ["12024-01-01", "0000-01-01T00:00:00Z", "yesterday"].map((time) =>
      JSON.stringify({ message: "m", time }),
    );
    for (const { timestamp, receiveTimestamp } of await readBack(lines)) {
      assert.equal(timestamp, receiveTimestamp);
    }
  });

  it("show the half of a character as one that is not known", async () => {
    const [text, payload] = await readBack([
      JSON.stringify({ message: `cut ${HALF}` }),
      JSON.stringify({ message: "m", [HALF]: [HALF] }),
    ]);
    assert.equal(text?.textPayload, "cut \ufffd");
    assert.deepEqual(payload?.jsonPayload, { message: "m", "\ufffd": ["\ufffd"] });
  });

  it("have labels of text, whatever was given for them", async () => {
    const labels = { text: "a", count: 3, odd: { toString: 0 } };
    const [entry] = await readBack([
      JSON.stringify({ message: "m", "logging.googleapis.com/labels": labels }),
    ]);
    assert.deepEqual(entry?.labels, { instanceId: "i", text: "a", count: "3", odd: '{"toString":0}' });
  });

  it("can all be read, whatever they hold", async () => {
    const known = fc.record(
      {
        message: fc.jsonValue({ stringUnit: "binary" }),
        severity: fc.jsonValue(),
        time: fc.oneof(fc.string(), fc.date({ noInvalidDate: true }).map(String), fc.jsonValue()),
        httpRequest: fc.oneof(
          fc.jsonValue(),
          fc.record({ status: fc.jsonValue(), latency: fc.jsonValue() }, { requiredKeys: [] }),
        ),
        "logging.googleapis.com/labels": fc.jsonValue({ stringUnit: "binary" }),
        "logging.googleapis.com/insertId": fc.jsonValue(),
        "logging.googleapis.com/trace": fc.jsonValue({ stringUnit: "binary" }),
      },
      { requiredKeys: [] },
    );
    const line = fc.oneof(known, fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1 }), async (values) => {
        const entries = await readBack(values.map((value) => JSON.stringify(value)));
        assert.ok(entries.length >= 1);
      }),
      { numRuns: 30 },
    );
  });
});
