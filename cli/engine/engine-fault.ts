import { Fault } from "../../faults/fault.ts";
import { nameOfUrn } from "../../preview/plan/planned-resource.ts";
import type { Operation } from "./engine.ts";
import { planFault } from "./plan-fault.ts";
import { policyFault } from "./policy-fault.ts";
import { policyReports } from "./policy-report.ts";
import type { RunRecord } from "./run-record.ts";

/** How many of the engine's own last lines are shown when its events told no reason. */
const LAST_LINES = 15;

/** How an engine process ended. */
export interface EngineEnd {
  exitCode?: number | undefined;
  signal?: string | undefined;
  all?: string | undefined;
  /** Why it could not even be started. */
  originalMessage?: string | undefined;
}

/** The fault that tells why the engine failed, from its events and, where these are silent, its last lines. */
export function engineFault(operation: Operation, end: EngineEnd, record: RunRecord): Fault {
  const refused = policyReports(record).violations.filter(({ level }) => level === "mandatory");
  if (refused.length > 0) return policyFault(`this ${operation}`, refused);
  return (
    programFault(record) ??
    planFault(record) ??
    new Fault({
      code: "engine-failed",
      outcome: "cloud",
      summary: `pulumi ${operation} failed (${endInWords(end)}).`,
      evidence: reasons(end, record),
      next: nextStep(end, record),
    })
  );
}

/** Codes of faults in what people wrote, which the program finds only when it runs. */
const INPUT_CODE = /^(.+) \[((?:settings|dockerfile|bundle|traffic)-[a-z-]+)\]$/;

/** The program's own fault, which reaches the engine as text, made a fault again. */
function programFault({ errors }: RunRecord): Fault | undefined {
  for (const { message } of errors) {
    const lines = message.split("\n");
    const start = lines.findIndex((line) => INPUT_CODE.test(line));
    const [, summary, code] = INPUT_CODE.exec(lines[start] ?? "") ?? [];
    if (!summary || !code) continue;
    const evidence = lines.slice(start + 1).flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
    return new Fault({ code, outcome: "usage", summary, evidence });
  }
  return undefined;
}

function reasons(end: EngineEnd, record: RunRecord): string[] {
  // The engine repeats itself on the stack's own resource ("update failed"); that says nothing.
  const told = record.errors.filter(
    ({ message }) => !/^(update|preview|destroy|refresh) failed$/.test(message),
  );
  if (told.length > 0) {
    return told.flatMap(({ urn, message }) =>
      message.split("\n").map((line, index) => (index === 0 && urn ? `${nameOfUrn(urn)}: ${line}` : line)),
    );
  }
  const lines = (end.all ?? "").trimEnd().split("\n").slice(-LAST_LINES);
  return end.originalMessage && lines.join("") === "" ? [end.originalMessage] : lines;
}

function nextStep(end: EngineEnd, record: RunRecord): string {
  const text = `${end.all ?? ""}\n${record.errors.map(({ message }) => message).join("\n")}`;
  if (/docker\.sock|Docker (daemon|engine)/i.test(text)) {
    return "start Docker (stage doctor tells which engine is used), then the same command again: it goes on from here";
  }
  return "mend what the lines above name, then the same command again: it goes on from here";
}

function endInWords({ exitCode, signal }: EngineEnd): string {
  if (signal) return `killed by ${signal}`;
  return exitCode === undefined ? "it could not be started" : `exit code ${exitCode}`;
}
