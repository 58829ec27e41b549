import assert from "node:assert/strict";
import type { CheckContext } from "../../validation/check.ts";
import { declaredEnvironment } from "../../validation/checks/declared-environment.ts";
import { declaredLimits } from "../../validation/checks/declared-limits.ts";
import { declaredTraffic } from "../../validation/checks/declared-traffic.ts";
import { deployedImage } from "../../validation/checks/deployed-image.ts";
import { gracefulShutdown } from "../../validation/checks/graceful-shutdown.ts";
import { imageSize } from "../../validation/checks/image-size.ts";
import { memory } from "../../validation/checks/memory.ts";
import { revisionReady } from "../../validation/checks/revision-ready.ts";
import { rollbackReadiness } from "../../validation/checks/rollback-readiness.ts";
import { secrets } from "../../validation/checks/secrets.ts";
import { checkContext, cloudQuestions, resultOf, subjectRevision } from "./check-context.ts";

const context = (overrides: Partial<CheckContext> = {}) => checkContext("http://127.0.0.1:1", overrides);

function withRevision(overrides: Parameters<typeof subjectRevision>[0], more: Partial<CheckContext> = {}) {
  const made = context(more);
  return { ...made, subject: { ...made.subject, revision: subjectRevision(overrides) } };
}

describe("checks of what was declared", () => {
  it("pass for a revision that is as declared", async () => {
    const checks = [
      revisionReady,
      deployedImage,
      declaredTraffic,
      declaredLimits,
      declaredEnvironment,
      secrets,
    ];
    for (const check of checks) {
      const { id, verdict, reason } = await resultOf(check, context());
      assert.equal(verdict, "pass", `${id}: ${reason}`);
    }
  });

  it("name every limit that is not live as declared: the four CPUs that a report took for normal", async () => {
    const { verdict, reason, findings } = await resultOf(
      declaredLimits,
      withRevision({ cpu: "4", memory: "4Gi" }),
    );
    assert.equal(verdict, "fail");
    assert.equal(reason, "cpu is 4 CPU instead of 1 CPU; memoryMiB is 4096 MiB instead of 512 MiB");
    assert.equal(findings.length, 2);
  });

  it("tell Cloud Run's own reason for a revision that is not ready", async () => {
    const condition = {
      readiness: "failed" as const,
      message: "The container failed to listen on PORT=8000.",
    };
    const { verdict, reason } = await resultOf(revisionReady, withRevision({ condition }));
    assert.equal(verdict, "fail");
    assert.equal(reason, "backend-b is failed: The container failed to listen on PORT=8000.");
  });

  it("compare digests, and only warn while somebody holds the traffic on an earlier revision", async () => {
    const image = `elsewhere/backend@sha256:${"c".repeat(64)}`;
    assert.equal((await resultOf(deployedImage, withRevision({ image }))).verdict, "fail");
    const held = { by: "pin" as const, why: "a rollback's pin on backend-b" };
    const { verdict, reason } = await resultOf(deployedImage, withRevision({ image }, { held }));
    assert.equal(verdict, "warn");
    assert.match(
      reason,
      /^backend-b serves by a rollback's pin on backend-b, and is not what was deployed last/,
    );
  });

  it("are skipped where it is not known what was deployed", async () => {
    const cloud = cloudQuestions({ deployedImage: async () => ({ unknown: "no stack" }) });
    const { verdict, needed } = await resultOf(deployedImage, context({ cloud }));
    assert.deepEqual([verdict, needed], ["skipped", true]);
  });

  it("name variables and secret versions that are missing", async () => {
    const environment = await resultOf(declaredEnvironment, withRevision({ environment: ["ENVIRONMENT"] }));
    assert.match(environment.reason, /secrets\.JWT_SECRET_KEY is no such variable instead of set/);
    const cloud = cloudQuestions({
      secretState: async ({ secret }) => (secret.includes("jwt") ? undefined : "ENABLED"),
    });
    const { verdict, reason } = await resultOf(secrets, context({ cloud }));
    assert.deepEqual([verdict, reason], ["fail", "no such version (secrets.JWT_SECRET_KEY)"]);
  });

  it("see traffic that went elsewhere", async () => {
    const made = context();
    const traffic = [{ revision: "backend-a", percent: 100 }];
    const { verdict, reason } = await resultOf(declaredTraffic, {
      ...made,
      subject: { ...made.subject, traffic },
    });
    assert.deepEqual([verdict, reason], ["fail", "100 % to backend-a, declared: strategy latest"]);
  });
});

