import assert from "node:assert/strict";
import type { RevisionDocument } from "../../rehearsal/contract.ts";
import { existingService } from "../../release/change-service.ts";
import { listRevisions } from "../../release/listed-revisions.ts";
import { planRollback } from "../../release/plan-rollback.ts";
import { type ReleaseWorld, releaseWorld, SERVICE } from "./release-world.ts";

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

describe("the revisions of a service that has a thousand", () => {
  let world: ReleaseWorld;
  let read: number;
  before(async () => {
    world = await releaseWorld();
    await world.deploy("web-first");
    await world.deploy("web-last", {
      traffic: [
        { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision: "web-old-900", percent: 0, tag: "old" },
        { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 },
      ],
    });
    const { store } = world.api;
    const first = store.get("revisions", `${SERVICE}/revisions/web-first`) as RevisionDocument;
    store.transaction(() => {
      for (let index = 1; index < 999; index += 1) {
        const name = `${SERVICE}/revisions/web-old-${index}`;
        const createTime = new Date(Date.parse(first.createTime) - index * DAY_MILLISECONDS).toISOString();
        store.put("revisions", name, { ...first, name, createTime });
      }
    });
    await world.api.operate("PATCH", `/v2/${SERVICE}?updateMask=labels`, { labels: { round: "2" } });
    const { newest, list } = store;
    store.newest = <T>(...args: Parameters<typeof newest>) => counted(newest<T>(...args));
    store.list = <T>(...args: Parameters<typeof list>) => counted(list<T>(...args));
  });
  after(() => world.close());
  beforeEach(() => {
    read = 0;
  });

  function counted<T>(documents: T[]): T[] {
    read += documents.length;
    return documents;
  }

  it("are the newest, and of the older ones those that are routed to; the others are not even read", async () => {
    const { cloudRun } = world.tools;
    const listed = await listRevisions(cloudRun, SERVICE, await existingService(world.tools));
    const names = listed.revisions.map(({ name }) => name);
    const newest = Array.from({ length: 8 }, (_, index) => `web-old-${index + 1}`);
    assert.deepEqual(names, ["web-last", "web-first", ...newest, "web-old-900"]);
    assert.equal(listed.olderLeftOut, true);
    assert.ok(read <= 12, `${read} documents were read`);
  });

  it("are read page by page where all are asked for, each once", async () => {
    const all = await world.tools.cloudRun.revisions(SERVICE);
    assert.equal(new Set(all.map(({ name }) => name)).size, 1000);
    assert.equal(read, 1009, "a page of a hundred reads one more, to know of the next; the last has none");
  });

  it("are looked at no further than the target when a rollback is planned", async () => {
    const plan = await planRollback(world.tools, { to: "web-first", by: "ada@laptop", accept: [] });
    assert.equal(plan.target.name, "web-first");
    assert.ok(read <= 12, `${read} documents were read`);
  });
});
