import assert from "node:assert/strict";
import { EXIT_CODES } from "../../faults/exit-codes.ts";
import { Fault } from "../../faults/fault.ts";
import { formatError, formatFault } from "../../faults/format.ts";

const fault = new Fault({
  code: "settings-invalid",
  outcome: "usage",
  summary: "1 setting is wrong",
  findings: [{ path: "services.backend.cpu", expected: "1 or 2", actual: "3", example: "1" }],
  evidence: ["line of a log"],
  next: "correct it",
});

describe("formatFault", () => {
  it("prints summary, findings, evidence and the next step, without a stack", () => {
    assert.equal(
      formatFault(fault),
      [
        "1 setting is wrong [settings-invalid]",
        "  services.backend.cpu: expected 1 or 2, for example 1; found 3",
        "  | line of a log",
        "  next: correct it",
      ].join("\n"),
    );
  });

  it("prints bugs with their stack, and other thrown values as text", () => {
    assert.equal(formatError(fault), formatFault(fault));
    assert.match(formatError(new TypeError("oops")), /^TypeError: oops\n {4}at /);
    assert.equal(formatError("oops"), "oops");
  });
});

describe("exit codes", () => {
  it("are a contract that no release changes", () => {
    const codes = Object.fromEntries(
      Object.entries(EXIT_CODES).map(([outcome, { code }]) => [outcome, code]),
    );
    assert.deepEqual(codes, {
      done: 0,
      bug: 1,
      usage: 2,
      policy: 3,
      validation: 4,
      noRollbackTarget: 5,
      cloud: 6,
      drift: 7,
      rolledBack: 8,
      held: 9,
      interrupted: 130,
    });
  });

  it("follow from a fault's outcome", () => {
    assert.equal(fault.exitCode, 2);
  });
});
