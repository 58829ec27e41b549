import { Fault } from "../../faults/fault.ts";
import { existingService } from "../../release/change-service.ts";
import { listRevisions } from "../../release/listed-revisions.ts";
import { releaseTools } from "../target/release-tools.ts";
import type { KeyedService, Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** The image of the newest revision, and that of the newest one with another image. */
export interface ServingImages {
  newest: string;
  previous: string | undefined;
}

/** Which images a live service runs. Fails with the Fault `image-unknown` (exit code 6) before its first revision. */
export async function servingImages(
  target: Target,
  service: KeyedService,
  context: VerbContext,
): Promise<ServingImages> {
  const tools = releaseTools(target, service, context);
  const live = await existingService(tools);
  const { revisions } = await listRevisions(tools.cloudRun, tools.serviceName, live);
  const newest = revisions[0]?.image;
  if (newest === undefined) {
    throw new Fault({
      code: "image-unknown",
      outcome: "cloud",
      summary: `${live.name} has no revision yet.`,
      next: "stage image REFERENCE measures any image",
    });
  }
  return { newest, previous: revisions.find(({ image }) => image !== newest)?.image };
}
