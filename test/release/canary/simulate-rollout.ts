import { runCanary } from "../../../release/canary/run-canary.ts";
import type { CanarySettings } from "../../../settings/canary.ts";
import { CanaryWorld } from "./canary-world.ts";
import { seededRandom } from "./seeded-random.ts";
import { SimulatedLoad, type SimulatedTraffic } from "./simulated-traffic.ts";

/** How a simulated rollout has ended. */
export interface SimulatedRollout {
  kind: "promoted" | "failed" | "held";
  /** The largest share in percent that the canary got. */
  largestShare: number;
  /** Until the end, in minutes. */
  minutes: number;
  world: CanaryWorld;
}

/** Runs a whole canary of revision `b` beside `a`, without any time passing. */
export async function simulateRollout(
  traffic: SimulatedTraffic,
  seed: number,
  settings: Partial<CanarySettings> = {},
): Promise<SimulatedRollout> {
  const load = new SimulatedLoad(traffic, seededRandom(seed));
  const world = new CanaryWorld(load.behaviour);
  const startedAt = world.now;
  let passed = world.now;
  world.onPause = () => {
    const shares = Object.fromEntries(world.live.traffic.map(({ revision, percent }) => [revision, percent]));
    load.pass(passed, world.now, shares);
    passed = world.now;
  };
  const end = await runCanary(world.run(settings), await world.begin(settings));
  return {
    kind: end.kind,
    largestShare: Math.max(...world.shares),
    minutes: (world.now - startedAt) / 60_000,
    world,
  };
}
