import { ConfigurationError } from "./configuration.ts";
import { createCloudLogger } from "./logging/cloud-logger.ts";
import { startService } from "./startup/start-service.ts";

/**
 * Cloud Run kills ten seconds after SIGTERM:
 * https://cloud.google.com/run/docs/container-contract#instance-shutdown
 */
const DRAIN_DEADLINE_MS = 9000;

const logger = createCloudLogger("info");
const starting = startService(process.env, logger);

process.once("SIGTERM", (signal) => void shutDown(signal));
process.once("SIGINT", (signal) => void shutDown(signal));
process.on("uncaughtException", (error) => {
  logger.fatal({ error }, `Uncaught: ${error.message}`);
  process.exit(1);
});

await starting.catch((error: Error) => {
  const problems = error.cause instanceof ConfigurationError ? error.cause.problems : undefined;
  const details = problems?.map(({ variable, problem }) => `${variable}: ${problem}`).join("; ");
  logger.fatal({ error, problems }, details ? `${error.message}: ${details}` : error.message);
  process.exit(1);
});

async function shutDown(signal: NodeJS.Signals): Promise<void> {
  logger.info(`${signal} received, draining`);
  const late = setTimeout(() => {
    logger.warn(`Not drained within ${DRAIN_DEADLINE_MS} ms, leaving`);
    process.exit(0);
  }, DRAIN_DEADLINE_MS);
  const service = await starting;
  await service.close();
  clearTimeout(late);
  logger.info("Drained");
  process.exit(0);
}
