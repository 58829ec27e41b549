import type { Queryable } from "./connection-pool.ts";

export interface User {
  id: string;
  email: string;
}

/** Adds a user; undefined when the address (compared in lower case) is taken. */
export async function addUser(db: Queryable, email: string, passwordHash: string): Promise<User | undefined> {
  const { rows } = await db.query<User>(
    `INSERT INTO users (email, password_hash) VALUES ($1, $2)
     ON CONFLICT (email) DO NOTHING RETURNING id, email`,
    [email.toLowerCase(), passwordHash],
  );
  return rows[0];
}

export async function findUser(
  db: Queryable,
  email: string,
): Promise<(User & { passwordHash: string }) | undefined> {
  const { rows } = await db.query<User & { passwordHash: string }>(
    `SELECT id, email, password_hash AS "passwordHash" FROM users WHERE email = $1`,
    [email.toLowerCase()],
  );
  return rows[0];
}
