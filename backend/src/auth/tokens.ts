import { type JWTHeaderParameters, type JWTPayload, jwtVerify, SignJWT } from "jose";

const ISSUER = "netra-backend";
const ALGORITHM = "HS256";
const SERVICE_TOKEN_SECONDS = 300;

/** Who a request comes from. */
export interface Principal {
  /** `user:<uuid>` or `service:<name>`; owns threads and receives events. */
  id: string;
  kind: "user" | "service";
  /** The login session; services have none. */
  sessionId?: string;
  /** When the token ends, in seconds since 1970. */
  expiresAt: number;
}

/**
 * Signs and reads the two kinds of token, HS256 both: `kid: user` with JWT_SECRET_KEY, `kid: service` with
 * SERVICE_SECRET (valid for five minutes). A token signed with the other kind's key does not verify.
 */
export class Tokens {
  readonly #keys: Record<Principal["kind"], Uint8Array>;
  readonly #ttlSeconds: number;

  constructor(jwtSecretKey: string, serviceSecret: string, ttlSeconds: number) {
    const encoder = new TextEncoder();
    this.#keys = { user: encoder.encode(jwtSecretKey), service: encoder.encode(serviceSecret) };
    this.#ttlSeconds = ttlSeconds;
  }

  forUser(userId: string, sessionId: string): Promise<string> {
    return this.#sign("user", `user:${userId}`, this.#ttlSeconds, { jti: sessionId });
  }

  async forService(name: string): Promise<{ token: string; expiresInSeconds: number }> {
    const token = await this.#sign("service", `service:${name}`, SERVICE_TOKEN_SECONDS, {});
    return { token, expiresInSeconds: SERVICE_TOKEN_SECONDS };
  }

  /** Rejects when the signature, issuer, audience, subject or time do not hold. */
  async verify(token: string): Promise<Principal> {
    const { payload, protectedHeader } = await jwtVerify(token, (header) => this.#keys[kindOf(header)], {
      issuer: ISSUER,
      algorithms: [ALGORITHM],
      requiredClaims: ["sub", "exp", "aud"],
    });
    const kind = kindOf(protectedHeader);
    const { sub: id = "", jti: sessionId, exp: expiresAt = 0, aud } = payload;
    if (!id.startsWith(`${kind}:`) || aud !== audienceOf(kind)) throw new Error("not a token of its kind");
    if (kind === "service") return { id, kind, expiresAt };
    if (!sessionId) throw new Error("a user's token without a session");
    return { id, kind, sessionId, expiresAt };
  }

  #sign(kind: Principal["kind"], subject: string, seconds: number, claims: JWTPayload): Promise<string> {
    return (
      new SignJWT(claims)
        .setProtectedHeader({ alg: ALGORITHM, typ: "JWT", kid: kind })
        .setIssuer(ISSUER)
        .setAudience(audienceOf(kind))
        .setSubject(subject)
        .setIssuedAt()
        // In whole seconds, and never less than was promised.
        .setExpirationTime(Math.ceil(Date.now() / 1000) + seconds)
        .sign(this.#keys[kind])
    );
  }
}

function kindOf(header: JWTHeaderParameters): Principal["kind"] {
  return header.kid === "service" ? "service" : "user";
}

function audienceOf(kind: Principal["kind"]): string {
  return `netra-${kind}`;
}
