import type { Queryable } from "./connection-pool.ts";

export interface NewMessage {
  threadId: string;
  role: "user" | "assistant";
  content: string;
  /** For answers: the agent, what made the text (`deterministic` or `llm`), and the run it belongs to. */
  agent?: string;
  responder?: string;
  runId?: string;
}

export interface Message {
  id: string;
  role: "user" | "assistant";
  content: string;
  agent: string | null;
  responder: string | null;
  runId: string | null;
  createdAt: Date;
}

const COLUMNS = `id, role, content, agent, responder, run_id AS "runId", created_at AS "createdAt"`;

export async function addMessage(db: Queryable, message: NewMessage): Promise<Message> {
  const { threadId, role, content, agent, responder, runId } = message;
  const { rows } = await db.query<Message>(
    `INSERT INTO messages (thread_id, role, content, agent, responder, run_id)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
    [threadId, role, content, agent ?? null, responder ?? null, runId ?? null],
  );
  const [stored] = rows;
  if (!stored) throw new Error("INSERT INTO messages returned no row");
  return stored;
}

/** The thread's messages, oldest first, at most the 500 latest. */
export async function listMessages(db: Queryable, threadId: string): Promise<Message[]> {
  const { rows } = await db.query<Message>(
    `SELECT ${COLUMNS} FROM messages WHERE thread_id = $1 ORDER BY position DESC LIMIT 500`,
    [threadId],
  );
  return rows.reverse();
}
