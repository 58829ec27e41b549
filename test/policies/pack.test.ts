import assert from "node:assert/strict";
import { evaluate } from "../../policies/evaluate.ts";
import { rehearsalConfig, remediatingConfig } from "../../policies/pack-config.ts";
import { UNKNOWN } from "../../policies/resource/property.ts";
import { IMAGE, REPOSITORY, SERVICE } from "../../policies/resource/types.ts";
import { allCases } from "./cases/all-cases.ts";
import { declaredStack } from "./declared-stack.ts";
import type { EditableStack } from "./editable-stack.ts";
import { PACK_FORMS, PackProcess } from "./pack-process.ts";

for (const form of PACK_FORMS)
  describe(`the pack as a ${form}, as the engine asks it`, () => {
    let pack: PackProcess;
    let compliant: EditableStack;

    before(async function () {
      this.timeout(120_000);
      [pack, compliant] = await Promise.all([PackProcess.start(form), declaredStack()]);
    });
    after(() => pack.stop());
    afterEach(() => pack.configure({}));

    it("passes the stack that the program declares", async () => {
      assert.deepEqual(await pack.analyze(compliant.resources), []);
    });

    // The pack reads the Dockerfile itself, so that a bent text of it does not get there.
    for (const { rule, mutant, change } of allCases.filter((entry) => entry.rule !== "not-root"))
      it(`stops a deployment by ${rule}: ${mutant}`, async () => {
        const stack = compliant.copy();
        change(stack);
        const said = await pack.analyze(stack.resources);
        assert.deepEqual(
          [...new Set(said.map((entry) => `${entry.rule} ${entry.level}`))],
          [`${rule} mandatory`],
        );
      });

    it("reads the Dockerfile that the image is built from, and refuses a root one", async () => {
      const stack = compliant.copy();
      stack.set(IMAGE, "build.dockerfile", "test/policies/fixtures/root.Dockerfile");
      const said = await pack.analyzeResource(stack.of(IMAGE));
      assert.deepEqual(
        said.map(({ rule }) => rule),
        ["not-root"],
      );
      assert.match(said[0]?.message ?? "", /found: {3}no USER, which means root/);
    });

    it("says rule, resource, path, found, allowed, why and fix", async () => {
      const stack = compliant.copy();
      stack.set(SERVICE, "template.containers[0].resources.limits.memory", "4Gi");
      const [diagnostic] = await pack.analyzeResource(stack.of(SERVICE));
      assert.equal(
        diagnostic?.message,
        [
          "Every container has the declared memory limit.",
          "[memory-limit] backend: template.containers[0].resources.limits.memory",
          "found:   4Gi",
          "allowed: 512 MiB, such as 512Mi",
          "why:     4Gi once ran where 512Mi was declared, at eight times the price, and a report took it for normal.",
          "fix:     services.<key>.memoryMiB",
        ].join("\n"),
      );
    });

    it("defers what is not known yet, as advice, and judges all the rest of the resource", async () => {
      const stack = compliant.copy();
      stack.set(SERVICE, "template.containers[0].image", UNKNOWN);
      stack.addVariable("SMTP_PASSWORD", "hunter2");
      stack.set(SERVICE, `${stack.variablePath("LOG_LEVEL")}.value`, UNKNOWN);
      const said = await pack.analyzeResource(stack.of(SERVICE));
      const secrets = said.filter(({ rule }) => rule === "secret-names" || rule === "pinned-digest");
      assert.deepEqual(
        secrets.map(({ rule, level }) => `${rule} ${level}`),
        ["pinned-digest advisory", "secret-names mandatory"],
      );
      assert.equal(
        said.find(({ rule }) => rule === "pinned-digest")?.message,
        "[pinned-digest] backend: template.containers[0].image: deferred, not passed: not known yet; the update checks it, and stops at a violation.",
      );
    });

    it("says of unknown values just what the rules say outside of the engine", async () => {
      const stack = compliant.copy();
      stack.set(SERVICE, "template.serviceAccount", UNKNOWN);
      const said = await pack.analyze(stack.resources);
      const expected = evaluate(stack.resources).map(({ rule }) => rule.id);
      assert.deepEqual(said.map(({ rule }) => rule).sort(), expected.sort());
      assert.ok(said.every(({ level }) => level === "advisory"));
      assert.ok(said.length >= 4, `${said.length} deferrals`);
    });

    it("takes invariants and levels of a rule from its config", async () => {
      const stack = compliant.copy();
      stack.set(SERVICE, "template.containers[0].resources.limits.memory", "1Gi");
      stack.set(SERVICE, "ingress", "INGRESS_TRAFFIC_INTERNAL_ONLY");
      await pack.configure({
        "memory-limit": { memoryMiB: { min: 512, max: 1024 } },
        ingress: { enforcementLevel: "advisory" },
      });
      const said = await pack.analyzeResource(stack.of(SERVICE));
      assert.deepEqual(
        said.map(({ rule, level }) => `${rule} ${level}`),
        ["ingress advisory"],
      );
    });

    it("fails on a config that does not fit, rather than go by half of it", async () => {
      const judged = pack
        .configure({ "memory-limit": { memoryMiB: 1024 } })
        .then(() => pack.analyzeResource(compliant.of(SERVICE)));
      await assert.rejects(judged, /memoryMiB/);
    });

    it("lets a rehearsal use its own registry and stand-in base, and staging never", async () => {
      const rehearsal = compliant.copy();
      const standIn = "stage.local/stand-in/node:24-busybox";
      rehearsal.replaceEverywhere("us-central1-docker.pkg.dev", "127.0.0.1:15000");
      rehearsal.set(IMAGE, "build.args.BASE_IMAGE", standIn);
      const staging = await pack.analyze(rehearsal.resources);
      assert.deepEqual([...new Set(staging.map(({ rule }) => rule))].sort(), [
        "allowed-registry",
        "alpine-base",
      ]);
      await pack.configure(rehearsalConfig({ registry: "127.0.0.1:15000", standInBases: [standIn] }));
      assert.deepEqual(await pack.analyze(rehearsal.resources), []);
    });

    it("fixes labels and pins a known tag when it is set to remediate, and nothing else", async () => {
      const stack = compliant.copy();
      const latest = "us-central1-docker.pkg.dev/netra-staging/netra-backend/netra-backend-staging:latest";
      const digest = `sha256:${"b".repeat(64)}`;
      stack.set(SERVICE, "labels", { team: "netra", environment: "development" });
      stack.set(SERVICE, "template.containers[0].image", latest);
      await pack.configure(remediatingConfig({ "pinned-digest": { knownDigests: { [latest]: digest } } }));
      const fixed = await pack.remediate(stack.of(SERVICE));
      const expected = compliant.copy();
      expected.set(SERVICE, "labels", { team: "netra", environment: "staging", "managed-by": "pulumi" });
      expected.set(SERVICE, "template.containers[0].image", latest.replace(":latest", `@${digest}`));
      assert.deepEqual(fixed, expected.service);
      assert.equal(await pack.remediate(compliant.of(REPOSITORY)), undefined);
    });

    it("fixes nothing unless it is told to", async () => {
      const stack = compliant.copy();
      stack.set(SERVICE, "labels", {});
      assert.equal(await pack.remediate(stack.of(SERVICE)), undefined);
    });
  });
