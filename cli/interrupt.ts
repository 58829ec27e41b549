import { Fault } from "../faults/fault.ts";

/** A terminal, npx and the shim each pass the same Ctrl-C on; within this time they count as one. */
const SAME_PRESS_MILLISECONDS = 500;

/** What a running verb is told about Ctrl-C. */
export interface Interrupt {
  /** Aborts on the first Ctrl-C (or SIGTERM, SIGHUP) with a Fault of outcome `interrupted` as its reason. */
  signal: AbortSignal;
  /** Called on every further press: whoever is cleaning up may hurry. Returns how to stop listening. */
  onFurther(listener: () => void): () => void;
  /** Gives the signals back to Node. */
  release(): void;
}

/** Takes over Ctrl-C, so that what was started can be stopped in order before the program ends with exit code 130. */
export function listenForInterrupt(now: () => number = Date.now): Interrupt {
  const controller = new AbortController();
  const listeners = new Set<() => void>();
  let lastPress = Number.NEGATIVE_INFINITY;
  const press = () => {
    if (now() - lastPress < SAME_PRESS_MILLISECONDS) return;
    lastPress = now();
    if (controller.signal.aborted) for (const listener of listeners) listener();
    else controller.abort(interruptedFault());
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of signals) process.on(name, press);
  return {
    signal: controller.signal,
    onFurther(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    release() {
      for (const name of signals) process.off(name, press);
    },
  };
}

function interruptedFault(): Fault {
  return new Fault({
    code: "interrupted",
    outcome: "interrupted",
    summary: "Interrupted; what was started has been stopped.",
    next: "the same command again goes on from here",
  });
}
