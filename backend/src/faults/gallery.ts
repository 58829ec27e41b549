import { crashOnBoot } from "./crash-on-boot.ts";
import { enumObjects } from "./enum-objects.ts";
import type { Fault } from "./fault.ts";
import { ignoreSigterm } from "./ignore-sigterm.ts";
import { leakingConnections } from "./leaking-connections.ts";
import { outOfMemory } from "./out-of-memory.ts";
import { routeMissing } from "./route-missing.ts";
import { silentStart } from "./silent-start.ts";
import { slowAnswers } from "./slow-answers.ts";
import { slowStart } from "./slow-start.ts";
import { webSocket500 } from "./websocket-500.ts";
import { wrongPort } from "./wrong-port.ts";

const GALLERY = {
  "crash-on-boot": crashOnBoot,
  "wrong-port": wrongPort,
  "slow-start": slowStart,
  "silent-start": silentStart,
  "out-of-memory": outOfMemory,
  "slow-answers": slowAnswers,
  "websocket-500": webSocket500,
  "enum-objects": enumObjects,
  "route-missing": routeMissing,
  "leaking-connections": leakingConnections,
  "ignore-sigterm": ignoreSigterm,
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof GALLERY;

/** What the variable `FAULT` may say. */
export const FAULT_NAMES = Object.keys(GALLERY) as [FaultName, ...FaultName[]];

/** The fault of that name; without one, nothing is done wrong. */
export function faultNamed(name: FaultName | undefined): Fault {
  return name === undefined ? {} : GALLERY[name];
}
