import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { CRITICAL_SYSTEMS, downSystems, type SystemStates } from "../startup/critical-systems.ts";

export interface HealthParts {
  /** Looks at all critical systems now. */
  check: () => Promise<SystemStates>;
  /** What else the report says: version, revision, responder. */
  facts: () => Record<string, string | number>;
}

const report = z.looseObject({
  status: z.enum(["healthy", "unhealthy"]),
  systems: z.record(z.enum(CRITICAL_SYSTEMS), z.enum(["operational", "down"])),
  reasons: z.array(z.string()),
});

/** `/` greets; `/health` looks at the critical systems; `/health/live` says only that the process answers. */
export function healthRoutes({ check, facts }: HealthParts): FastifyPluginAsyncZod {
  return async (app) => {
    const tags = ["health"];
    const greeting = { summary: "Greeting", tags, response: { 200: z.object({ message: z.string() }) } };
    app.get("/", { schema: greeting }, async () => ({ message: "Welcome to Netra API" }));

    const health = {
      summary: "Critical systems, looked at now",
      tags,
      response: { 200: report, 503: report },
    };
    app.get("/health", { schema: health }, async (_request, reply) => {
      const states = await check();
      const reasons = downSystems(states);
      const systems = Object.fromEntries(
        CRITICAL_SYSTEMS.map((system) => [system, states[system].up ? "operational" : "down"]),
      ) as Record<(typeof CRITICAL_SYSTEMS)[number], "operational" | "down">;
      const status = reasons.length === 0 ? ("healthy" as const) : ("unhealthy" as const);
      return reply.code(reasons.length === 0 ? 200 : 503).send({ status, ...facts(), systems, reasons });
    });

    const live = {
      summary: "The process answers",
      tags,
      response: { 200: z.object({ status: z.literal("alive") }) },
    };
    app.get("/health/live", { schema: live }, async () => ({ status: "alive" as const }));
  };
}
