import assert from "node:assert/strict";
import { createErrorLog, kindOf, newKinds } from "../../../release/canary/error-lines.ts";
import { createMonitoring } from "../../../release/canary/monitoring.ts";
import { observe } from "../../../release/canary/observe.ts";
import type { RestClient, RestRequest } from "../../../release/rest/rest-client.ts";
import type { CanaryState } from "../../../traffic/canary-state.ts";

const SERVICE = { baseUrl: "https://api.example", project: "p", region: "us-central1", service: "web" };
const SPAN = { since: new Date("2026-01-01T12:00:00Z"), until: new Date("2026-01-01T12:10:00Z") };

/** Answers every request by its own words, and keeps it. */
function restThat(answer: (request: RestRequest, query: URLSearchParams) => unknown) {
  const requests: RestRequest[] = [];
  const rest: RestClient = async <T>(request: RestRequest) => {
    requests.push(request);
    return answer(request, new URL(request.url).searchParams) as T;
  };
  return { rest, requests };
}

const counts = (code: string, ...values: string[]) => ({
  metric: { labels: { response_code_class: code } },
  points: values.map((int64Value) => ({ value: { int64Value } })),
});
const latencies = (code: string, ...bucketCounts: string[]) => ({
  metric: { labels: { response_code_class: code } },
  points: [
    {
      value: {
        distributionValue: { bucketOptions: { explicitBuckets: { bounds: [10, 100] } }, bucketCounts },
      },
    },
  ],
});

describe("requests read from Cloud Monitoring", () => {
  it("are summed over points, classes and pages, with the latencies of what was no 5xx", async () => {
    const { rest, requests } = restThat((_, query) => {
      if (query.get("filter")?.includes("request_latencies"))
        return { timeSeries: [latencies("2xx", "5", "3"), latencies("5xx", "0", "0", "9")] };
      return query.has("pageToken")
        ? { timeSeries: [counts("5xx", "2")] }
        : { timeSeries: [counts("2xx", "10", "20"), counts("4xx", "1")], nextPageToken: "2" };
    });
    const sample = await createMonitoring(rest, SERVICE)("web-b", SPAN);
    assert.deepEqual(sample, {
      requests: 33,
      errors: 2,
      latency: [
        { fromMilliseconds: 0, toMilliseconds: 10, count: 5 },
        { fromMilliseconds: 10, toMilliseconds: 100, count: 3 },
      ],
    });
    const { url = "" } = requests[0] ?? {};
    assert.equal(new URL(url).pathname, "/v3/projects/p/timeSeries");
    assert.deepEqual(Object.fromEntries(new URL(url).searchParams), {
      filter:
        'metric.type = "run.googleapis.com/request_count" AND resource.type = "cloud_run_revision" AND resource.labels.location = "us-central1" AND resource.labels.service_name = "web" AND resource.labels.revision_name = "web-b"',
      "interval.startTime": "2026-01-01T12:00:00.000Z",
      "interval.endTime": "2026-01-01T12:10:00.000Z",
    });
  });

  it("have no latencies of sockets, whose answer ends with them", async () => {
    const { rest } = restThat((_, query) => ({
      timeSeries: query.get("filter")?.includes("request_latencies")
        ? [latencies("1xx", "0", "0", "10"), latencies("2xx", "7")]
        : [counts("1xx", "10"), counts("2xx", "7")],
    }));
    assert.deepEqual(await createMonitoring(rest, SERVICE)("web-b", SPAN), {
      requests: 17,
      errors: 0,
      latency: [{ fromMilliseconds: 0, toMilliseconds: 10, count: 7 }],
    });
  });

  it("are none where there are no time series", async () => {
    const { rest } = restThat(() => ({}));
    assert.deepEqual(await createMonitoring(rest, SERVICE)("web-b", SPAN), {
      requests: 0,
      errors: 0,
      latency: [],
    });
  });
});

