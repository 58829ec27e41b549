import type { Queryable } from "./connection-pool.ts";

export interface Thread {
  id: string;
  title: string;
  createdAt: Date;
}

const COLUMNS = `id, title, created_at AS "createdAt"`;

/** Every query names the owner, so nobody reaches another's threads. */
export async function createThread(db: Queryable, owner: string, title: string): Promise<Thread> {
  const { rows } = await db.query<Thread>(
    `INSERT INTO threads (owner, title) VALUES ($1, $2) RETURNING ${COLUMNS}`,
    [owner, title],
  );
  const [thread] = rows;
  if (!thread) throw new Error("INSERT INTO threads returned no row");
  return thread;
}

/** The owner's threads, newest first, at most 100. */
export async function listThreads(db: Queryable, owner: string): Promise<Thread[]> {
  const { rows } = await db.query<Thread>(
    `SELECT ${COLUMNS} FROM threads WHERE owner = $1 ORDER BY created_at DESC LIMIT 100`,
    [owner],
  );
  return rows;
}

/** Undefined when there is no such thread, or it is somebody else's. */
export async function findThread(db: Queryable, owner: string, id: string): Promise<Thread | undefined> {
  const { rows } = await db.query<Thread>(`SELECT ${COLUMNS} FROM threads WHERE owner = $1 AND id = $2`, [
    owner,
    id,
  ]);
  return rows[0];
}
