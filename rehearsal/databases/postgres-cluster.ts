import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Fault } from "../../faults/fault.ts";
import { findPostgres, type PostgresBinaries } from "./postgres-binaries.ts";
import { canConnect } from "./postgres-connection.ts";
import { type PostgresUser, postgresUser } from "./postgres-user.ts";
import { type SupervisedProcess, supervise } from "./supervised-process.ts";

/** A running PostgreSQL that stands for one Cloud SQL instance. */
export interface PostgresCluster extends SupervisedProcess {
  /** Holds `.s.PGSQL.5432`; containers get it as /cloudsql/<connection name>. */
  socketDirectory: string;
  superuserPassword: string;
  majorVersion: number;
}

const run = promisify(execFile);

/**
 * Starts the cluster in a directory, made the first time. It listens on its unix socket only, with passwords asked for, as
 * behind the Cloud SQL connector (https://cloud.google.com/sql/docs/postgres/connect-run).
 */
export async function startPostgres(
  directory: string,
  crashed: (title: string) => void,
): Promise<PostgresCluster> {
  const binaries = await findPostgres();
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  const runAs = postgresUser([join(directory, "data"), binaries.postgres]);
  const socketDirectory = join(directory, "socket");
  const superuserPassword = passwordIn(join(directory, "superuser-password"));
  ownedDirectory(directory, runAs);
  ownedDirectory(socketDirectory, runAs);
  await initialise(directory, binaries, runAs, superuserPassword);
  const [command = binaries.postgres, ...args] = [...runAs.prefix, binaries.postgres, ...settings(directory)];
  const process = await supervise(
    {
      title: "PostgreSQL",
      command,
      args,
      cwd: directory,
      ...(runAs.user ? { user: runAs.user } : {}),
      pidFile: join(directory, "postgres.pid"),
      logFile: join(directory, "postgres.log"),
      stopSignal: "SIGINT",
      ready: () => canConnect(socketDirectory, superuserPassword),
    },
    crashed,
  );
  return { ...process, socketDirectory, superuserPassword, majorVersion: binaries.majorVersion };
}

/** The socket's path is relative to the data directory: an absolute one may exceed the 107 bytes a socket path may have. */
function settings(directory: string): string[] {
  const values = {
    listen_addresses: "",
    port: "5432",
    unix_socket_directories: "../socket",
    unix_socket_permissions: "0777",
    shared_buffers: "32MB",
    logging_collector: "off",
  };
  return [
    "-D",
    join(directory, "data"),
    ...Object.entries(values).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
  ];
}

async function initialise(
  directory: string,
  { initdb }: PostgresBinaries,
  { prefix, user }: PostgresUser,
  password: string,
): Promise<void> {
  const data = join(directory, "data");
  if (existsSync(join(data, "PG_VERSION"))) return;
  // What an interrupted first start left behind has no data in it yet.
  rmSync(data, { recursive: true, force: true });
  const passwordFile = join(directory, "initdb-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const args = [
    "--username=postgres",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--no-sync",
  ];
  const [command = initdb, ...rest] = [...prefix, initdb, "-D", data, `--pwfile=${passwordFile}`, ...args];
  try {
    await run(command, rest, { cwd: directory, ...user });
  } catch (error) {
    throw initFailed(error);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function initFailed(error: unknown): Fault {
  const { stderr = "", message } = error as { stderr?: string; message: string };
  return new Fault({
    code: "postgres-not-initialised",
    outcome: "cloud",
    summary: "PostgreSQL's data directory could not be made.",
    evidence: (stderr || message).trim().split("\n"),
    cause: error,
  });
}

function passwordIn(path: string): string {
  if (!existsSync(path))
    writeFileSync(path, randomBytes(32).toString("base64url"), { mode: 0o600, flush: true });
  return readFileSync(path, "utf8");
}

function ownedDirectory(path: string, { user }: PostgresUser): void {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
  if (user) chownSync(path, user.uid, user.gid);
}