describe("error lines read from Cloud Logging", () => {
  it("are put together by kind, those without words left out", async () => {
    const { rest, requests } = restThat(() => ({
      entries: [
        { jsonPayload: { message: "GET /threads/17 500" } },
        { jsonPayload: { message: "GET /threads/4 500" } },
        { textPayload: "TypeError: x is not a function\n    at main.mjs:1:1" },
        { httpRequest: { status: 500 } },
      ],
    }));
    const lines = await createErrorLog(rest, SERVICE)("web-b", SPAN);
    assert.deepEqual(lines, [
      { kind: "GET /threads/# #", lines: 2 },
      { kind: "TypeError: x is not a function", lines: 1 },
    ]);
    assert.deepEqual(requests[0]?.body, {
      resourceNames: ["projects/p"],
      filter:
        'resource.type="cloud_run_revision" AND resource.labels.service_name="web" AND resource.labels.revision_name="web-b" AND timestamp>="2026-01-01T12:00:00.000Z" AND timestamp<="2026-01-01T12:10:00.000Z" AND severity>=ERROR',
      orderBy: "timestamp desc",
      pageSize: 1000,
    });
  });

  const page = (token: string | undefined, ...messages: string[]) => ({
    entries: messages.map((textPayload) => ({ textPayload })),
    ...(token ? { nextPageToken: token } : {}),
  });
  const pages = [page("1"), page("2", "a"), page("3", "b", "b"), page(undefined, "c")];
  const tokenOf = ({ body }: RestRequest) => Number((body as { pageToken?: string }).pageToken ?? 0);

  it("are read page by page, also after an empty one", async () => {
    const { rest } = restThat((request) => pages[tokenOf(request)]);
    const lines = await createErrorLog(rest, SERVICE)("web-b", SPAN);
    assert.deepEqual(
      lines.map(({ kind, lines: count }) => `${kind}${count}`),
      ["b2", "a1", "c1"],
    );
  });

  it("are read no further than it takes to know enough", async () => {
    const { rest, requests } = restThat((request) => pages[tokenOf(request)]);
    await createErrorLog(rest, SERVICE)("web-b", SPAN, (kinds) => kinds.has("b"));
    assert.equal(requests.length, 3);
  });

  it("are looked for in the stable side's log until it knows all of the canary's", async () => {
    const stable = [page("1", "often", "often"), page("2", "rare"), page(undefined, "older")];
    const { rest, requests } = restThat((request) => {
      const { filter } = request.body as { filter: string };
      return filter.includes('"web-b"') ? page(undefined, "rare", "often", "odd") : stable[tokenOf(request)];
    });
    const readErrorLines = createErrorLog(rest, SERVICE);
    const nothing = async () => ({ requests: 0, errors: 0, latency: [] });
    const sources = { readSample: nothing, readErrorLines };
    const state = { revision: "web-b", stable: { "web-a": 100 } } as unknown as CanaryState;
    const { newErrorLines } = await observe(sources, state, "web-b", SPAN);
    assert.deepEqual(newErrorLines, [{ kind: "odd", lines: 1 }]);
    assert.equal(requests.length, 4);
  });

  it("are found under the names that loggers give them, or are all of their payload", async () => {
    const err = { stack: "Error: cannot reach it\n    at main.mjs:1:1" };
    const payloads = [
      { msg: "no such thread" },
      { level: 50, err },
      { exception: "boom" },
      { code: "E_ODD" },
    ];
    const { rest } = restThat(() => ({ entries: payloads.map((jsonPayload) => ({ jsonPayload })) }));
    const lines = await createErrorLog(rest, SERVICE)("web-b", SPAN);
    assert.deepEqual(
      lines.map(({ kind }) => kind),
      ["no such thread", "Error: cannot reach it", "boom", '{"code":"E_ODD"}'],
    );
  });

  it("are alike but for numbers and identifiers", () => {
    assert.equal(
      kindOf("user 0b6f2a4e-7d0e-4c58-9d5f-0a1b2c3d4e5f has no thread 12"),
      "user # has no thread #",
    );
    assert.equal(kindOf("revision web-0a1b2c3d4e died"), "revision web-# died");
    assert.equal(kindOf("feedback faded"), "feedback faded");
  });

  it("are new where the stable side has none of their kind", () => {
    const lines = [
      { kind: "a", lines: 5 },
      { kind: "b", lines: 1 },
    ];
    assert.deepEqual(newKinds(lines, [{ kind: "a", lines: 1 }]), [{ kind: "b", lines: 1 }]);
  });
});
