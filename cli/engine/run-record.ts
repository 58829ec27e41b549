import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { nameOfUrn } from "../../preview/plan/planned-resource.ts";

/** One resource in an engine run. */
export interface ResourceRun {
  urn: string;
  type: string;
  name: string;
  /** create, update, replace, delete, same, read, refresh, … */
  operation: string;
  state: "running" | "done" | "failed";
  /** Property paths that differ, with the kind of difference (add, update, delete, …-replace). */
  changes: Record<string, string>;
  outputs: Record<string, unknown>;
}

/** What an engine run has told so far. */
export interface RunRecord {
  resources: Map<string, ResourceRun>;
  errors: { urn?: string; message: string }[];
  warnings: { urn?: string; message: string }[];
  policyViolations: PolicyViolation[];
  /** What policies changed of resources before these were touched. */
  remediations: { policy: string; urn: string }[];
  /** The stack's outputs, once its resource is done. */
  stackOutputs: Record<string, unknown>;
  /** How many resources per operation, once the run has ended. */
  changeCounts: Record<string, number> | undefined;
}

/** What a policy said of a resource, as the engine passes it on. */
export interface PolicyViolation {
  policy: string;
  urn?: string;
  message: string;
  mandatory: boolean;
}

export function emptyRunRecord(): RunRecord {
  return {
    resources: new Map(),
    errors: [],
    warnings: [],
    policyViolations: [],
    remediations: [],
    stackOutputs: {},
    changeCounts: undefined,
  };
}

/** A line worth showing to people while the engine runs. */
export interface ProgressLine {
  text: string;
  /** Whether the next line replaces it, such as the share of a layer that has been pushed. */
  passing: boolean;
}

/** Takes an engine event into the record; returns what is worth showing of it. */
export function recordEvent(record: RunRecord, event: EngineEvent): ProgressLine | undefined {
  if (event.resourcePreEvent) return recordStep(record, event.resourcePreEvent.metadata, "running");
  if (event.resOutputsEvent) return recordStep(record, event.resOutputsEvent.metadata, "done");
  if (event.resOpFailedEvent) return recordStep(record, event.resOpFailedEvent.metadata, "failed");
  if (event.diagnosticEvent) return recordDiagnostic(record, event.diagnosticEvent);
  if (event.policyEvent) {
    const { policyName, resourceUrn, message, enforcementLevel } = event.policyEvent;
    record.policyViolations.push({
      policy: policyName,
      ...(resourceUrn ? { urn: resourceUrn } : {}),
      message: plainText(message),
      mandatory: enforcementLevel === "mandatory",
    });
  }
  const { policyRemediationEvent: remediation } = event as RemediatingEvent;
  if (remediation) {
    record.remediations.push({ policy: remediation.policyName, urn: remediation.resourceUrn });
  }
  if (event.summaryEvent) record.changeCounts = { ...event.summaryEvent.resourceChanges };
  return undefined;
}

/** The engine tells of remediations too, which the types of its events leave out. */
interface RemediatingEvent {
  policyRemediationEvent?: { policyName: string; resourceUrn: string };
}

/** The engine marks colours as `<{%fg 1%}>`; this takes them out. */
export function plainText(message: string): string {
  return message.replaceAll(/<\{%.*?%\}>/g, "").trim();
}

const STACK_TYPE = "pulumi:pulumi:Stack";

function recordStep(
  record: RunRecord,
  metadata: StepEventMetadata,
  state: ResourceRun["state"],
): ProgressLine | undefined {
  const { urn, type, op } = metadata;
  const outputs = metadata.new?.outputs ?? record.resources.get(urn)?.outputs ?? {};
  const name = nameOfUrn(urn);
  record.resources.set(urn, { urn, type, name, operation: op, state, changes: changesOf(metadata), outputs });
  if (type === STACK_TYPE) {
    if (state === "done") record.stackOutputs = outputs;
    return undefined;
  }
  if (op === "same" || op === "read" || op === "refresh") return undefined;
  return { text: `${STATE_WORDS[state]} ${op} ${shortType(type)} ${name}`, passing: state === "running" };
}

const STATE_WORDS = { running: "…", done: "✓", failed: "✗" } as const;

/** `gcp:cloudrunv2/service:Service` → `cloudrunv2.Service`. */
function shortType(type: string): string {
  const [, module = "", kind = ""] = type.split(":");
  return module === "index" || module.startsWith("index/") ? kind : `${module.split("/")[0]}.${kind}`;
}

function changesOf(metadata: StepEventMetadata): Record<string, string> {
  const detailed = Object.entries(metadata.detailedDiff ?? {}).map(
    ([path, diff]) => [path, diff.diffKind] as const,
  );
  const plain = (metadata.diffs ?? []).map((path) => [path, "update"] as const);
  return Object.fromEntries(detailed.length > 0 ? detailed : plain);
}

/** The event log carries the engine's debug messages too, which its types leave out. */
const TOLD_SEVERITIES: ReadonlySet<string> = new Set(["info", "info#err", "warning", "error"]);

function recordDiagnostic(
  record: RunRecord,
  diagnostic: NonNullable<EngineEvent["diagnosticEvent"]>,
): ProgressLine | undefined {
  const message = plainText(diagnostic.message);
  if (message === "" || !TOLD_SEVERITIES.has(diagnostic.severity)) return undefined;
  const entry = { ...(diagnostic.urn ? { urn: diagnostic.urn } : {}), message };
  if (diagnostic.severity === "error") record.errors.push(entry);
  if (diagnostic.severity === "warning") record.warnings.push(entry);
  const line = message.split("\n").at(-1) ?? "";
  const text = diagnostic.urn ? `${nameOfUrn(diagnostic.urn)}: ${line}` : line;
  return { text, passing: diagnostic.ephemeral ?? false };
}
