import assert from "node:assert/strict";
import { PROJECT, type RunningApi, runApi } from "./running-api.ts";

const entry = (second: number, severity: string, payload: object, revision = "web-1") => ({
  insertId: `${second}`,
  logName: `projects/${PROJECT}/logs/run.googleapis.com%2Fstdout`,
  timestamp: `2025-09-09T10:00:0${second}Z`,
  severity,
  resource: { type: "cloud_run_revision", labels: { service_name: "web", revision_name: revision } },
  ...payload,
});

describe("Cloud Logging", () => {
  let api: RunningApi;
  before(async () => {
    api = await runApi();
    const entries = [
      entry(1, "INFO", { textPayload: "Startup phase INIT" }),
      entry(2, "ERROR", { textPayload: "NO_TOKEN on connect" }),
      entry(
        3,
        "WARNING",
        { jsonPayload: { message: "ClickHouse not available", phase: { name: "CACHE" } } },
        "web-2",
      ),
    ];
    assert.equal((await api.call("POST", "/v2/entries:write", { entries })).status, 200);
  });
  after(() => api.close());

  const list = (request: object) =>
    api.call("POST", "/v2/entries:list", { resourceNames: [`projects/${PROJECT}`], ...request });

  async function found(filter: string): Promise<string> {
    const { body } = await list({ filter });
    return ((body.entries ?? []) as { insertId: string }[]).map(({ insertId }) => insertId).join("");
  }

  const filters: [string, string][] = [
    ["", "123"],
    ['resource.type="cloud_run_revision" resource.labels.service_name="web"', "123"],
    ['resource.labels.revision_name = "web-2"', "3"],
    ["severity>=WARNING", "23"],
    ["severity=ERROR OR severity=INFO", "12"],
    ['timestamp >= "2025-09-09T10:00:02Z" AND timestamp < "2025-09-09T10:00:03Z"', "2"],
    ['textPayload:"no_token"', "2"],
    ['jsonPayload.message:"clickhouse"', "3"],
    ['jsonPayload.phase.name="CACHE"', "3"],
    ['NOT textPayload:"phase"', "23"],
    ['-severity="INFO"\n(severity="ERROR" OR severity="WARNING")', "23"],
    ['textPayload=~"^Start.*INIT$"', "1"],
  ];
  for (const [filter, expected] of filters) {
    it(`finds by ${JSON.stringify(filter)}`, async () => assert.equal(await found(filter), expected));
  }

  const unsupported: [string, string][] = [
    ["sample(insertId, 0.5)", "sample"],
    ["protoPayload.methodName=x", "protoPayload.methodName"],
    ['"free text"', "free text"],
    ["severity>=", "severity>="],
    ["(severity=INFO", "("],
  ];
  for (const [filter, named] of unsupported) {
    it(`refuses ${filter}, naming what it does not know`, async () => {
      const { status, body } = await list({ filter });
      const expected = `Unparseable or, by the rehearsal, unsupported filter: ${named}`;
      assert.deepEqual([status, body.error?.message], [400, expected]);
    });
  }

  it("refuses a severity and a time that are none", async () => {
    const { body } = await list({ filter: 'severity>=LOUD timestamp>"noon"' });
    assert.equal(
      body.error?.message,
      "Invalid value for severity in the filter: LOUD\nInvalid value for timestamp in the filter: noon",
    );
  });

  it("gives the newest first when asked, page by page", async () => {
    const first = await list({ orderBy: "timestamp desc", pageSize: 2 });
    const ids = (first.body.entries as { insertId: string }[]).map(({ insertId }) => insertId);
    assert.deepEqual(ids, ["3", "2"]);
    const rest = await list({ orderBy: "timestamp desc", pageSize: 2, pageToken: first.body.nextPageToken });
    assert.equal((rest.body.entries as object[]).length, 1);
    assert.equal(rest.body.nextPageToken, undefined);
  });
});
