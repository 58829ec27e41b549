import type pg from "pg";

/**
 * Runs the work on one connection in one transaction. When it throws, the connection is dropped, which rolls
 * back.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  end: "COMMIT" | "ROLLBACK" = "COMMIT",
): Promise<T> {
  const client = await pool.connect();
  let finished = false;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query(end);
    finished = true;
    return result;
  } finally {
    client.release(!finished);
  }
}
