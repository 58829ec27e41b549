import * as cloudrunv2 from "@pulumi/gcp/cloudrunv2/getService.js";
import * as pulumi from "@pulumi/pulumi";
import type { TrafficSettings } from "../settings/traffic.ts";
import { needsLiveTraffic, planTraffic } from "../traffic/plan-traffic.ts";
import { type LiveTraffic, shortName } from "../traffic/serving.ts";
import type { TrafficTarget } from "../traffic/traffic-target.ts";
import { asRunError } from "./run-error.ts";

export interface TrafficSplitArgs {
  project: string;
  region: string;
  serviceName: string;
  traffic: TrafficSettings;
  /** Name of the revision that this deployment makes. */
  candidate: pulumi.Input<string>;
}

/** Turns the declared strategy into traffic targets; asks the live service only where the strategy depends on it. */
export class TrafficSplit extends pulumi.ComponentResource {
  readonly targets: pulumi.Output<TrafficTarget[]>;

  constructor(name: string, args: TrafficSplitArgs, opts?: pulumi.ComponentResourceOptions) {
    super("stage:components:TrafficSplit", name, {}, opts);
    this.targets = needsLiveTraffic(args.traffic)
      ? this.planFromLive(args)
      : pulumi.output(planTraffic(args.traffic, { candidate: "" }));
    this.registerOutputs({ targets: this.targets });
  }

  private planFromLive(args: TrafficSplitArgs): pulumi.Output<TrafficTarget[]> {
    return pulumi.all([args.candidate, liveTraffic(args, this)]).apply(([candidate, live]) => {
      try {
        return planTraffic(args.traffic, { candidate, live });
      } catch (error) {
        throw asRunError(error);
      }
    });
  }
}

/** What the live service serves; undefined when there is none yet. Any other failure is one. */
async function liveTraffic(
  args: TrafficSplitArgs,
  parent: pulumi.Resource,
): Promise<LiveTraffic | undefined> {
  const { project, region: location, serviceName: name } = args;
  try {
    const service = await cloudrunv2.getService({ project, location, name }, { parent });
    return {
      latestReadyRevision: shortName(service.latestReadyRevision),
      trafficStatuses: service.trafficStatuses,
    };
  } catch (error) {
    if (error instanceof Error && error.message.includes(`services/${name} not found`)) return undefined;
    throw error;
  }
}
