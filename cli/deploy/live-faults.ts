import { Fault, type Finding } from "../../faults/fault.ts";
import { type SettledService, servingInWords } from "../../release/settled.ts";
import type { HealthResult } from "../../validation/health.ts";

/** The engine is content, and yet the cloud has no such service. */
export function serviceMissing(serviceName: string): Fault {
  return new Fault({
    code: "service-missing",
    outcome: "cloud",
    summary: `The engine reports success, but there is no service ${serviceName}.`,
    next: "npx pulumi refresh brings state in line with what is live; then the same command again",
  });
}

/** The service is still being worked on when the time for that is over. */
export function unsettled({ service, latest }: SettledService): Fault {
  const state = latest ? `revision ${latest.name}: ${latest.condition.readiness}` : "no revision yet";
  return new Fault({
    code: "service-unsettled",
    outcome: "cloud",
    summary: `Cloud Run is still working on ${service.name}; last seen: ${service.condition.readiness}, ${state}.`,
    evidence: [`still serving: ${servingInWords(service)}`],
    next: "stage status shows how far it has got",
  });
}

/** What is live is not what was declared. */
export function liveDiffers(key: string, findings: Finding[], { service }: SettledService): Fault {
  return new Fault({
    code: "live-differs",
    outcome: "validation",
    summary: `${service.name} is live, but not as it was declared.`,
    findings: findings.map((finding) => ({ ...finding, path: `services.${key}.${finding.path}` })),
    evidence: [`serving: ${servingInWords(service)}`],
    next: "npx pulumi refresh brings state in line with what is live; then the same command again",
  });
}

/** The revision is ready, and yet its health path does not answer 200. */
export function unhealthy(health: HealthResult, { service }: SettledService): Fault {
  const last = health.status === undefined ? (health.error ?? "no answer") : `HTTP ${health.status}`;
  return new Fault({
    code: "unhealthy",
    outcome: "validation",
    summary: `${health.url} did not answer 200 within ${health.seconds.toFixed(0)} s; last seen: ${last}.`,
    evidence: [`serving: ${servingInWords(service)}`],
    next: "stage logs shows what the service says",
  });
}
