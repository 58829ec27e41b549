import assert from "node:assert/strict";
import { foreignBindings } from "../../../release/drift/foreign-bindings.ts";
import { type DriftEvidence, judgeDrift } from "../../../release/drift/judge-drift.ts";
import type { LiveDocument } from "../../../release/drift/live-document.ts";
import {
  type ResourceView,
  SECRET_MEMBER_TYPE,
  SERVICE_MEMBER_TYPE,
} from "../../../release/drift/resource-view.ts";
import { CANARY_ANNOTATION } from "../../../traffic/canary-state.ts";
import type { Strategy } from "../../../traffic/plan-traffic.ts";
import { formatPin, PIN_ANNOTATION } from "../../../traffic/traffic-pin.ts";
import { serviceView, templateOf } from "./views.ts";

const DOCUMENT: LiveDocument = {
  labels: { team: "netra", "goog-pulumi-provisioned": "true" },
  annotations: { [PIN_ANNOTATION]: "none", [CANARY_ANNOTATION]: "none" },
  updateTime: "2026-11-21T12:00:00Z",
  lastModifier: "eve@example.com",
  client: "gcloud",
  clientVersion: "528.0.0",
  latestReadyRevision: "projects/p/locations/l/services/api/revisions/api-new",
  trafficStatuses: [{ revision: "api-old", percent: 100 }],
};
const TO_OLD = [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision: "api-old", percent: 100 }];

function judged(view: ResourceView, document: LiveDocument | undefined, more: Partial<DriftEvidence> = {}) {
  const services = [{ key: "backend", strategy: { strategy: "latest" as const }, document }];
  const evidence = { views: [view], services, foreign: [], deploymentRunning: false, ...more };
  return judgeDrift(evidence).map(({ driftClass, path }) => [driftClass, path]);
}

const marked = (annotations: Record<string, string>) => ({
  ...DOCUMENT,
  annotations: { ...DOCUMENT.annotations, ...annotations },
});
/** The marks are declared too: the program takes them over from the live service. */
const view = (change?: Parameters<typeof serviceView>[0]) => {
  const found = serviceView(change);
  Object.assign(found.declared ?? {}, {
    annotations: { [PIN_ANNOTATION]: "none", [CANARY_ANNOTATION]: "none" },
  });
  return found;
};

