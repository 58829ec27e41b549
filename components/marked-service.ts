import * as cloudrunv2 from "@pulumi/gcp/cloudrunv2/getService.js";
import type * as pulumi from "@pulumi/pulumi";
import type { MarkedService } from "../traffic/release-annotations.ts";
import { shortName } from "../traffic/serving.ts";

/** Reads the live service, in previews too; undefined when there is none yet. Any other failure is one. */
export async function readMarkedService(
  address: Required<Pick<cloudrunv2.GetServiceArgs, "project" | "location" | "name">>,
  parent: pulumi.Resource,
): Promise<MarkedService | undefined> {
  try {
    const service = await cloudrunv2.getService(address, { parent });
    return {
      latestReadyRevision: shortName(service.latestReadyRevision),
      trafficStatuses: service.trafficStatuses,
      annotations: service.annotations,
      templateRevision: shortName(service.templates[0]?.revision ?? ""),
      updateTime: service.updateTime,
      lastModifier: service.lastModifier,
    };
  } catch (error) {
    if (error instanceof Error && error.message.includes(`services/${address.name} not found`))
      return undefined;
    throw error;
  }
}
