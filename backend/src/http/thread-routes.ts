import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import * as z from "zod";
import type { ChatPipeline } from "../chat/chat-pipeline.ts";
import { listMessages } from "../database/messages.ts";
import { createThread, findThread, listThreads } from "../database/threads.ts";
import { HttpFault } from "./http-fault.ts";
import { principalOf, type RequireToken } from "./require-token.ts";

export interface ThreadParts {
  pool: pg.Pool;
  chat: ChatPipeline;
  requireToken: RequireToken;
}

const common = { tags: ["chat"], security: [{ token: [] }] };
const thread = z.object({ id: z.uuid(), title: z.string(), createdAt: z.date() });
const message = z.object({
  id: z.uuid(),
  role: z.enum(["user", "assistant"]),
  content: z.string(),
  agent: z.string().nullable(),
  responder: z.string().nullable(),
  runId: z.string().nullable(),
  createdAt: z.date(),
});
const newThread = z.object({ title: z.string().min(1).max(200).default("New thread") });
const newMessage = z.object({ message: z.string().min(1).max(20_000), agent: z.string().optional() });
const params = z.object({ threadId: z.uuid() });

/** Threads and their messages, each seen by its owner only. */
export function threadRoutes({ pool, chat, requireToken }: ThreadParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook("onRequest", requireToken);

    const list = {
      ...common,
      summary: "My threads",
      response: { 200: z.object({ threads: z.array(thread) }) },
    };
    app.get("/", { schema: list }, async (request) => ({
      threads: await listThreads(pool, principalOf(request).id),
    }));

    const create = { ...common, summary: "Open a thread", body: newThread, response: { 201: thread } };
    app.post("/", { schema: create }, async (request, reply) =>
      reply.code(201).send(await createThread(pool, principalOf(request).id, request.body.title)),
    );

    const history = {
      ...common,
      summary: "A thread's messages",
      params,
      response: { 200: z.object({ messages: z.array(message) }) },
    };
    app.get("/:threadId/messages", { schema: history }, async (request) => {
      const { threadId } = request.params;
      const found = await findThread(pool, principalOf(request).id, threadId);
      if (!found) throw new HttpFault(404, "THREAD_NOT_FOUND", `There is no thread ${threadId}.`);
      return { messages: await listMessages(pool, threadId) };
    });

    const ask = {
      ...common,
      summary: "Send a message; replies with the agent's stored answer",
      params,
      body: newMessage,
      response: { 201: z.object({ message, response: message }) },
    };
    app.post("/:threadId/messages", { schema: ask }, async (request, reply) => {
      const { message: text, agent: agentName } = request.body;
      const question = { threadId: request.params.threadId, text, agentName };
      return reply.code(201).send(await chat.ask(principalOf(request).id, question));
    });
  };
}
