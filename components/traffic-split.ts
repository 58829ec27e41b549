import * as pulumi from "@pulumi/pulumi";
import type { TrafficSettings } from "../settings/traffic.ts";
import { CANARY_ANNOTATION, type CanaryState, canaryInWords, parseCanary } from "../traffic/canary-state.ts";
import { needsCandidate, planTraffic } from "../traffic/plan-traffic.ts";
import { type MarkedService, releaseAnnotations } from "../traffic/release-annotations.ts";
import { PIN_ANNOTATION, parsePin, pinInWords, type TrafficPin } from "../traffic/traffic-pin.ts";
import type { TrafficTarget } from "../traffic/traffic-target.ts";
import { CANDIDATE_TAG } from "../traffic/waiting-tags.ts";
import { readMarkedService } from "./marked-service.ts";
import { asRunError } from "./run-error.ts";

export interface TrafficSplitArgs {
  project: string;
  region: string;
  serviceName: string;
  traffic: TrafficSettings;
  /** Name of the revision that this deployment makes. */
  candidate: pulumi.Input<string>;
}

/** What the live service says before this deployment. */
interface Before {
  live: MarkedService | undefined;
  pin: TrafficPin | undefined;
  canary: CanaryState | undefined;
}

/**
 * Turns the declared strategy into traffic targets. What a rollback or a canary left on the live service goes before the strategy,
 * and is declared again: an update drops annotations that it does not name.
 */
export class TrafficSplit extends pulumi.ComponentResource {
  readonly targets: pulumi.Output<TrafficTarget[]>;
  /** Annotations of the service, values by key: the pin, the canary's state and the serving history. */
  readonly annotations: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: TrafficSplitArgs, opts?: pulumi.ComponentResourceOptions) {
    super("stage:components:TrafficSplit", name, {}, opts);
    const before = pulumi.output(this.read(args));
    this.targets = before.apply((found) =>
      needsCandidate(args.traffic, found)
        ? pulumi.output(args.candidate).apply((candidate) => plan(args.traffic, candidate, found))
        : pulumi.output(plan(args.traffic, "", found)),
    );
    this.annotations = pulumi
      .all([before, args.candidate])
      .apply(([{ live }, candidate]) => releaseAnnotations(live, candidate));
    this.registerOutputs({ targets: this.targets, annotations: this.annotations });
  }

  private async read({ project, region: location, serviceName: name }: TrafficSplitArgs): Promise<Before> {
    const live = await readMarkedService({ project, location, name }, this);
    const pin = orRunError(() => parsePin(live?.annotations[PIN_ANNOTATION]));
    const canary = orRunError(() => parseCanary(live?.annotations[CANARY_ANNOTATION]));
    if (pin) await pulumi.log.warn(`${name}: ${pinInWords(pin)}. ${PINNED}`, this);
    else if (canary) await pulumi.log.warn(`${name}: ${canaryInWords(canary)}. ${shared(canary)}`, this);
    return { live, pin, canary };
  }
}

const PINNED = `It stays there: a new revision gets 0 % and the tag ${CANDIDATE_TAG}, until \`stage promote\` releases the pin.`;

function shared({ revision, steps: [first] }: CanaryState): string {
  if (revision === undefined) return `The revision of this deployment is the canary and gets ${first} %.`;
  return `The shares stay as they are: another revision gets 0 % and the tag ${CANDIDATE_TAG}, until the canary has ended.`;
}

function plan(traffic: TrafficSettings, candidate: string, before: Before): TrafficTarget[] {
  return orRunError(() => planTraffic(traffic, { candidate, ...before }));
}

function orRunError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asRunError(error);
  }
}
