import assert from "node:assert/strict";
import { Fault } from "../../faults/fault.ts";
import { formatFault } from "../../faults/format.ts";
import { planRollback, type RollbackRequest } from "../../release/plan-rollback.ts";
import { recordServing } from "../../release/record-serving.ts";
import { type ReleaseWorld, releaseWorld } from "./release-world.ts";

const ADA: RollbackRequest = { by: "ada@laptop", accept: [] };
const IMAGE = `registry.example/web@sha256:${"ab".repeat(32)}`;

describe("a rollback that cannot be", () => {
  let world: ReleaseWorld;

  beforeEach(async () => {
    world = await releaseWorld();
    for (const revision of ["web-a", "web-b"]) {
      await world.deploy(revision, { annotations: world.live()?.annotations ?? {} });
      await recordServing(world.tools, { revision, health: "good", by: "ada@laptop" });
    }
  });
  afterEach(() => world.close());

  async function refusal(request: Partial<RollbackRequest> = {}): Promise<Fault> {
    const before = world.live().etag;
    try {
      await planRollback(world.tools, { ...ADA, ...request });
    } catch (error) {
      assert.ok(error instanceof Fault, String(error));
      assert.equal(world.live().etag, before, "nothing was changed");
      return error;
    }
    throw new Error("it was not refused");
  }

  it("ends with 5 and lists what there is, when nothing served before", async () => {
    await world.api.call("PATCH", `/v2/${world.tools.serviceName}?updateMask=annotations`, {
      annotations: {},
    });
    const fault = await refusal();
    assert.equal(fault.exitCode, 5);
    assert.equal(
      formatFault(fault).replaceAll(/made \S+Z/g, "made T"),
      [
        "There is nothing to roll web back to: no other revision is ready and was serving in good health. [nothing-to-roll-back-to]",
        "  | serving: web-b",
        "  | web-a: ready, made T, not known to have served well",
        "  next: stage rollback --to REVISION takes any that is ready, on your word",
      ].join("\n"),
    );
  });

  it("names the image that the registry does not have any more, and goes on where that is accepted", async () => {
    world.surroundings.registryStatus = 404;
    const fault = await refusal();
    assert.equal(
      formatFault(fault),
      [
        "web-a cannot take the traffic back; nothing was changed. [rollback-refused]",
        `  ${IMAGE}: expected an image in the registry; found no such image`,
        "  next: push it again, or --accept image-present: it serves as long as Cloud Run keeps its copy",
      ].join("\n"),
    );
    assert.equal(fault.exitCode, 5);
    const plan = await planRollback(world.tools, { ...ADA, accept: ["image-present"] });
    assert.equal(plan.target.name, "web-a");
  });

  it("is not held up by a registry that does not answer the question, but says so", async () => {
    world.surroundings.registryStatus = 503;
    const { notes } = await planRollback(world.tools, ADA);
    assert.deepEqual(notes, ["registry.example was asked for the image and answered: 503"]);
  });

  it("names a deploy in between that declares itself irreversible, and why", async () => {
    await world.deploy("web-c", {
      annotations: world.live().annotations ?? {},
      templateAnnotations: { "netra.dev/irreversible": "drops a column" },
    });
    const fault = await refusal({ to: "web-a" });
    assert.deepEqual(fault.findings, [
      { path: "web-c", expected: "a deploy that can be taken back", actual: "irreversible: drops a column" },
    ]);
    const plan = await planRollback(world.tools, { ...ADA, to: "web-a", accept: ["reversible"] });
    assert.equal(plan.target.name, "web-a");
    await assert.doesNotReject(planRollback(world.tools, { ...ADA, to: "web-c" }), "the way forward is free");
  });

  it("names why a revision that was asked for is not ready", async () => {
    await world.deploy("web-c", { annotations: world.live().annotations ?? {}, failed: "exited with 1" });
    const fault = await refusal({ to: "web-c", accept: ["image-present", "secrets-enabled", "reversible"] });
    assert.deepEqual(fault.findings, [
      { path: "web-c", expected: "a revision that is ready", actual: "failed: exited with 1" },
    ]);
  });

  it("ends with 2 and what there is, when the revision asked for does not exist", async () => {
    const fault = await refusal({ to: "nope" });
    assert.equal(fault.exitCode, 2);
    assert.deepEqual(fault.findings, [{ path: "--to", expected: "one of web-b, web-a", actual: "nope" }]);
  });

  it("ends with 2 when several revisions are meant", async () => {
    const fault = await refusal({ to: "web" });
    assert.deepEqual(
      [fault.code, fault.findings],
      ["revision-ambiguous", [{ path: "--to", expected: "one of web-b, web-a", actual: "web" }]],
    );
  });

  it("takes an end of a name that only one revision has", async () => {
    const { target } = await planRollback(world.tools, { ...ADA, to: "-a" });
    assert.equal(target.name, "web-a");
  });

  it("goes on where the pin cannot be read, and says that it is written anew", async () => {
    const annotations = { ...world.live().annotations, "netra.dev/traffic-pin": "garbled" };
    await world.deploy("web-c", { annotations });
    const { target, notes } = await planRollback(world.tools, ADA);
    assert.equal(target.name, "web-b");
    assert.deepEqual(notes, ["the service carries a traffic pin that cannot be read; it is written anew"]);
  });

  it("ends with 6 where there is no service", async () => {
    const tools = { ...world.tools, serviceName: `${world.tools.serviceName}-other` };
    await assert.rejects(planRollback(tools, ADA), { code: "service-missing", exitCode: 6 });
  });
});
