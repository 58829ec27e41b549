import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import type { DeployTarget } from "../target/target.ts";

/** Who sees a preview while it runs, so that it can be told also when it fails. */
export interface PreviewWitness {
  onTarget(target: DeployTarget): void;
  onEvent(event: EngineEvent): void;
  /** Called in the place of printing the result. */
  onResult(text: string, data: object): void;
}
