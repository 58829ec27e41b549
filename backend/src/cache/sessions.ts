import type { RedisConnection } from "./redis-connection.ts";

/** Logged-in sessions, in Redis so that every instance and every revision knows a logout. */
export class Sessions {
  readonly #redis: Pick<RedisConnection, "set" | "exists" | "del">;
  readonly #ttlSeconds: number;

  constructor(redis: Pick<RedisConnection, "set" | "exists" | "del">, ttlSeconds: number) {
    this.#redis = redis;
    this.#ttlSeconds = ttlSeconds;
  }

  async open(sessionId: string, principal: string): Promise<void> {
    await this.#redis.set(keyOf(sessionId), principal, {
      expiration: { type: "EX", value: this.#ttlSeconds },
    });
  }

  async isOpen(sessionId: string): Promise<boolean> {
    return (await this.#redis.exists(keyOf(sessionId))) === 1;
  }

  async close(sessionId: string): Promise<void> {
    await this.#redis.del(keyOf(sessionId));
  }
}

function keyOf(sessionId: string): string {
  return `session:${sessionId}`;
}
