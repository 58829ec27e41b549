import assert from "node:assert/strict";
import type { PlannedResource } from "../../../preview/plan/planned-resource.ts";
import { type TrafficOutlook, trafficOutlook } from "../../../preview/plan/traffic-outlook.ts";
import { traffic } from "../../../preview/sections/traffic.ts";
import type { Strategy } from "../../../traffic/plan-traffic.ts";
import { formatPin, PIN_ANNOTATION } from "../../../traffic/traffic-pin.ts";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const TYPE = "gcp:cloudrunv2/service:Service";

interface Change {
  action?: PlannedResource["action"];
  /** Shares now; none on a first deployment. */
  live?: Record<string, number>;
  newRevision?: string;
  traffics?: unknown;
  annotations?: Record<string, string>;
}

function service({
  action = "update",
  live,
  newRevision = UNKNOWN,
  traffics = UNKNOWN,
  annotations = {},
}: Change) {
  const [serving = ""] = Object.keys(live ?? {});
  const before = {
    inputs: { name: "api", template: { revision: serving } },
    outputs: {
      annotations,
      latestReadyRevision: `projects/p/locations/l/services/api/revisions/${serving}`,
      trafficStatuses: Object.entries(live ?? {}).map(([revision, percent]) => ({ revision, percent })),
    },
  };
  const after = { inputs: { name: "api", template: { revision: newRevision }, traffics }, outputs: {} };
  const resource = { urn: "u", type: TYPE, name: "api", action, replacedFor: [], changes: [], after };
  return live ? { ...resource, before } : resource;
}

function shares(outlook: TrafficOutlook | undefined): string[] {
  return (outlook?.after ?? []).map(({ revision, percent, tags }) => [revision, percent, ...tags].join(" "));
}

describe("the traffic that a deployment would lead to", () => {
  const cases: [string, Change, Strategy | undefined, string[]][] = [
    [
      "all for the first revision",
      { action: "create" },
      { strategy: "canary", percent: 10 },
      ["the new revision 100"],
    ],
    [
      "a canary's share for a revision that has no name yet",
      { live: { old: 100 } },
      { strategy: "canary", percent: 10 },
      ["old 90", "the new revision 10 canary"],
    ],
    [
      "none for green",
      { live: { old: 100 } },
      { strategy: "blue-green" },
      ["old 100", "the new revision 0 green"],
    ],
    [
      "what the program declares, where it knows",
      {
        live: { old: 100 },
        newRevision: "new",
        traffics: [{ percent: 100, type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST" }],
      },
      undefined,
      ["new (new) 100"],
    ],
    [
      "the revision that serves already, where it stays",
      { live: { old: 100 }, newRevision: "old", traffics: [{ percent: 100 }] },
      undefined,
      ["old 100"],
    ],
    ["nothing where neither the program nor a strategy tells", { live: { old: 100 } }, undefined, []],
  ];
  for (const [what, change, strategy, expected] of cases) {
    it(`is ${what}`, () => assert.deepEqual(shares(trafficOutlook(service(change), strategy)), expected));
  }

  it("is that of the pin while a rollback pins it, and the comment says who did and how to go on", () => {
    const pin = { revision: "good", by: "ada@laptop", at: "2026-11-21T12:00:00Z", reason: "500s" };
    const pinned = service({ live: { good: 100 }, annotations: { [PIN_ANNOTATION]: formatPin(pin) } });
    const outlook = trafficOutlook(pinned, { strategy: "latest" });
    assert.deepEqual(shares(outlook), ["good 100", "the new revision 0 candidate"]);
    const settings = { services: { api: { name: "api", traffic: { strategy: "latest" } } } };
    const preview = {
      stack: "staging",
      resources: [pinned],
      unchanged: 0,
      policies: [],
      errors: [],
      warnings: [],
    };
    const facts = { preview, environment: "staging", settings } as unknown as Parameters<
      typeof traffic.render
    >[0];
    const text = traffic.render(facts, 10_000) ?? "";
    assert.match(
      text,
      /after {2}good {14}█{20} {2}100 %\n {7}the new revision {2}░{20} {4}0 % {2}tag candidate/,
    );
    assert.match(text, /ada@laptop.*500s.*`stage promote` releases it\.$/);
  });
});
