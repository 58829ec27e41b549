import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";

/** Something that this service can be told to do wrong, so that a rehearsal has something to find. Each part is left out where unset. */
export interface Fault {
  /** As soon as the configuration is read; the start waits for it. */
  start?(logger: Logger): Promise<void> | void;
  /** On the server, before its routes. */
  server?(app: FastifyInstance): void;
  /** Where to listen instead of the declared port. */
  port?(declared: number): number;
}
