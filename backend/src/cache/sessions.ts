/** The commands of Redis that sessions need. */
export interface SessionStore {
  set(key: string, value: string, unit: "EX", seconds: number): Promise<unknown>;
  exists(key: string): Promise<number>;
  del(key: string): Promise<number>;
}

/** Logged-in sessions, in Redis so that every instance and every revision knows a logout. */
export class Sessions {
  readonly #redis: SessionStore;
  readonly #ttlSeconds: number;

  constructor(redis: SessionStore, ttlSeconds: number) {
    this.#redis = redis;
    this.#ttlSeconds = ttlSeconds;
  }

  async open(sessionId: string, principal: string): Promise<void> {
    await this.#redis.set(keyOf(sessionId), principal, "EX", this.#ttlSeconds);
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
