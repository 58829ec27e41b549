import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** What stays the same for a rehearsal as long as its directory is there. */
export interface RehearsalIdentity {
  /** In the labels of its containers. */
  rehearsalId: string;
  accessToken: string;
}

/** Read from the file (mode 0600), made the first time. */
export function rehearsalIdentity(path: string): RehearsalIdentity {
  if (!existsSync(path)) {
    const identity = {
      rehearsalId: randomBytes(6).toString("hex"),
      accessToken: randomBytes(32).toString("base64url"),
    };
    writeFileSync(path, JSON.stringify(identity), { mode: 0o600, flush: true });
  }
  return JSON.parse(readFileSync(path, "utf8")) as RehearsalIdentity;
}

/** A project number as Google's look, always the same for a project ID. */
export function projectNumber(project: string): string {
  const digest = createHash("sha256").update(project).digest().readUIntBE(0, 6);
  return String(100_000_000_000 + (digest % 900_000_000_000));
}
