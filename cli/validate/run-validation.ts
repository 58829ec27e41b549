import { setTimeout } from "node:timers/promises";
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

/** What a validation is run for. */
export interface ValidationRequest {
  target: Target;
  keyed: KeyedService;
  atHand: AtHand;
  /** The command that this is part of, for the result. */
  command: string;
  /** The deployment just before, where there was one. */
  deployment?: ValidationMeta["deployment"];
}

/** Validates one service; `observe` gets the checks in their order before the first begins. */
export async function runValidation(
  { target, keyed, atHand, command, deployment }: ValidationRequest,
  context: VerbContext,
  observe: (checks: Check[]) => ChecksObserver | Promise<ChecksObserver>,
): Promise<ValidationResult> {
  const { signal } = context.interrupt;
  const { key, service: settings } = keyed;
  const live = await liveSubject(target, keyed, context);
  const { subject, url, pinned, history } = live;
  const checks = checksOf(settings);
  const tools = {
    from: target.kind === "rehearsal" ? ("rehearsal" as const) : ("cloud" as const),
    ...{ settings, subject, url, pinned, signal },
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
