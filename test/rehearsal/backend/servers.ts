import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { after } from "mocha";
import pg from "pg";
import { startPostgres } from "../../../rehearsal/databases/postgres-cluster.ts";
import { freePort } from "../../free-port.ts";

const INSTANCE = "netra-staging:us-central1:staging-shared-postgres";
const DEADLINE_MS = 10_000;

/** The environment of a backend that uses a real PostgreSQL over a unix socket and a real Redis. */
export type BackendEnvironment = Record<string, string>;

let servers: Promise<BackendEnvironment> | undefined;
const opened = new AsyncDisposableStack();
after(() => opened.disposeAsync());

/** Started once for all test files; stopped and removed at the end of the run. */
export function startServers(): Promise<BackendEnvironment> {
  servers ??= start();
  return servers;
}

/** An empty database beside the shared one. */
export async function createDatabase(): Promise<string> {
  const { DATABASE_HOST, DATABASE_USER, DATABASE_PASSWORD } = await startServers();
  const name = `empty_${randomBytes(4).toString("hex")}`;
  const client = new pg.Client({
    host: DATABASE_HOST,
    user: DATABASE_USER,
    password: DATABASE_PASSWORD,
    database: "postgres",
  });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return name;
}

async function start(): Promise<BackendEnvironment> {
  const folder = await mkdtemp(join(tmpdir(), "backend-"));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  const [socketFolder, redisPort] = await Promise.all([openPostgres(folder), startRedis(folder)]);
  return {
    ENVIRONMENT: "test",
    DATABASE_HOST: socketFolder,
    DATABASE_NAME: "netra",
    DATABASE_USER: "netra",
    DATABASE_PASSWORD: "database-password",
    REDIS_HOST: "127.0.0.1",
    REDIS_PORT: String(redisPort),
    JWT_SECRET_KEY: "jwt-secret-key-of-the-tests-0123456789",
    SERVICE_SECRET: "service-secret-of-the-tests-0123456789",
    OAUTH_CLIENT_SECRET: "oauth-client-secret-of-the-tests",
  };
}

/** As the rehearsal starts it, which also works where the folder of the checkout is closed to other users. */
async function openPostgres(folder: string): Promise<string> {
  const cluster = await startPostgres(join(folder, INSTANCE), (title) => {
    throw new Error(`${title} ended while the tests ran`);
  });
  opened.defer(() => cluster.stop());
  const client = new pg.Client({
    host: cluster.socketDirectory,
    user: "postgres",
    password: cluster.superuserPassword,
    database: "postgres",
  });
  await client.connect();
  await client.query("CREATE ROLE netra LOGIN CREATEDB PASSWORD 'database-password'");
  await client.query("CREATE DATABASE netra OWNER netra");
  await client.end();
  return cluster.socketDirectory;
}

async function startRedis(folder: string): Promise<number> {
  const port = await freePort();
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
  const redis = spawn("redis-server", options, { stdio: "ignore" });
  opened.defer(async () => {
    if (redis.kill()) await once(redis, "exit");
  });
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await accepts(port))) {
    if (redis.exitCode !== null) throw new Error(`redis-server ended with ${redis.exitCode}`);
    if (Date.now() > deadline)
      throw new Error(`redis-server does not listen on ${port} after ${DEADLINE_MS} ms`);
    await delay(20);
  }
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
