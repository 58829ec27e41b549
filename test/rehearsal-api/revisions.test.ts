import assert from "node:assert/strict";
import { LOCATION, type RunningApi, runApi } from "./running-api.ts";

const SERVICE = `/v2/${LOCATION}/services/web`;
const template = (id: string) => ({
  revision: `web-${id}`,
  containers: [{ image: `registry/web@sha256:${id}` }],
});
const LATEST = { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 };

describe("Cloud Run revisions", () => {
  let api: RunningApi;
  before(async () => {
    api = await runApi();
    for (const id of ["1", "2", "3"]) {
      await api.operate("PATCH", `${SERVICE}?allowMissing=true`, { template: template(id) });
    }
    const tagged = { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision: "web-2", tag: "before" };
    await api.operate("PATCH", `${SERVICE}?updateMask=traffic`, { traffic: [LATEST, tagged] });
  });
  after(() => api.close());

  it("are listed newest first, page by page", async () => {
    const first = await api.call(
      "GET",
      `${SERVICE}/revisions?pageSize=2&fields=revisions/name,nextPageToken`,
    );
    const names = first.body.revisions as { name: string }[];
    assert.deepEqual(
      names.map(({ name }) => name.split("/").at(-1)),
      ["web-3", "web-2"],
    );
    const rest = await api.call(
      "GET",
      `${SERVICE}/revisions?pageToken=${first.body.nextPageToken}&fields=revisions/name`,
    );
    assert.deepEqual(rest.body, { revisions: [{ name: `${LOCATION}/services/web/revisions/web-1` }] });
  });

  it("cannot be deleted while latest, serving or tagged", async () => {
    const latest = await api.call("DELETE", `${SERVICE}/revisions/web-3`);
    assert.equal(
      latest.body.error?.message,
      "Revision 'web-3' is the latest created revision of its service and cannot be deleted.",
    );
    const tagged = await api.call("DELETE", `${SERVICE}/revisions/web-2`);
    assert.equal(
      tagged.body.error?.message,
      "Revision 'web-2' is receiving traffic or has a traffic tag and cannot be deleted.",
    );
  });

  it("can be deleted when nothing points to them", async () => {
    const { body } = await api.operate("DELETE", `${SERVICE}/revisions/web-1`);
    assert.equal(
      (body.response as { "@type": string })["@type"],
      "type.googleapis.com/google.cloud.run.v2.Revision",
    );
    const { body: missing } = await api.call("GET", `${SERVICE}/revisions/web-1`);
    assert.equal(
      missing.error?.message,
      "Resource 'web-1' of kind 'REVISION' in region 'us-central1' in project 'netra-staging' does not exist.",
    );
  });
});
