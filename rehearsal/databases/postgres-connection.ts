import pg from "pg";
import { reachableDirectory } from "./reachable-directory.ts";

/** Connects as the superuser, hands the client over, and closes it. */
export async function withSuperuser<T>(
  socketDirectory: string,
  password: string,
  work: (client: pg.Client) => Promise<T>,
  database = "postgres",
): Promise<T> {
  using reachable = reachableDirectory(socketDirectory, ".s.PGSQL.5432");
  const client = new pg.Client({ host: reachable.path, port: 5432, user: "postgres", password, database });
  // A server that stops while the connection is open says so here; the work in hand fails by itself.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether the server takes connections and answers. */
export async function canConnect(socketDirectory: string, password: string): Promise<boolean> {
  try {
    await withSuperuser(socketDirectory, password, (client) => client.query("SELECT 1"));
    return true;
  } catch {
    return false;
  }
}
