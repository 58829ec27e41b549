import * as z from "zod";

/** The seven event types, plain strings on the wire. */
export const EVENT_TYPES = [
  "agent_started",
  "agent_thinking",
  "agent_completed",
  "tool_executing",
  "tool_completed",
  "error_occurred",
  "status_update",
] as const;

const thread = z.looseObject({ id: z.uuid(), title: z.string() });
const message = z.looseObject({ id: z.uuid(), role: z.enum(["user", "assistant"]), content: z.string() });

/** What the checks of the reference backend know of it: its routes, its WebSocket, the shapes of its answers. */
export const CHAT = {
  registerPath: "/api/auth/register",
  loginPath: "/api/auth/login",
  serviceTokenPath: "/api/auth/token",
  agentsPath: "/api/agents",
  threadsPath: "/api/threads",
  healthPath: "/health",
  socketPath: "/ws",
  subprotocol: "netra.v1",
  /** A browser, which cannot set headers, offers the token behind this. */
  tokenPrefix: "jwt.",
  /** Events of one answer, in this order. */
  goldenPath: ["agent_started", "agent_thinking", "tool_executing", "tool_completed", "agent_completed"],
  /** The secret that another service shows for a token. */
  clientSecretVariable: "OAUTH_CLIENT_SECRET",
  bodies: {
    login: z.looseObject({ token: z.string().min(1), tokenType: z.literal("Bearer") }),
    serviceToken: z.looseObject({ access_token: z.string().min(1), token_type: z.literal("Bearer") }),
    agents: z.looseObject({ agents: z.array(z.looseObject({ name: z.string() })).min(1) }),
    threads: z.looseObject({ threads: z.array(thread) }),
    thread,
    answer: z.looseObject({ message, response: message }),
    messages: z.looseObject({ messages: z.array(message) }),
    health: z.looseObject({
      status: z.enum(["healthy", "unhealthy"]),
      systems: z.record(z.string(), z.enum(["operational", "down"])),
      reasons: z.array(z.string()),
      webSockets: z.int().nonnegative(),
      revision: z.string(),
    }),
    error: z.looseObject({ error: z.looseObject({ code: z.string(), message: z.string() }) }),
  },
  event: z.looseObject({ type: z.enum(EVENT_TYPES), timestamp: z.iso.datetime() }),
} as const;
