import assert from "node:assert/strict";
import { engineFault } from "../../cli/engine/engine-fault.ts";
import { emptyRunRecord } from "../../cli/engine/run-record.ts";

const urn = "urn:pulumi:staging::netra-backend::gcp:cloudrunv2/service:Service::backend";

describe("engine fault", () => {
  it("gives the engine's errors with the resource they are about, without its own repetition", () => {
    const record = emptyRunRecord();
    record.errors.push({ urn, message: "1 error occurred:\nquota exceeded" }, { message: "update failed" });
    const fault = engineFault("up", { exitCode: 255 }, record);
    assert.deepEqual(
      [fault.code, fault.exitCode, fault.message, fault.evidence],
      [
        "engine-failed",
        6,
        "pulumi up failed (exit code 255).",
        ["backend: 1 error occurred:", "quota exceeded"],
      ],
    );
  });

  it("gives the engine's last lines where its events told nothing", () => {
    const all = Array.from({ length: 40 }, (_, index) => `line ${index}`).join("\n");
    const fault = engineFault("preview", { exitCode: 255, all }, emptyRunRecord());
    assert.equal(fault.evidence.length, 15);
    assert.equal(fault.evidence.at(-1), "line 39");
  });

  it("tells that the engine could not be started", () => {
    const end = { originalMessage: "spawn /nowhere/pulumi ENOENT" };
    const fault = engineFault("up", end, emptyRunRecord());
    assert.equal(fault.message, "pulumi up failed (it could not be started).");
    assert.deepEqual(fault.evidence, ["spawn /nowhere/pulumi ENOENT"]);
  });

  it("names Docker as the next thing to start when Docker is what failed", () => {
    const record = emptyRunRecord();
    record.errors.push({ message: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock" });
    assert.match(engineFault("up", { exitCode: 255 }, record).next ?? "", /^start Docker/);
  });

  it("ends with exit code 3 when a mandatory policy was violated", () => {
    const record = emptyRunRecord();
    record.policyViolations.push({ policy: "memory-limit", urn, message: "over 512Mi", mandatory: true });
    const fault = engineFault("up", { exitCode: 255 }, record);
    assert.deepEqual(
      [fault.exitCode, fault.findings],
      [3, [{ path: "[memory-limit] backend", expected: "what the policy allows", actual: "over 512Mi" }]],
    );
  });

  it("ends with exit code 2 when the program itself refused its input", () => {
    const record = emptyRunRecord();
    record.errors.push({
      message:
        "backend/Dockerfile is refused [dockerfile-refused]\n  line 7: expected a user; found root\n  next: add USER",
    });
    const fault = engineFault("up", { exitCode: 255 }, record);
    assert.deepEqual(
      [fault.code, fault.exitCode, fault.message, fault.evidence],
      [
        "dockerfile-refused",
        2,
        "backend/Dockerfile is refused",
        ["line 7: expected a user; found root", "next: add USER"],
      ],
    );
  });
});
