import assert from "node:assert/strict";
import { parseLabelSelector } from "../../rehearsal/api/run-v1/label-selector.ts";
import type { V1Revision } from "../../rehearsal/api/run-v1/v1-types.ts";
import { NAMESPACE, viaProxy } from "./run-v1-client.ts";
import { type Answer, LOCATION, type RunningApi, runApi } from "./running-api.ts";

const image = "registry/web@sha256:1";

describe("Cloud Run v1 lists and revisions", () => {
  let api: RunningApi;
  before(async () => {
    api = await runApi();
    for (const serviceId of ["web", "web-api"]) {
      const create = (revision: string, method: string, path: string, traffic?: object[]) =>
        api.operate(method, path, {
          template: { revision, containers: [{ image }], timeout: `${revision.length}s` },
          ...(traffic && { traffic }),
        });
      await create(`${serviceId}-one`, "POST", `/v2/${LOCATION}/services?serviceId=${serviceId}`);
      await create(`${serviceId}-three`, "PATCH", `/v2/${LOCATION}/services/${serviceId}`);
    }
  });
  after(() => api.close());

  const call = (method: string, path: string) => viaProxy(api, method, `${NAMESPACE}/${path}`);
  const namesIn = ({ body }: Answer) =>
    ((body.items ?? []) as V1Revision[]).map(({ metadata }) => metadata?.name).toSorted();

  it("take the revisions of one service by its label, as gcloud asks for them", async () => {
    const selector = encodeURIComponent("serving.knative.dev/service = web");
    assert.deepEqual(namesIn(await call("GET", `revisions?labelSelector=${selector}`)), [
      "web-one",
      "web-three",
    ]);
  });

  it("come in pages of `limit`, each with the token of the next", async () => {
    const first = await call("GET", "revisions?limit=3");
    const token = (first.body.metadata as { continue: string }).continue;
    const second = await call("GET", `revisions?limit=3&continue=${token}`);
    assert.deepEqual([...namesIn(first), ...namesIn(second)].toSorted(), [
      "web-api-one",
      "web-api-three",
      "web-one",
      "web-three",
    ]);
    assert.deepEqual([namesIn(second).length, second.body.metadata], [1, {}]);
  });

  it("of all locations come from the host without a region", async () => {
    const path = "/v1/projects/netra-staging/locations/-/services";
    const services = await viaProxy(api, "GET", path, undefined, "run.googleapis.com");
    assert.deepEqual(namesIn(services), ["web", "web-api"]);
    const locations = await viaProxy(
      api,
      "GET",
      "/v1/projects/netra-staging/locations",
      undefined,
      "run.googleapis.com",
    );
    assert.deepEqual(
      (locations.body.locations as { locationId: string }[]).map(({ locationId }) => locationId),
      ["us-central1"],
    );
  });

  it("cannot be watched", async () => {
    const { status, body } = await call("GET", "services?watch=true");
    assert.deepEqual(
      [status, body.error?.message],
      [501, "The rehearsal does not emulate watching lists (watch=true)."],
    );
  });

  it("say of each revision whether anything is routed to it", async () => {
    const active = async (name: string) => {
      const { status } = (await call("GET", `revisions/${name}`)).body as V1Revision;
      return status?.conditions?.find(({ type }) => type === "Active");
    };
    assert.equal((await active("web-three"))?.status, "True");
    assert.deepEqual(
      [(await active("web-one"))?.status, (await active("web-one"))?.reason],
      ["False", "Retired"],
    );
  });

  it("give a revision by its name alone, also where another service's name begins alike", async () => {
    const { body } = await call("GET", "revisions/web-api-one");
    const { metadata, spec, status } = body as V1Revision;
    assert.equal(metadata?.labels?.["serving.knative.dev/service"], "web-api");
    assert.equal(spec?.timeoutSeconds, "web-api-one".length);
    assert.equal(status?.imageDigest, image);
    assert.equal((await call("GET", "revisions/web-two")).status, 404);
  });

  it("delete a revision that nothing is routed to, and no other", async () => {
    const serving = await call("DELETE", "revisions/web-api-three");
    assert.deepEqual([serving.status, serving.body.error?.status], [400, "FAILED_PRECONDITION"]);
    const retired = await call("DELETE", "revisions/web-api-one");
    assert.deepEqual([retired.status, retired.body.status], [200, "Success"]);
    await api.resume();
    assert.equal((await call("GET", "revisions/web-api-one")).status, 404);
  });
});

describe("a label selector", () => {
  const labels = { "serving.knative.dev/service": "web", tier: "back" };
  const cases: [selector: string, matches: boolean][] = [
    ["", true],
    ["serving.knative.dev/service = web", true],
    ["serving.knative.dev/service==web,tier=front", false],
    ["tier != front", true],
    ["tier in (front, back)", true],
    ["tier notin (front, back)", false],
    ["owner notin (me)", true],
    ["owner", false],
    ["!owner,tier", true],
  ];
  for (const [selector, matches] of cases) {
    it(`"${selector}" ${matches ? "takes" : "leaves"} what it should`, () => {
      assert.equal(parseLabelSelector(selector)(labels), matches);
    });
  }

  it("is refused where it is none", () => {
    assert.throws(() => parseLabelSelector("tier > 3"), { message: "Invalid label selector: tier > 3" });
  });
});