describe("checks of figures and of the way back", () => {
  it("compute the image's claim from the two numbers shown: 57.1 %, not 78", async () => {
    const image = { sizeBytes: 150e6, layers: [{ sizeBytes: 150e6 }] };
    const { check, measured } = await measuredBy(imageSize, cloudQuestions({ image: async () => image }));
    assert.equal(check.verdict, "pass");
    assert.deepEqual(
      measured.claims?.map(({ before, after, percentLess }) => [before, after, percentLess]),
      [[350, 150, 57.1]],
    );
  });

  it("find an instance that was killed for its memory, in Cloud Run's own words", async () => {
    const text = "Memory limit of 512 MiB exceeded with 514 MiB used.";
    const logEntries = async () => [{ text, severity: "ERROR" as const, source: "platform" as const }];
    const { verdict, reason } = await resultOf(memory, context({ cloud: cloudQuestions({ logEntries }) }));
    assert.deepEqual([verdict, reason], ["fail", `1 × ${text}`]);
  });

  it("tell an instance that had to be killed from one that ended in time, and from one out of memory", async () => {
    const ended = async (...lines: [source: "container" | "platform", text: string][]) => {
      const entries = lines.map(([source, text]) => ({
        text,
        source,
        severity: "INFO" as const,
        instance: "one",
      }));
      const logEntries = async (_revision: string, { platformOnly }: { platformOnly?: boolean }) =>
        entries.filter(({ source }) => !platformOnly || source === "platform");
      const { verdict, reason } = await resultOf(
        gracefulShutdown,
        context({ cloud: cloudQuestions({ logEntries }) }),
      );
      return `${verdict} ${reason}`;
    };
    const killed: ["platform", string] = ["platform", "Container terminated on signal 9."];
    assert.equal(await ended(killed), "fail 1 × Container terminated on signal 9.");
    assert.equal(await ended(["container", "Drained"]), "pass 1 ended in time, none was killed");
    assert.match(
      await ended(killed, ["platform", "Memory limit of 512 MiB exceeded with 513 MiB used."]),
      /^skipped no /,
    );
    assert.match(await ended(), /^skipped no instance of this revision has been ended yet/);
  });

  it("end an idle instance where none has ended yet, if they can, and tell how it took that", async () => {
    const shutdown = (killed: boolean, seconds: number) =>
      resultOf(
        gracefulShutdown,
        context({ cloud: cloudQuestions({ endInstance: async () => ({ killed, seconds }) }) }),
      );
    const good = await shutdown(false, 0.2);
    assert.deepEqual(
      [good.verdict, good.reason, good.waitedSeconds],
      ["pass", "an idle instance ended 0.2 s after SIGTERM", 0.2],
    );
    const bad = await shutdown(true, 10.3);
    assert.equal(bad.verdict, "fail");
    assert.equal(bad.reason, "an idle instance went on after SIGTERM, and was killed after 10.3 s");
    assert.deepEqual(bad.findings, [
      { path: "SIGTERM", expected: "an end within 10 s", actual: "an instance was killed" },
    ]);
  });

  it("measure memory where Monitoring tells, warn near the limit, and make nothing up where it does not", async () => {
    const used = (percent: number) => cloudQuestions({ memoryPercent: async () => ({ percent, n: 3 }) });
    assert.equal(
      (await resultOf(memory, context({ cloud: used(50) }))).reason,
      "256 MiB of 512 MiB used (50 %, n 3)",
    );
    assert.equal((await resultOf(memory, context({ cloud: used(95) }))).verdict, "warn");
    const { check, measured } = await measuredBy(memory, cloudQuestions());
    assert.deepEqual([check.verdict, check.needed, measured.memory], ["skipped", false, undefined]);
  });

  it("know a first deployment, an open way back and a closed one", async () => {
    const wayBack = async (outlook: Partial<Awaited<ReturnType<CheckContext["cloud"]["rollback"]>>>) => {
      const rollback = async () => ({ refusals: [], notes: [], servedBefore: true, ...outlook });
      const { verdict, reason } = await resultOf(
        rollbackReadiness,
        context({ cloud: cloudQuestions({ rollback }) }),
      );
      return `${verdict} ${reason}`;
    };
    assert.match(await wayBack({ servedBefore: false }), /^skipped nothing has served before/);
    assert.equal(await wayBack({ target: "backend-a" }), "pass stage rollback would go to backend-a");
    assert.equal(
      await wayBack({ target: "backend-a", refusals: ["irreversible: drops a column"] }),
      "warn the way back to backend-a is closed: irreversible: drops a column",
    );
  });
});

async function measuredBy(check: typeof memory, cloud: CheckContext["cloud"]) {
  const { runCheck } = await import("../../validation/run-check.ts");
  const { result, measured } = await runCheck(check, context({ cloud }));
  return { check: result, measured };
}
