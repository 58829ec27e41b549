import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** The longest path of a unix socket that the kernel takes, in bytes. */
const LONGEST_SOCKET_PATH = 107;

/** Connects as the superuser, hands the client over, and closes it. */
export async function withSuperuser<T>(
  socketDirectory: string,
  password: string,
  work: (client: pg.Client) => Promise<T>,
  database = "postgres",
): Promise<T> {
  const { host, dispose } = reachable(socketDirectory);
  const client = new pg.Client({ host, port: 5432, user: "postgres", password, database });
  // A server that stops while the connection is open says so here; the work in hand fails by itself.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
    dispose();
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

/** A socket too deep in the file system is reached through a short link for as long as the connection is made. */
function reachable(socketDirectory: string): { host: string; dispose(): void } {
  if (Buffer.byteLength(join(socketDirectory, ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH) {
    return { host: socketDirectory, dispose: () => undefined };
  }
  const directory = mkdtempSync(join(tmpdir(), "stage-"));
  const host = join(directory, "s");
  symlinkSync(socketDirectory, host);
  return { host, dispose: () => rmSync(directory, { recursive: true, force: true }) };
}
