import assert from "node:assert/strict";
import fc from "fast-check";
import { classify } from "../../../release/drift/classify.ts";
import type { Difference } from "../../../release/drift/difference.ts";
import { DRIFT_CLASSES } from "../../../release/drift/drift-class.ts";
import { type LiveFacts, NO_FACTS } from "../../../release/drift/live-facts.ts";
import { SECRET_MEMBER_TYPE, SERVICE_TYPE } from "../../../release/drift/resource-view.ts";
import { trafficRows } from "../../../release/drift/traffic-rows.ts";

const PINNED = [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision: "api-old", percent: 100 }];
const LATEST = [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }];
const INTENT = {
  words: "ada pinned all traffic",
  rows: trafficRows(PINNED),
  by: "ada@laptop",
  at: "2026-11-21",
};
const DEPLOYING = { ...NO_FACTS, deploymentRunning: true };
const RECONCILING = { ...NO_FACTS, reconciling: true };
const PIN = { ...NO_FACTS, intent: INTENT };

function difference(
  path: string,
  declared: unknown,
  live: unknown,
  more: Partial<Difference> = {},
): Difference {
  return { type: SERVICE_TYPE, resource: "service api", path, declared, live, deployed: declared, ...more };
}

const secret = { type: SECRET_MEMBER_TYPE, resource: "access to secret jwt" };

const CASES: [title: string, expected: string, difference: Difference, facts: LiveFacts][] = [
  ["a limit that was raised", "drift", difference("template.timeout", "300s", "60s"), NO_FACTS],
  ["a resource that is gone", "drift", difference("", "there", undefined), NO_FACTS],
  ["a description nobody declared", "drift", difference("description", undefined, "by hand"), NO_FACTS],
  ["a label of a person's", "drift", difference("labels.owner", undefined, "ada"), NO_FACTS],
  ["traffic moved with no pin", "drift", difference("traffics", LATEST, PINNED), NO_FACTS],
  ["traffic moved away from the pin", "drift", difference("traffics", PINNED, LATEST), PIN],
  ["traffic as the pin wants it", "traffic-pin", difference("traffics", LATEST, PINNED), PIN],
  [
    "the pin, while a deployment runs",
    "traffic-pin",
    difference("traffics", LATEST, PINNED),
    { ...PIN, ...DEPLOYING, intent: INTENT },
  ],
  ["a service that reconciles", "rolling-out", difference("template.timeout", "300s", "60s"), RECONCILING],
  ["a grant while a service reconciles", "drift", difference("", "role", undefined, secret), RECONCILING],
  ["a grant while a deployment runs", "rolling-out", difference("", "role", undefined, secret), DEPLOYING],
  [
    "a setting changed since",
    "not-deployed",
    difference("template.timeout", "60s", "300s", { deployed: "300s" }),
    NO_FACTS,
  ],
  [
    "a variable taken out since",
    "not-deployed",
    difference("x.envs[A]", undefined, "1", { deployed: "1" }),
    NO_FACTS,
  ],
  [
    "a setting changed since, and by hand too",
    "drift",
    difference("template.timeout", "60s", "90s", { deployed: "300s" }),
    NO_FACTS,
  ],
  [
    "a strategy changed since",
    "not-deployed",
    difference("traffics", PINNED, LATEST, { deployed: LATEST }),
    NO_FACTS,
  ],
  [
    "a grant that is new in the program",
    "not-deployed",
    difference("", "role", undefined, { ...secret, deployed: undefined }),
    NO_FACTS,
  ],
  [
    "a default where nothing is declared",
    "server-default",
    difference("template.timeout", undefined, "300s"),
    NO_FACTS,
  ],
  [
    "a default over what is declared",
    "drift",
    difference("template.maxInstanceRequestConcurrency", 1000, 80),
    NO_FACTS,
  ],
  ["who wrote last", "client-stamp", difference("client", undefined, "gcloud"), NO_FACTS],
  ["the launch stage", "client-stamp", difference("launchStage", undefined, "BETA"), NO_FACTS],
  ["a revision's name", "client-stamp", difference("template.revision", "api-1", "api-00002-abc"), NO_FACTS],
  [
    "gcloud's annotation",
    "client-stamp",
    difference('annotations["run.googleapis.com/client-name"]', undefined, "gcloud"),
    NO_FACTS,
  ],
  [
    "the plugin's label",
    "client-stamp",
    difference("labels.goog-pulumi-provisioned", undefined, "true"),
    NO_FACTS,
  ],
];

describe("the class of a difference", () => {
  for (const [title, expected, one, facts] of CASES) {
    it(`${title}: ${expected}`, () => assert.equal(classify(one, facts).driftClass, expected));
  }

  it("comes with who changed it and when: of a pin, the pin's own", () => {
    const lastChange = { at: "2026-11-20", by: "eve@example.com", client: "gcloud 528.0.0" };
    const real = classify(difference("template.timeout", "300s", "60s"), { ...PIN, lastChange });
    assert.deepEqual(real.lastChange, lastChange);
    const pin = classify(difference("traffics", LATEST, PINNED), { ...PIN, lastChange });
    assert.deepEqual(pin.lastChange, { at: "2026-11-21", by: "ada@laptop", client: "stage" });
    assert.equal(pin.reason, "ada pinned all traffic");
  });

  const value = fc.oneof(
    fc.constant(undefined),
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(PINNED),
  );
  const path = fc.oneof(
    fc.constantFrom("", "traffics", "template.timeout", "client", "labels.owner", "template.revision"),
    fc.string(),
  );
  const anyDifference = fc.record({
    type: fc.constantFrom(SERVICE_TYPE, SECRET_MEMBER_TYPE),
    resource: fc.string(),
    path,
    declared: value,
    live: value,
    deployed: value,
  });
  const anyFacts = fc.record({
    deploymentRunning: fc.boolean(),
    reconciling: fc.boolean(),
    intent: fc.constantFrom(undefined, INTENT),
    lastChange: fc.constant({}),
  });

  it("is exactly one of the known ones, for any difference in any situation, and always has a reason", () => {
    fc.assert(
      fc.property(anyDifference, anyFacts, (one, facts) => {
        const { driftClass, reason, ...rest } = classify(one, facts);
        assert.ok(driftClass in DRIFT_CLASSES);
        assert.notEqual(reason, "");
        assert.deepEqual(rest.live, one.live);
      }),
    );
  });

  it("is never drift for a stamp, whatever its value and whatever is going on", () => {
    const namespaces = [
      "run.googleapis.com",
      "cloud.googleapis.com",
      "serving.knative.dev",
      "client.knative.dev",
    ];
    const stamp = fc.oneof(
      fc.constantFrom("client", "clientVersion", "launchStage", "template.revision", "labels.goog-x"),
      fc
        .tuple(fc.constantFrom("labels", "annotations", "template.labels"), fc.constantFrom(...namespaces))
        .map(([kind, namespace]) => `${kind}["${namespace}/x"]`),
    );
    fc.assert(
      fc.property(stamp, value, value, value, anyFacts, (at, declared, live, deployed, facts) => {
        assert.notEqual(classify(difference(at, declared, live, { deployed }), facts).driftClass, "drift");
      }),
    );
  });
});
