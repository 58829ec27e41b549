import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type Declared, foreseenOutputs, type ReadBack } from "../../components/foreseen-outputs.ts";
import { toLatest, toRevision } from "../../traffic/traffic-target.ts";

const live: ReadBack = {
  latestCreatedRevision: "projects/p/locations/l/services/s/revisions/s-new",
  traffic: {
    latestReadyRevision: "projects/p/locations/l/services/s/revisions/s-new",
    trafficStatuses: [{ revision: "s-new", percent: 100 }],
  },
};
const asLive: Declared = { revision: "s-new", targets: [toLatest(100)] };

/** Which outputs a preview does not know. */
async function unknownIn(back: ReadBack, declared: Declared): Promise<string[]> {
  const outputs = foreseenOutputs(back, declared, true);
  const known = await Promise.all(
    Object.entries(outputs).map(async ([name, value]) => ({
      name,
      isKnown: !pulumi.Output.isInstance(value) && !pulumi.containsUnknowns(value),
    })),
  );
  return known.flatMap(({ name, isKnown }) => (isKnown ? [] : [name]));
}

describe("a service's outputs in a preview", () => {
  it("are those of now where nothing will change", async () => {
    assert.deepEqual(foreseenOutputs(live, asLive, true), {
      latestRevision: "s-new",
      servingRevision: "s-new",
      tagUrls: {},
    });
    assert.deepEqual(await unknownIn(live, asLive), []);
  });

  it("are unknown where another revision will be made", async () => {
    assert.deepEqual(await unknownIn(live, { ...asLive, revision: "s-newer" }), [
      "latestRevision",
      "servingRevision",
      "tagUrls",
    ]);
  });

  it("leave open who serves where the traffic will move", async () => {
    const targets = [toRevision("s-old", 100), toRevision("s-new", 0)];
    assert.deepEqual(await unknownIn(live, { revision: "s-new", targets }), ["servingRevision"]);
  });

  it("leave the addresses open where tags will come or go", async () => {
    const targets = [toRevision("s-new", 100, "canary")];
    assert.deepEqual(await unknownIn(live, { revision: "s-new", targets }), ["tagUrls"]);
  });

  it("are known under an even split, whichever of both is named first", async () => {
    const traffic = {
      ...live.traffic,
      trafficStatuses: [
        { revision: "s-new", percent: 50 },
        { revision: "s-old", percent: 50 },
      ],
    };
    const targets = [toRevision("s-old", 50), toRevision("s-new", 50)];
    assert.deepEqual(await unknownIn({ ...live, traffic }, { revision: "s-new", targets }), []);
  });

  it("are what the service says once it has been deployed", () => {
    assert.deepEqual(foreseenOutputs(live, { ...asLive, revision: "s-newer" }, false), {
      latestRevision: "s-new",
      servingRevision: "s-new",
      tagUrls: {},
    });
  });
});
