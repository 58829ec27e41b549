import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import { createViewReader } from "../../cli/drift/read-views.ts";

const SERVICE = "gcp:cloudrunv2/service:Service";
const COMPONENT = "stage:components:CloudRunService";
const MEMBER = "gcp:cloudrunv2/serviceIamMember:ServiceIamMember";

type State = { inputs?: object; outputs?: object };

/** An event as `preview --refresh` writes it. */
function event(
  kind: "before" | "after",
  op: string,
  type: string,
  name: string,
  was?: State,
  is?: State,
  diff?: object,
) {
  const metadata = {
    op,
    type,
    urn: `urn:pulumi:staging::p::${type}::${name}`,
    old: was,
    new: is,
    detailedDiff: diff,
  };
  return (
    kind === "before" ? { resourcePreEvent: { metadata } } : { resOutputsEvent: { metadata } }
  ) as EngineEvent;
}

function read(...events: EngineEvent[]) {
  const reader = createViewReader();
  for (const one of events) reader.take(one);
  return reader.views();
}

describe("reading a refreshing preview", () => {
  it("has of each resource what was deployed, last seen, live and declared, and what the engine would change", () => {
    const [view] = read(
      event("before", "refresh", SERVICE, "backend", { inputs: { a: 0 } }, { inputs: { a: 0 } }),
      event(
        "after",
        "refresh",
        SERVICE,
        "backend",
        { inputs: { a: 1 }, outputs: { a: 2 } },
        { outputs: { a: 3 } },
      ),
      event("before", "update", SERVICE, "backend", {}, { inputs: { a: 4 } }, { a: { diffKind: "update" } }),
    );
    assert.deepEqual(view, {
      ...{ urn: `urn:pulumi:staging::p::${SERVICE}::backend`, type: SERVICE, name: "backend" },
      ...{ deployed: { a: 1 }, seen: { a: 2 }, live: { a: 3 }, declared: { a: 4 } },
      changes: { a: "update" },
    });
  });

  it("takes what a service's component noted of the last deployment for what was deployed", () => {
    const [view] = read(
      event("after", "refresh", COMPONENT, "backend", { outputs: { declared: { a: 1 } } }, {}),
      event("after", "refresh", SERVICE, "backend", { inputs: { a: 9, b: 2 }, outputs: {} }, { outputs: {} }),
    );
    assert.deepEqual(view?.deployed, { a: 1, b: 2 });
  });

  it("has nothing live of a resource that is gone, and nothing declared of one that the program no longer has", () => {
    const views = read(
      event("after", "refresh", MEMBER, "gone", { inputs: { role: "r" }, outputs: {} }),
      event("before", "create", MEMBER, "gone", undefined, { inputs: { role: "r" } }),
      event(
        "after",
        "refresh",
        MEMBER,
        "old",
        { inputs: { role: "r" }, outputs: {} },
        { outputs: { role: "r" } },
      ),
      event("before", "delete", MEMBER, "old", { inputs: { role: "r" } }),
    );
    assert.deepEqual(
      views.map(({ name, declared, live }) => [name, declared, live]),
      [
        ["gone", { role: "r" }, undefined],
        ["old", undefined, { role: "r" }],
      ],
    );
  });

  it("leaves components, providers and the stack out", () => {
    assert.deepEqual(
      read(
        event("after", "refresh", COMPONENT, "backend", {}, {}),
        event("after", "refresh", "pulumi:providers:gcp", "default", {}, {}),
      ),
      [],
    );
  });
});