describe("judging drift", () => {
  it("finds nothing but the plugin's own label where nobody has touched the service", () => {
    assert.deepEqual(judged(view(), DOCUMENT), [["client-stamp", "labels.goog-pulumi-provisioned"]]);
  });

  it("takes a label and an annotation that a person added for drift", () => {
    const document = { ...marked({ "example.com/owner": "ada" }), labels: { team: "netra", owner: "ada" } };
    assert.deepEqual(judged(view(), document), [
      ["drift", "labels.owner"],
      ["drift", 'annotations["example.com/owner"]'],
    ]);
  });

  const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const waiting = (revision: string) => ({ revision, percent: 0, tag: "candidate" });
  for (const [what, traffics] of [
    ["the traffic", UNKNOWN],
    ["its candidate", [waiting(UNKNOWN), { revision: "api-old", percent: 100 }]],
  ] as const) {
    it(`takes a pin for one where ${what} hangs on a revision that only the next deployment names`, () => {
      const pin = formatPin({ revision: "api-old", by: "ada@laptop", at: "2026-11-20T00:00:00Z" });
      const routed = [waiting("api-0123456789"), { revision: "api-old", percent: 100 }];
      const found = view((live) => Object.assign(live, { traffics: routed }));
      Object.assign(found.declared ?? {}, { traffics, annotations: { [PIN_ANNOTATION]: pin } });
      const classes = judged(found, marked({ [PIN_ANNOTATION]: pin }));
      assert.deepEqual(
        classes.filter(([, path]) => path === "traffics").map(([driftClass]) => driftClass),
        ["traffic-pin"],
      );
    });
  }

  it("takes a value that somebody turned on for drift where the program says off, also if Google's default is on", () => {
    const changed = view();
    const idle = (tree: unknown, cpuIdle: boolean) => {
      const { template } = tree as { template: { containers: { resources: object }[] } };
      Object.assign(template.containers[0]?.resources ?? {}, { cpuIdle });
    };
    idle(changed.declared, false);
    idle(changed.deployed, false);
    idle(changed.live, true);
    const found = judged(changed, DOCUMENT).filter(([, path]) => path?.endsWith("cpuIdle"));
    assert.deepEqual(
      found.map(([driftClass]) => driftClass),
      ["drift"],
    );
  });

  it("names the owner of a resource where one service's key begins with another's", () => {
    const services = ["backend", "backend-admin"].map((key) => {
      return { key, strategy: { strategy: "latest" as const }, document: undefined };
    });
    const grant = { role: "roles/run.invoker", member: "allUsers", name: "admin" };
    const found: ResourceView = {
      ...view(),
      ...{ type: SERVICE_MEMBER_TYPE, name: "backend-admin-public", declared: grant, deployed: grant },
      ...{ live: undefined, seen: grant },
    };
    const [gone] = judgeDrift({ views: [found], services, foreign: [], deploymentRunning: false });
    assert.equal(gone?.serviceKey, "backend-admin");
  });

  it("tells a pin from traffic that somebody moved", () => {
    const pin = formatPin({ revision: "api-old", by: "ada@laptop", at: "2026-11-20T00:00:00Z" });
    const moved = view((live) => Object.assign(live, { traffics: TO_OLD }));
    assert.deepEqual(judged(moved, DOCUMENT)[0], ["drift", "traffics"]);
    const pinned = view((live) => Object.assign(live, { traffics: TO_OLD }));
    Object.assign(pinned.declared ?? {}, { traffics: TO_OLD });
    assert.deepEqual(judged(pinned, marked({ [PIN_ANNOTATION]: pin }))[0], ["traffic-pin", "traffics"]);
  });

  it("takes traffic for drift that was moved away from a pin", () => {
    const pin = formatPin({ revision: "api-old", by: "ada@laptop", at: "2026-11-20T00:00:00Z" });
    const away = view();
    Object.assign(away.declared ?? {}, { traffics: TO_OLD });
    assert.deepEqual(judged(away, marked({ [PIN_ANNOTATION]: pin }))[0], ["drift", "traffics"]);
  });

  it("tells a strategy that waits to be deployed from traffic that was moved by hand", () => {
    const waiting = view();
    const other = { strategy: "split", revisions: { "api-old": 100 } };
    Object.assign(waiting.declared ?? {}, { traffics: TO_OLD });
    const services = [{ key: "backend", strategy: other as Strategy, document: DOCUMENT }];
    for (const [former, expected] of [
      [{ strategy: "latest" }, "not-deployed"],
      [other, "drift"],
    ]) {
      Object.assign(waiting.deployed ?? {}, { strategy: former });
      assert.deepEqual(judged(waiting, DOCUMENT, { services })[0], [expected, "traffics"]);
    }
  });

  it("waits while Cloud Run is still working on the service, but not with its grants", () => {
    const changed = view((live) => {
      templateOf(live).timeout = "60s";
    });
    const grant = foreignBindings({
      type: SERVICE_MEMBER_TYPE,
      resource: "access to service api",
      policy: { bindings: [{ role: "roles/run.invoker", members: ["allUsers"] }] },
      declared: [],
      concerns: () => true,
    });
    const rows = judged(changed, { ...DOCUMENT, reconciling: true }, { foreign: grant });
    assert.deepEqual(rows, [
      ["rolling-out", "template.timeout"],
      ["client-stamp", "labels.goog-pulumi-provisioned"],
      ["drift", "bindings[roles/run.invoker]"],
    ]);
  });

  it("tells of a service that is gone, though Cloud Run has no document of it", () => {
    const { live: _, ...gone } = view();
    assert.deepEqual(judged(gone, undefined), [["drift", ""]]);
  });

  it("has when, by whom and with what from the service", () => {
    const changed = view((live) => {
      templateOf(live).timeout = "60s";
    });
    const services = [{ key: "backend", strategy: { strategy: "latest" as const }, document: DOCUMENT }];
    const [first] = judgeDrift({ views: [changed], services, foreign: [], deploymentRunning: false });
    assert.deepEqual(first?.lastChange, {
      at: "2026-11-21T12:00:00Z",
      by: "eve@example.com",
      client: "gcloud 528.0.0",
    });
  });
});

describe("grants that nobody declared", () => {
  const base = { type: SECRET_MEMBER_TYPE, resource: "access to secret jwt" };
  const own = "serviceAccount:api@p.iam.gserviceaccount.com";
  const policy = {
    bindings: [
      { role: "roles/secretmanager.secretAccessor", members: [own, "user:ada@example.com"] },
      { role: "roles/secretmanager.admin", members: [own] },
    ],
  };

  it("are those of the stack's own accounts beyond what is declared; others are no business of it", () => {
    const declared = [{ role: "roles/secretmanager.secretAccessor", member: own }];
    const found = foreignBindings({ ...base, policy, declared, concerns: (member) => member === own });
    assert.deepEqual(found, [
      {
        ...base,
        path: "bindings[roles/secretmanager.admin]",
        declared: undefined,
        live: `roles/secretmanager.admin for ${own}`,
      },
    ]);
  });
});
