import { setImmediate as nextTurn } from "node:timers/promises";
import type { ReadyInstance } from "../../rehearsal/revisions/ready-instance.ts";
import { InstanceNotReady } from "../../rehearsal/revisions/start-failure.ts";
import { createUpstream } from "../../rehearsal/routing/upstream.ts";

/** Instances that run nothing; each start is decided by the test. */
export class FakeInstances {
  readonly started: { end(): void; stopped: boolean }[] = [];
  /** Set to make starts fail. */
  failing = false;
  /** Set to make starts wait until it resolves. */
  gate: Promise<void> = Promise.resolve();

  readonly start = async (): Promise<ReadyInstance> => {
    await this.gate;
    await nextTurn();
    if (this.failing) throw new InstanceNotReady({ kind: "unsupported", message: "it does not start" });
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const instance = { end, stopped: false };
    this.started.push(instance);
    return {
      upstream: createUpstream("127.0.0.1", 1, `i${this.started.length}`),
      ended,
      async stop() {
        instance.stopped = true;
        end();
        return { exitCode: 0, outOfMemory: false, lastLogLines: [] };
      },
    };
  };

  get running(): number {
    return this.started.filter(({ stopped }) => !stopped).length;
  }
}

/** Waits for what other turns of the event loop bring about. */
export async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 25_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error("not within 25 s");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
