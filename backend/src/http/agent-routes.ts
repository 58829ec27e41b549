import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { AGENTS } from "../agents/registry.ts";
import type { RequireToken } from "./require-token.ts";

const agent = z.object({ name: z.string(), description: z.string(), tools: z.array(z.string()) });

/** The agents that can be asked. */
export function agentRoutes(requireToken: RequireToken): FastifyPluginAsyncZod {
  return async (app) => {
    const schema = {
      summary: "The agents that can be asked",
      tags: ["chat"],
      security: [{ token: [] }],
      response: { 200: z.object({ agents: z.array(agent) }) },
    };
    app.get("/", { schema, onRequest: requireToken }, async () => ({
      agents: AGENTS.map(({ name, description, tool }) => ({ name, description, tools: [tool.name] })),
    }));
  };
}
