import { parseArgs } from "node:util";
import { pino } from "pino";
import { Fault } from "../faults/fault.ts";
import { formatError } from "../faults/format.ts";
import { configurationHash, readConfiguration } from "./daemon/configuration.ts";
import { writeEndpoint } from "./daemon/endpoint-file.ts";
import { rehearsalPaths } from "./daemon/paths.ts";
import { runCloud } from "./daemon/run-cloud.ts";
import { versionStamp } from "./daemon/version-stamp.ts";
import { removePidFile, writePidFile } from "./databases/pid-file.ts";

/**
 * The local Google Cloud as a program: `node rehearsal/daemon.ts --project-dir DIR`. Reads its configuration from
 * `.rehearsal/cloud/configuration.json`, writes `endpoint.json` beside it once it answers, logs JSON lines to its standard
 * output. SIGTERM and SIGINT stop it in order; a kill loses nothing.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { "project-dir": { type: "string", default: process.cwd() } } });
  const paths = rehearsalPaths(values["project-dir"]);
  const log = pino.destination({ fd: process.stdout.fd, sync: true });
  const logger = pino({ base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, log);
  const configuration = readConfiguration(paths.configuration);
  const stamp = versionStamp();
  const { identity } = writePidFile(paths.daemonPid, process.pid);
  logger.info("starting the image registry, databases and Redis");
  const cloud = await runCloud(configuration, paths, logger);
  const stop = (signal: string) => {
    logger.info({ signal }, "stopping");
    cloud.stop().then(
      () => {
        removePidFile(paths.daemonPid);
        process.exit(0);
      },
      (error: unknown) => fail(error),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  const marks = { identity, configurationHash: configurationHash(configuration), versionStamp: stamp };
  writeEndpoint(paths.endpoint, { ...cloud.endpoint, ...marks });
  logger.info({ apiUrl: cloud.endpoint.apiUrl }, "the local Google Cloud answers");
}

function fail(error: unknown): never {
  process.stderr.write(`${formatError(error)}\n`);
  process.exit(error instanceof Fault ? error.exitCode : 1);
}

main().catch(fail);
