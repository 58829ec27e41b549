import type { FastifyInstance } from "fastify";
import { checkAgentBridge, checkChatPipeline } from "../chat/self-check.ts";
import { createThread } from "../database/threads.ts";
import { faultNamed } from "../faults/gallery.ts";
import { createServer, VERSION } from "../http/server.ts";
import type { Services } from "./assemble-services.ts";
import type { SystemCheck, SystemStates } from "./critical-systems.ts";
import { type CriticalSystem, checkSystems, downSystems, logSystemStates } from "./critical-systems.ts";
import type { StartupTimeline } from "./startup-timeline.ts";

const STARTUP_DEADLINE_MS = 5000;
/** Below the startup probe's timeout of one second. */
const HEALTH_DEADLINE_MS = 800;

/**
 * Checks the critical systems, walks the golden path once and opens the port; rejects when one of them is
 * down.
 */
export async function finalize(
  services: Services,
  timeline: StartupTimeline,
): Promise<{ server: FastifyInstance; states: SystemStates }> {
  const { configuration, connections, logger, responder, pool, tokens } = services;
  const checks = systemChecks(services);
  const startupChecks = { ...checks, "Chat Pipeline": () => checkChatPipeline(pool, tokens, logger) };
  const states = await checkSystems(startupChecks, STARTUP_DEADLINE_MS);
  const down = downSystems(states);
  if (down.length > 0) {
    logSystemStates(logger, states, responder.kind);
    throw new Error(down.join("; "));
  }
  const facts = () => ({
    version: VERSION,
    service: configuration.K_SERVICE,
    revision: configuration.K_REVISION,
    environment: configuration.ENVIRONMENT,
    responder: responder.kind,
    startupMs: timeline.totalMs,
    uptimeSeconds: Math.round(process.uptime()),
    webSockets: connections.size,
  });
  const server = await openServer(services, () => checkSystems(checks, HEALTH_DEADLINE_MS), facts);
  return { server, states };
}

function systemChecks({ pool, redis, responder }: Services): Record<CriticalSystem, SystemCheck> {
  return {
    Database: () => pool.query("SELECT 1"),
    Redis: () => redis.ping(),
    "LLM Manager": () => responder.check(),
    "Chat Pipeline": () => pool.query("SELECT FROM messages LIMIT 1"),
    "Agent Bridge": checkAgentBridge,
  };
}

async function openServer(
  services: Services,
  check: () => Promise<SystemStates>,
  facts: () => Record<string, string | number>,
): Promise<FastifyInstance> {
  const { configuration, logger, pool, bus, chat, connections, requireToken } = services;
  const fault = faultNamed(configuration.FAULT);
  const server = await createServer({
    logger,
    auth: services,
    threads: services,
    health: { check, facts },
    errorPercent: configuration.FAULT_ERROR_PERCENT,
    fault,
    webSocket: {
      connections,
      requireToken,
      logger,
      actions: {
        ask: (principal, question) => chat.ask(principal, question),
        record: (principal, message) => chat.record(principal, message),
        openThread: (principal, title) => createThread(pool, principal, title),
        deliver: (principal, event) => bus.publish({ principal, kind: "event", payload: event }),
      },
    },
  });
  const heartbeat = setInterval(
    () => connections.sweep(Date.now() / 1000),
    configuration.WS_HEARTBEAT_SECONDS * 1000,
  );
  server.addHook("onClose", async () => clearInterval(heartbeat));
  await server.listen({ host: "0.0.0.0", port: fault.port?.(configuration.PORT) ?? configuration.PORT });
  return server;
}
