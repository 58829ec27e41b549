import swagger from "@fastify/swagger";
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from "fastify";
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Logger } from "pino";
import packageJson from "../../package.json" with { type: "json" };
import { registerErrorFault } from "../faults/answer-errors.ts";
import type { Fault } from "../faults/fault.ts";
import { registerWebSocket, type WebSocketParts } from "../websocket/endpoint.ts";
import { agentRoutes } from "./agent-routes.ts";
import { type AuthParts, authRoutes } from "./auth-routes.ts";
import { docsRoutes } from "./docs-routes.ts";
import { registerDrain } from "./drain.ts";
import { registerErrorReplies } from "./error-replies.ts";
import { type HealthParts, healthRoutes } from "./health-routes.ts";
import { registerRequestLog } from "./request-log.ts";
import { type ThreadParts, threadRoutes } from "./thread-routes.ts";

export const VERSION = packageJson.version;

export interface ServerParts {
  logger: Logger;
  auth: AuthParts;
  threads: ThreadParts;
  webSocket: WebSocketParts;
  health: HealthParts;
  /** Share of requests in percent that fail on purpose. */
  errorPercent: number;
  /** What it does wrong on purpose. */
  fault: Fault;
}

/** The whole HTTP face of the service, ready to listen. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: parts.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    forceCloseConnections: "idle",
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest("principal", null);
  registerErrorReplies(app);
  registerRequestLog(app);
  registerDrain(app);
  registerErrorFault(app, parts.errorPercent);
  parts.fault.server?.(app);
  await app.register(swagger, {
    transform: jsonSchemaTransform,
    openapi: {
      openapi: "3.1.0",
      info: { title: "Netra API", version: VERSION },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } },
    },
  });
  await registerWebSocket(app, parts.webSocket);
  await app.register(docsRoutes);
  await app.register(healthRoutes(parts.health));
  await app.register(authRoutes(parts.auth), { prefix: "/api/auth" });
  await app.register(agentRoutes(parts.auth.requireToken), { prefix: "/api/agents" });
  await app.register(threadRoutes(parts.threads), { prefix: "/api/threads" });
  return app;
}
