/** A client that comes back, as its cookie tells. */
export interface Session {
  /** Where in [0, 1) of the traffic the client lies: it stays on its revision as long as the split lets it. */
  draw: number;
  /** The first characters of the ID of the instance that served it. */
  instance: string;
}

/** The name is observed on Cloud Run, the lifetime documented (https://cloud.google.com/run/docs/configuring/session-affinity). */
const NAME = "GAESA";
const LIFETIME_SECONDS = 30 * 24 * 60 * 60;

const DRAW_BYTES = 4;
const INSTANCE_BYTES = 8;
const DRAWS = 2 ** (8 * DRAW_BYTES);
const COOKIE = new RegExp(`(?:^|;)\\s*${NAME}=([\\w-]{16})(?=\\s*(?:;|$))`);

/** The session that a request's header `cookie` tells of, if any. */
export function readSession(cookie: string | undefined): Session | undefined {
  const [, value] = cookie === undefined ? [] : (COOKIE.exec(cookie) ?? []);
  if (value === undefined) return undefined;
  const bytes = Buffer.from(value, "base64url");
  return {
    draw: bytes.readUInt32BE() / DRAWS,
    instance: bytes.toString("hex", DRAW_BYTES, DRAW_BYTES + INSTANCE_BYTES),
  };
}

/** The value of the header `set-cookie` that makes a client come back to the instance. */
export function sessionCookie(draw: number, instanceId: string): string {
  const bytes = Buffer.alloc(DRAW_BYTES + INSTANCE_BYTES);
  bytes.writeUInt32BE(Math.floor(draw * DRAWS));
  bytes.write(instanceId.slice(0, 2 * INSTANCE_BYTES), DRAW_BYTES, "hex");
  return `${NAME}=${bytes.toString("base64url")}; Max-Age=${LIFETIME_SECONDS}; Path=/; HttpOnly`;
}
