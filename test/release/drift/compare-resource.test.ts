import assert from "node:assert/strict";
import { compareResource } from "../../../release/drift/compare-resource.ts";
import { declaredService, serviceView, templateOf } from "./views.ts";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Path, from and to of each difference. */
function compared(view: Parameters<typeof compareResource>[0]) {
  return compareResource(view).map(({ path, declared, live }) => [path, declared, live]);
}

describe("comparing a resource", () => {
  it("finds nothing where nobody has touched it: what is empty, kept by the cloud or hidden is no difference", () => {
    assert.deepEqual(compared(serviceView()), []);
  });

  it("finds each property that was changed, with both values", () => {
    const view = serviceView((live) => {
      templateOf(live).timeout = "60s";
      templateOf(live).containers[0].resources.limits.memory = "4Gi";
      live.ingress = "INGRESS_TRAFFIC_INTERNAL_ONLY";
    });
    assert.deepEqual(compared(view), [
      ["ingress", "INGRESS_TRAFFIC_ALL", "INGRESS_TRAFFIC_INTERNAL_ONLY"],
      ["template.timeout", "300s", "60s"],
      ["template.containers[0].resources.limits.memory", "512Mi", "4Gi"],
    ]);
  });

  it("takes the same amount written otherwise for the same", () => {
    const view = serviceView((live) => {
      Object.assign(templateOf(live).containers[0].resources.limits, { cpu: "1000m", memory: "0.5Gi" });
      templateOf(live).timeout = "300.0s";
    });
    assert.deepEqual(compared(view), []);
  });

  it("tells variables apart by name, whatever their order, each as a whole", () => {
    const view = serviceView((live) => {
      templateOf(live).containers[0].envs = [
        { name: "JWT", value: "plain" },
        { name: "LOG_LEVEL", value: "info" },
        { name: "FEATURE", value: "on" },
      ];
    });
    assert.deepEqual(compared(view), [
      [
        "template.containers[0].envs[JWT]",
        { name: "JWT", valueSource: { secretKeyRef: { secret: "jwt", version: "1" } } },
        { name: "JWT", value: "plain" },
      ],
      ["template.containers[0].envs[FEATURE]", undefined, { name: "FEATURE", value: "on" }],
    ]);
  });

  it("finds what was added where the program says nothing, and what was taken away there", () => {
    const added = serviceView((live) => Object.assign(live, { description: "by hand" }));
    assert.deepEqual(compared(added), [["description", undefined, "by hand"]]);
    const removed = serviceView((live) => Object.assign(live, { launchStage: undefined }));
    assert.deepEqual(compared(removed), [["launchStage", undefined, undefined]]);
  });

  it("compares with the last deployment where the new value is not known before the update", () => {
    const view = serviceView((live) => {
      templateOf(live).containers[0].image = "registry/api:latest";
    });
    templateOf(view.declared ?? {}).containers[0].image = UNKNOWN;
    templateOf(view.declared ?? {}).revision = UNKNOWN;
    assert.deepEqual(compared(view), [
      ["template.containers[0].image", "registry/api@sha256:aa", "registry/api:latest"],
    ]);
  });

  it("tells labels one by one, so that a stamp among them hides no other", () => {
    const view = serviceView((live) => {
      templateOf(live).labels = { "client.knative.dev/nonce": "x", owner: "ada" };
    });
    assert.deepEqual(
      compared(view).map(([path]) => path),
      ['template.labels["client.knative.dev/nonce"]', "template.labels.owner"],
    );
  });

  it("takes the engine's word for a property that state had taken over from the cloud", () => {
    const view = serviceView((live) => Object.assign(live, { description: "by hand" }));
    view.seen = view.live ?? {};
    view.changes = { description: "delete" };
    assert.deepEqual(compared(view), [["description", undefined, "by hand"]]);
  });

  it("tells a resource that is gone, and one that is not there yet, as a whole", () => {
    const { live: _, ...gone } = serviceView();
    assert.deepEqual(compared(gone), [["", "there (Service)", undefined]]);
    const { live: __, deployed: ___, seen: ____, ...fresh } = serviceView();
    assert.deepEqual(compareResource(fresh)[0]?.deployed, undefined);
    assert.equal(compareResource({ ...fresh, declared: declaredService() }).length, 1);
  });

  it("knows of an image only whether its source has changed since", () => {
    const image = {
      urn: "u",
      type: "docker:index/image:Image",
      name: "backend",
      declared: { build: { contextDigest: "b" } },
      deployed: { build: { contextDigest: "a" } },
      live: {},
      changes: {},
    };
    assert.deepEqual(compareResource(image), []);
    const [changed] = compareResource({ ...image, changes: { build: "update" } });
    assert.deepEqual([changed?.declared, changed?.live, changed?.deployed], ["b", "a", "a"]);
  });
});
