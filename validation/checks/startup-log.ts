import type { Check } from "../check.ts";
import { READY_REVISION } from "../needs.ts";
import { failed, passed, warned } from "../outcome.ts";
import { auditedStart, type StartupContract } from "../probe/startup-audit.ts";
import type { Evidence, LogEvidence } from "../result/evidence.ts";
import type { LogFinding } from "../startup-log/log-findings.ts";
import type { StartupAudit } from "../startup-log/startup-audit.ts";
import { TIME_FINDINGS } from "./startup-time.ts";

/**
 * Whether the start's log shows a good start: its phases in order, every critical system up, no line that tells of an error, whatever
 * it was logged as, and not silent.
 */
export function startupLog(contract: StartupContract): Check {
  return {
    id: "startup-log",
    title: "The start's log shows a good start",
    group: "startup",
    needs: [READY_REVISION],
    timeLimitSeconds: 40,
    async run(context) {
      const { audit, waitedSeconds } = await auditedStart(context, contract);
      const told = withoutTime(audit.findings);
      const evidence = evidenceOf(audit, told, context.subject.revision.name);
      const [errors, warnings] = (["error", "warning"] as const).map((level) =>
        told.filter(({ severity }) => severity === level),
      );
      const findings = [...(errors ?? []), ...(warnings ?? [])].map(findingOf);
      const rest = { evidence, findings, waitedSeconds };
      if (errors && errors.length > 0) return failed(inWords(errors), rest);
      if (warnings && warnings.length > 0) return warned(inWords(warnings), rest);
      return passed(inShort(audit, told), rest);
    },
  };
}

/** What is about time is the other check's; a calm is false only where something else belies it. */
function withoutTime(findings: readonly LogFinding[]): LogFinding[] {
  const told = findings.filter(({ id }) => !TIME_FINDINGS.has(id));
  const belied = told.some(({ id, severity }) => severity === "error" && id !== "false-calm");
  return told.filter(({ id }) => belied || id !== "false-calm");
}

function evidenceOf(audit: StartupAudit, told: readonly LogFinding[], source: string): Evidence[] {
  const samples = told.flatMap(({ samples }) => samples);
  const log: LogEvidence = {
    kind: "log",
    source,
    lines: samples.map(({ time, loggedAs, text }) => ({
      ...(time ? { time } : {}),
      severity: loggedAs,
      text,
    })),
  };
  const accepted = told.filter(({ severity }) => severity === "note");
  const fresh = audit.newLines?.lines ?? [];
  return [
    ...(samples.length > 0 ? [log] : []),
    ...(accepted.length > 0
      ? [
          text(
            "Accepted",
            accepted.map(({ id, reason }) => `${id}: ${reason}`),
          ),
        ]
      : []),
    ...(audit.systems.length > 0
      ? [
          text(
            "Critical systems",
            audit.systems.map(({ name, state }) => `${name}: ${state}`),
          ),
        ]
      : []),
    ...(fresh.length > 0
      ? [
          text(
            `Lines that ${audit.baseline?.name} did not have`,
            fresh.map((line) => line.text),
          ),
        ]
      : []),
  ];
}

function text(title: string, lines: readonly string[]): Evidence {
  return { kind: "text", title, text: lines.join("\n") };
}

function findingOf({ id, reason, samples, count }: LogFinding) {
  const actual = samples[0] ? `${count} × ${samples[0].text}` : reason;
  return { path: id, expected: samples[0] ? `no such line: ${reason}` : "a good start", actual };
}

function inWords(findings: readonly LogFinding[]): string {
  return findings
    .map(({ id, reason, count }) => `${id}${count > 1 ? ` (${count} ×)` : ""}: ${reason}`)
    .join("; ");
}

function inShort({ entries, phases, systems }: StartupAudit, told: readonly LogFinding[]): string {
  const notes = told.length === 0 ? "" : `, ${told.length} accepted`;
  if (phases.length === 0) return `${entries} entries without an error or a warning${notes}`;
  const up = systems.filter(({ state }) => state === "up").length;
  return `${phases.length} phases in order, ${up} of ${systems.length} critical systems up${notes}`;
}
