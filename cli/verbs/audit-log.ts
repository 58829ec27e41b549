import { Fault } from "../../faults/fault.ts";
import { LogOrder } from "../../validation/log-input/log-order.ts";
import { readLog } from "../../validation/log-input/read-log.ts";
import { StartupLogAudit } from "../../validation/startup-log/audit-startup-log.ts";
import {
  type StartupBaseline,
  type StartupExpectation,
  startupExpectation,
} from "../../validation/startup-log/expectation.ts";
import { FINDING_IDS } from "../../validation/startup-log/finding-ids.ts";
import type { StartupAudit } from "../../validation/startup-log/startup-audit.ts";
import { showBytes } from "../byte-progress.ts";
import { openInput } from "../input-file.ts";
import { startupAuditText } from "../print/startup-audit-text.ts";
import type { VerbContext, VerbOptions } from "../verb.ts";

/** Judges the starts that a log tells of, without any cloud. Fails with the Fault `start-not-ready` (exit code 4). */
export async function auditLog({ options, output, interrupt }: VerbContext): Promise<void> {
  const [file = "-"] = options.words ?? [];
  const expectation = expectationOf(options);
  const baseline = options.baseline
    ? (await auditFile(options.baseline, startupExpectation(expectation), interrupt.signal)).baseline
    : undefined;
  const { audit } = await auditFile(
    file,
    startupExpectation({ ...expectation, ...(baseline ? { baseline } : {}) }),
    interrupt.signal,
  );
  const { default: colors } = await import("picocolors");
  output.result(startupAuditText(audit, colors), audit);
  if (audit.verdict === "fail") throw notReady(audit);
}

function expectationOf({ accept = [], maxSeconds, phases }: VerbOptions): Partial<StartupExpectation> {
  const unknown = accept.filter((id) => !FINDING_IDS.includes(id));
  if (unknown.length > 0) {
    throw new Fault({
      code: "finding-unknown",
      outcome: "usage",
      summary: "--accept names no finding that could be accepted.",
      findings: unknown.map((actual) => ({
        path: "--accept",
        expected: "a finding that lines give; one that follows from missing lines cannot be accepted",
        actual,
      })),
      next: `lines give ${FINDING_IDS.join(", ")}`,
    });
  }
  return {
    accepted: Object.fromEntries(accept.map((id) => [id, "--accept"])),
    ...(maxSeconds === undefined ? {} : { budgetSeconds: maxSeconds }),
    ...(phases === false ? { phases: [], criticalSystems: [] } : {}),
  };
}

async function auditFile(
  path: string,
  expectation: StartupExpectation,
  signal: AbortSignal,
): Promise<{ audit: StartupAudit; baseline: StartupBaseline }> {
  const input = await openInput(path, signal);
  const progress = showBytes(input);
  try {
    const running = new StartupLogAudit(expectation);
    const order = new LogOrder(input.name);
    for await (const entries of readLog(input.chunks(), input.name)) {
      for (const entry of entries) {
        order.add(entry);
        running.add(entry);
      }
    }
    order.finish();
    return running.finish(input.name);
  } finally {
    progress.stop();
  }
}

function notReady({ findings }: StartupAudit): Fault {
  const errors = findings.filter(({ severity }) => severity === "error");
  return new Fault({
    code: "start-not-ready",
    outcome: "validation",
    summary: `NOT READY: ${errors.map(({ id }) => id).join(", ")}.`,
  });
}
