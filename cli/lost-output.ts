import type { EventEmitter } from "node:events";

const losses = new WeakMap<EventEmitter, Error>();

/**
 * Lets what cannot be printed end nothing in the middle: it is told at the end, and a deployment goes on although whoever looked on
 * has left. Node itself forgets the error of its stdout at once.
 */
export function outliveLoss(...streams: EventEmitter[]): void {
  for (const stream of streams) {
    stream.on("error", (error: Error) => {
      if (!losses.has(stream)) losses.set(stream, error);
    });
  }
}

/** Why something that was written there was lost, the first such reason. */
export function lossOf(stream: EventEmitter): NodeJS.ErrnoException | undefined {
  return losses.get(stream);
}
