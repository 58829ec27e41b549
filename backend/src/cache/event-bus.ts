import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import * as z from "zod";

const CHANNEL = "netra:events";

const envelope = z.object({
  origin: z.string(),
  principal: z.string(),
  kind: z.enum(["event", "session-closed"]),
  payload: z.record(z.string(), z.unknown()),
});

/** News for one principal: an event to deliver to their sockets, or a session whose sockets must go. */
export type BusMessage = Omit<z.infer<typeof envelope>, "origin">;

/**
 * Carries events between instances, since a user's socket and the request that starts their agent may land on
 * different ones, or on two revisions during a traffic split. Local listeners are called at once, those
 * elsewhere through Redis.
 */
export class EventBus {
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #origin = randomUUID();
  readonly #onPublishError: (error: unknown) => void;
  #listener: (message: BusMessage) => void = () => undefined;

  constructor(publisher: Redis, subscriber: Redis, onPublishError: (error: unknown) => void) {
    this.#publisher = publisher;
    this.#subscriber = subscriber;
    this.#onPublishError = onPublishError;
  }

  async listen(listener: (message: BusMessage) => void): Promise<void> {
    this.#listener = listener;
    this.#subscriber.on("message", (_channel, text) => {
      const { origin, ...message } = envelope.parse(JSON.parse(text));
      if (origin !== this.#origin) listener(message);
    });
    await this.#subscriber.subscribe(CHANNEL);
  }

  /**
   * Delivers here before it returns; delivery elsewhere is best effort, its failure is reported to
   * `onPublishError`.
   */
  publish(message: BusMessage): void {
    this.#listener(message);
    const text = JSON.stringify({ origin: this.#origin, ...message });
    this.#publisher.publish(CHANNEL, text).catch(this.#onPublishError);
  }
}
