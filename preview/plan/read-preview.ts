import type { DiagnosticEvent, EngineEvent, PolicyEvent } from "@pulumi/pulumi/automation/events.js";
import { redact } from "../redaction/redact.ts";
import type { Diagnostic, EnginePreview, PolicyResult } from "./engine-preview.ts";
import { nameOfUrn } from "./planned-resource.ts";
import { type PlannedSteps, plannedResources, recordStep } from "./planned-steps.ts";

/** Reads the events of an engine preview, in the order in which they came. */
export function readPreview(stack: string, events: Iterable<EngineEvent>): EnginePreview {
  const preview: EnginePreview = {
    stack,
    resources: [],
    unchanged: 0,
    policies: [],
    errors: [],
    warnings: [],
  };
  const steps: PlannedSteps = new Map();
  for (const event of events) {
    const metadata = (event.resOutputsEvent ?? event.resourcePreEvent ?? event.resOpFailedEvent)?.metadata;
    if (metadata) recordStep(steps, metadata);
    if (event.policyEvent) preview.policies.push(policyResult(event.policyEvent));
    if (event.diagnosticEvent) recordDiagnostic(preview, event.diagnosticEvent);
  }
  const { resources, unchanged } = plannedResources(steps);
  return { ...preview, resources, unchanged };
}

/** As the staging pack says that a value is known only after the deployment. */
const DEFERRED = /: deferred, not passed: /;

function policyResult(event: PolicyEvent): PolicyResult {
  const { policyName: policy, policyPackName: pack, enforcementLevel, resourceUrn, message } = event;
  return {
    policy,
    pack,
    mandatory: enforcementLevel === "mandatory",
    deferred: DEFERRED.test(message),
    ...(resourceUrn ? { resource: nameOfUrn(resourceUrn) } : {}),
    message: redact(plainText(message)),
  };
}

/** What the engine says on the stack after errors that it told before. */
const ECHO = /^(update|preview|destroy|refresh) failed$/;

function recordDiagnostic(preview: EnginePreview, { urn, message, severity }: DiagnosticEvent): void {
  if (severity !== "error" && severity !== "warning") return;
  const text = redact(plainText(message));
  if (text === "" || ECHO.test(text)) return;
  const told: Diagnostic = { ...(urn ? { resource: nameOfUrn(urn) } : {}), message: text };
  const list = severity === "error" ? preview.errors : preview.warnings;
  if (!list.some((other) => other.message === text && other.resource === told.resource)) list.push(told);
}

/** The engine marks colours as `<{%fg 1%}>`. */
function plainText(message: string): string {
  return message.replaceAll(/<\{%.*?%\}>/g, "").trim();
}
