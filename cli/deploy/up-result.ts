import type { LiveTraffic } from "../../release/live-service.ts";
import { digestOf } from "../../validation/image.ts";
import type { ValidationResult } from "../../validation/result.ts";
import type { StepTiming } from "../steps.ts";
import type { DeployTarget } from "../target/target.ts";
import type { LiveReport } from "./check-live.ts";
import type { Deployment } from "./deployment.ts";
import { imageSizeBytes } from "./image-size.ts";

/** What `stage up` ends with; `--json` prints just this. Its keys are a contract. */
export interface UpResult {
  environment: "rehearsal" | "staging";
  project: string;
  region: string;
  changes: Record<string, number>;
  services: ServiceResult[];
  steps: StepTiming[];
  totalSeconds: number;
}

/** One service of an `up`, as it was read back from the cloud. */
export interface ServiceResult {
  key: string;
  name: string;
  url: string;
  revision: string;
  /** Whether this `up` made the revision; false when nothing about it had changed. */
  newRevision: boolean;
  image: {
    reference: string;
    digest: string;
    /** Unpacked, as the Docker engine gives it; null where it does not have the image. */
    sizeBytes: number | null;
    base: string;
    /** The base that the settings name, where `base` only stands in for it. */
    standsInFor: string | null;
  };
  limits: {
    cpu: string;
    memory: string;
    concurrency: number;
    timeoutSeconds: number;
    minInstances: number;
    maxInstances: number;
  };
  traffic: LiveTraffic[];
  /** Null where it was not asked; then `healthSkipped` says why. */
  health: { url: string; status: number; seconds: number } | null;
  healthSkipped?: string;
  /** Null with --no-validate. The whole result is in `.rehearsal/validation/`. */
  validation: Pick<ValidationResult["verdict"], "verdict" | "summary" | "blocking" | "warnings"> | null;
}

/** Puts the run and what was read back together. */
export async function upResult(
  target: DeployTarget,
  deployment: Deployment,
  live: { reports: LiveReport[]; validated: readonly ValidationResult[] },
  time: { steps: readonly StepTiming[]; totalSeconds: number; startedAt: Date },
): Promise<UpResult> {
  return {
    environment: target.kind,
    project: target.access.project,
    region: target.access.region,
    changes: deployment.record.changeCounts ?? {},
    services: await Promise.all(
      live.reports.map(async (report) => ({
        ...(await serviceResult(target, deployment, report, time.startedAt)),
        validation: verdictOf(live.validated.find(({ meta }) => meta.key === report.key)),
      })),
    ),
    steps: [...time.steps],
    totalSeconds: time.totalSeconds,
  };
}

async function serviceResult(
  target: DeployTarget,
  { outputs }: Deployment,
  { key, settled, health, healthSkipped }: LiveReport,
  startedAt: Date,
): Promise<Omit<ServiceResult, "validation">> {
  const { service, latest } = settled;
  const { cpu, memory, concurrency, timeoutSeconds, minInstances, maxInstances } = latest;
  const base = outputs[key]?.baseImage;
  return {
    key,
    name: service.name,
    url: service.uri,
    revision: latest.name,
    newRevision: latest.createdAt >= startedAt,
    image: {
      reference: latest.image,
      digest: digestOf(latest.image) ?? "",
      sizeBytes: (await imageSizeBytes(target.dockerHost, latest.image)) ?? null,
      base: base?.reference ?? "",
      standsInFor: base?.standIn ? wantedBase(target, base.reference) : null,
    },
    limits: { cpu, memory, concurrency, timeoutSeconds, minInstances, maxInstances },
    traffic: service.traffic,
    health: health ? { url: health.url, status: health.status ?? 0, seconds: health.seconds } : null,
    ...(healthSkipped ? { healthSkipped } : {}),
  };
}

function verdictOf(validated: ValidationResult | undefined): ServiceResult["validation"] {
  if (!validated) return null;
  const { verdict, summary, blocking, warnings } = validated.verdict;
  return { verdict, summary, blocking, warnings };
}

function wantedBase({ standInBases }: DeployTarget, standIn: string): string {
  return [...standInBases].find(([, image]) => image === standIn)?.[0] ?? "a base that cannot be pulled here";
}
