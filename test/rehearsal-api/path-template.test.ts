import assert from "node:assert/strict";
import { compilePathTemplate } from "../../rehearsal/api/routes/path-template.ts";

const cases: [string, string, Record<string, string> | undefined][] = [
  ["/v2/{name=projects/*/services/*}", "/v2/projects/p/services/s", { name: "projects/p/services/s" }],
  ["/v2/{name=projects/*/services/*}", "/v2/projects/p/services/s/revisions/r", undefined],
  ["/v2/{resource=projects/*}:getIamPolicy", "/v2/projects/p:getIamPolicy", { resource: "projects/p" }],
  ["/v2/{service.name=projects/*}", "/v2/projects/p", { "service.name": "projects/p" }],
  [
    "/v1/projects/{project}/instances/{instance}",
    "/v1/projects/p/instances/i",
    { project: "p", instance: "i" },
  ],
  ["/v1/{name=operations/**}", "/v1/operations/a/b", { name: "operations/a/b" }],
  ["/v1/{name=users/*}", "/v1/users/a%40b.c", { name: "users/a@b.c" }],
  ["/v1/{name=users/*}", "/v1/users/%ZZ", undefined],
  ["/v1/a.b", "/v1/axb", undefined],
];

describe("a path template", () => {
  for (const [template, path, expected] of cases) {
    it(`${template} ${expected ? "takes" : "does not take"} ${path}`, () => {
      assert.deepEqual(compilePathTemplate(template).match(path), expected);
    });
  }

  it("with more literal text is the more specific one", () => {
    const get = compilePathTemplate("/v2/{name=projects/*/services/*}");
    const policy = compilePathTemplate("/v2/{resource=projects/*/services/*}:getIamPolicy");
    assert.ok(policy.specificity > get.specificity);
  });
});
