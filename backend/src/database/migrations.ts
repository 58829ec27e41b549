/** A step of the schema. Never edited once released: a change is a new step. */
export interface Migration {
  version: number;
  name: string;
  sql: string;
}

/**
 * Steps in order. Each must leave the schema usable by the revision before, which a rollback sends traffic
 * back to.
 */
export const MIGRATIONS: Migration[] = [
  {
    version: 1,
    name: "users-threads-messages",
    sql: `
      CREATE TABLE users (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        email text NOT NULL UNIQUE,
        password_hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE threads (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        owner text NOT NULL,
        title text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX threads_by_owner ON threads (owner, created_at DESC);
      CREATE TABLE messages (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        position bigint GENERATED ALWAYS AS IDENTITY,
        thread_id uuid NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('user', 'assistant')),
        content text NOT NULL,
        agent text,
        responder text,
        run_id uuid,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX messages_by_thread ON messages (thread_id, position);
    `,
  },
];
