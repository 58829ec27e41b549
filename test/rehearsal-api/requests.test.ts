import assert from "node:assert/strict";
import { ACCESS_TOKEN, LOCATION, PROJECT, PROJECT_NUMBER, type RunningApi, runApi } from "./running-api.ts";

const SERVICES = `/v2/${LOCATION}/services`;
const service = { template: { containers: [{ image: "registry/web@sha256:1" }] } };

interface BadRequest {
  "@type": string;
  fieldViolations: { field: string; description: string }[];
}

describe("the API's front end", () => {
  let api: RunningApi;
  before(async () => {
    api = await runApi();
    await api.operate("POST", `${SERVICES}?serviceId=web`, service);
  });
  after(() => api.close());

  async function refusalOf(method: string, path: string, body?: unknown): Promise<string> {
    const answer = await api.call(method, path, body);
    return `${answer.status} ${answer.body.error?.status}: ${answer.body.error?.message}`;
  }

  it("lets in the access token only", async () => {
    const without = await api.call("GET", SERVICES, undefined, { authorization: "" });
    assert.equal(without.status, 401);
    assert.match(
      `${without.body.error?.message}`,
      /^Request is missing required authentication credential\./,
    );
    const wrong = await api.call("GET", SERVICES, undefined, { authorization: `Bearer ${ACCESS_TOKEN}x` });
    assert.equal(wrong.body.error?.status, "UNAUTHENTICATED");
    assert.match(`${wrong.body.error?.message}`, /^Request had invalid authentication credentials\./);
  });

  it("ends an idle instance by a path of its own, and only of a revision", async () => {
    const path = (name: string) => `/rehearsal/v1/${LOCATION}/services/web${name}:endInstance`;
    const { status, body } = await api.call("POST", path("/revisions/web-1"));
    assert.deepEqual([status, body], [200, { end: { seconds: 0.2, killed: false } }]);
    assert.equal(await refusalOf("POST", path("")), "404 NOT_FOUND: Method not found.");
    const stranger = await api.call("POST", path("/revisions/web-1"), undefined, { authorization: "" });
    assert.equal(stranger.status, 401);
  });

  it("reports every unknown name, wrong type and unknown enum value at once, with its path", async () => {
    const body = {
      ingress: "INGRESS_TRAFFIC_SOME",
      template: {
        timeout: "five minutes",
        maxInstanceRequestConcurrency: "abc",
        containers: [{ image: ["a"], imagee: "b" }],
        scaling: 7,
      },
    };
    const { status, body: answer } = await api.call("POST", `${SERVICES}?serviceId=x`, body);
    assert.equal(status, 400);
    const descriptions = [
      `Invalid value at 'service.ingress' (type.googleapis.com/google.cloud.run.v2.IngressTraffic), "INGRESS_TRAFFIC_SOME"`,
      `Invalid value at 'service.template.timeout' (type.googleapis.com/google.protobuf.Duration), "five minutes"`,
      `Invalid value at 'service.template.max_instance_request_concurrency' (TYPE_INT32), "abc"`,
      `Invalid JSON payload received. Unknown name "image" at 'service.template.containers[0]': Proto field is not repeating, cannot start list.`,
      `Invalid JSON payload received. Unknown name "imagee" at 'service.template.containers[0]': Cannot find field.`,
      `Invalid value at 'service.template.scaling' (type.googleapis.com/google.cloud.run.v2.RevisionScaling), 7`,
    ];
    assert.equal(answer.error?.message, descriptions.join("\n"));
    const details = (answer.error?.details?.[0] ?? {}) as unknown as BadRequest;
    assert.equal(details["@type"], "type.googleapis.com/google.rpc.BadRequest");
    assert.deepEqual(
      details.fieldViolations.map(({ description }) => description),
      descriptions,
    );
  });

  const refusals: [string, string, string, unknown, string][] = [
    [
      "a body that is no JSON",
      "POST",
      `${SERVICES}?serviceId=x`,
      "{",
      "400 INVALID_ARGUMENT: Invalid JSON payload received. Unexpected token.",
    ],
    [
      "an unknown query parameter",
      "GET",
      `${SERVICES}?color=red`,
      undefined,
      `400 INVALID_ARGUMENT: Invalid JSON payload received. Unknown name "color": Cannot bind query parameter. Field 'color' could not be found in request message.`,
    ],
    [
      "a missing required field",
      "POST",
      SERVICES,
      service,
      "400 INVALID_ARGUMENT: Required field service_id is not set.",
    ],
    [
      "a method that is not emulated",
      "GET",
      `/v2/${LOCATION}/jobs`,
      undefined,
      "501 UNIMPLEMENTED: The rehearsal does not emulate google.cloud.run.v2.Jobs.ListJobs.",
    ],
    ["a path that no API has", "GET", "/v7/nothing", undefined, "404 NOT_FOUND: Method not found."],
    [
      "another project",
      "GET",
      "/v2/projects/other/locations/us-central1/services",
      undefined,
      "403 PERMISSION_DENIED: Permission denied on resource project other.",
    ],
    [
      "an unreadable page token",
      "GET",
      `${SERVICES}?pageToken=x`,
      undefined,
      "400 INVALID_ARGUMENT: The page token is invalid.",
    ],
    [
      "an unreadable selection of fields",
      "GET",
      `${SERVICES}?fields=a(b`,
      undefined,
      "400 INVALID_ARGUMENT: Invalid field selection a(b",
    ],
  ];
  for (const [what, method, path, body, expected] of refusals) {
    it(`refuses ${what}`, async () => assert.equal(await refusalOf(method, path, body), expected));
  }

  it("ignores fields that are output only, and takes proto names", async () => {
    const body = {
      ...service,
      uid: "mine",
      template: { ...service.template, max_instance_request_concurrency: 7 },
    };
    const { body: operation } = await api.operate(
      "POST",
      `${SERVICES}?service_id=named&validate_only=true`,
      body,
    );
    const { uid, template } = operation.response as {
      uid: string;
      template: { maxInstanceRequestConcurrency: number };
    };
    assert.notEqual(uid, "mine");
    assert.equal(template.maxInstanceRequestConcurrency, 7);
  });

  it("takes the project's number for its ID", async () => {
    const { body } = await api.call("GET", `${SERVICES.replace(PROJECT, PROJECT_NUMBER)}/web`);
    assert.equal(body.name, `${LOCATION}/services/web`);
  });

  it("answers a part of the fields, compactly and with numbers for enums, as asked", async () => {
    const selected = await api.call("GET", `${SERVICES}?alt=json&fields=services(name,template/timeout)`);
    const expected = { services: [{ name: `${LOCATION}/services/web`, template: { timeout: "300s" } }] };
    assert.deepEqual(selected.body, expected);
    const headers = { authorization: `Bearer ${ACCESS_TOKEN}`, "content-type": "application/json" };
    const query = "$alt=json%3Benum-encoding=int&prettyPrint=false&fields=ingress";
    const compact = await fetch(`${api.url}${SERVICES}/web?${query}`, { headers });
    assert.equal(await compact.text(), '{"ingress":1}');
  });
});
