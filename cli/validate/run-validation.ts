import { setTimeout } from "node:timers/promises";
import type { ServiceSettings } from "../../settings/service.ts";
import type { Check } from "../../validation/check.ts";
import { checksOf } from "../../validation/contracts/choose-contract.ts";
import type { ValidationMeta } from "../../validation/result/meta.ts";
import type { ValidationResult } from "../../validation/result.ts";
import type { ChecksObserver } from "../../validation/run-checks.ts";
import { inOrder } from "../../validation/run-checks.ts";
import { validate } from "../../validation/validate.ts";
import type { KeyedService, Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { type AtHand, askCloud } from "./ask-cloud.ts";
import { liveSubject } from "./live-subject.ts";
import { monthlyCost } from "./monthly-cost.ts";

/** What a validation is run for. */
export interface ValidationRequest {
  target: Target;
  keyed: KeyedService;
  atHand: AtHand;
  /** The command that this is part of, for the result. */
  command: string;
  /** Requests per endpoint where fewer than the settings' will do. */
  samples?: number;
  /** The deployment just before, where there was one. */
  deployment?: ValidationMeta["deployment"];
}

/** Validates one service; `observe` gets the checks in their order before the first begins. */
export async function runValidation(
  { target, keyed, atHand, command, samples, deployment }: ValidationRequest,
  context: VerbContext,
  observe: (checks: Check[]) => ChecksObserver | Promise<ChecksObserver>,
): Promise<ValidationResult> {
  const { signal } = context.interrupt;
  const { key } = keyed;
  const settings = withSamples(keyed.service, samples);
  const live = await liveSubject(target, keyed, context);
  const { subject, url, held, history } = live;
  const checks = checksOf(settings);
  const cost = monthlyCost(target.settings.region, settings);
  const tools = {
    from: target.kind === "rehearsal" ? ("rehearsal" as const) : ("cloud" as const),
    ...{ settings, subject, url, held, signal },
    ...(cost ? { cost } : {}),
    cloud: askCloud(target, keyed, subject.revision.name, atHand, context),
    clock: { now: Date.now, pause: (ms: number) => setTimeout(ms, undefined, { signal }) },
  };
  const known = {
    ...{ project: target.settings.project, region: target.settings.region, key, command },
    standIns: standInsOf(target, settings.image.baseImage),
    ...(deployment ? { deployment } : {}),
  };
  return validate(checks, tools, known, history, await observe(inOrder(checks)));
}

/** Base images of a rehearsal that only stand in for those of the settings, and the local cloud itself. */
function standInsOf({ kind, settings, standInBases }: Target, baseImage: string | undefined): string[] {
  if (kind !== "rehearsal") return [];
  const stood = [...standInBases].find(([, standIn]) => standIn === baseImage);
  const isStandIn = baseImage !== undefined && settings.rehearsal?.standInBases.includes(baseImage);
  return [
    "Google Cloud: a local cloud on one machine",
    ...(stood ? [`${stood[0]}: ${stood[1]}`] : isStandIn ? [`the base image: ${baseImage}`] : []),
  ];
}

function withSamples(settings: ServiceSettings, most = Number.POSITIVE_INFINITY): ServiceSettings {
  const { validation } = settings;
  const samples = Math.min(most, validation.latency.samples);
  return { ...settings, validation: { ...validation, latency: { ...validation.latency, samples } } };
}
