import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Note {
  id: number;
  body: string;
  author: { id: number };
}

interface Answer {
  status: number;
  body?: unknown;
}

/** The user whose access token may write, as GitLab has it for a project's own token. */
export const PROJECT_BOT = { id: 51, token: "glpat-of-a-project" };

/**
 * The notes of merge request 7 of project 42 on 127.0.0.1, as https://docs.gitlab.com/api/notes/ describes them, with the
 * answers that a job's own token gets.
 */
export class LocalGitLab {
  readonly notes: Note[] = [];
  /** Method and path of each call. */
  readonly calls: string[] = [];
  head = "";
  /** Answers of the next calls, in the place of the real ones. */
  readonly failures: Answer[] = [];
  apiUrl = "";
  #nextId = 301;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.apiUrl = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/v4`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  write(body: string, author: number): Note {
    const note = { id: this.#nextId++, body, author: { id: author } };
    this.notes.push(note);
    return note;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body =
      chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString()) as { body?: string });
    const url = new URL(request.url ?? "", this.apiUrl);
    this.calls.push(`${request.method} ${url.pathname.replace("/api/v4", "")}`);
    const answer = this.failures.shift() ?? this.#route(request, url, body.body ?? "");
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }

  #route({ method, headers }: IncomingMessage, { pathname, searchParams }: URL, body: string): Answer {
    if (headers["private-token"] !== PROJECT_BOT.token)
      return { status: 401, body: { message: "401 Unauthorized" } };
    const path = pathname.replace("/api/v4", "");
    const mergeRequest = "/projects/42/merge_requests/7";
    if (path === "/user") return { status: 200, body: { id: PROJECT_BOT.id, username: "project_42_bot" } };
    if (path === mergeRequest) return { status: 200, body: { iid: 7, sha: this.head } };
    if (path === `${mergeRequest}/notes`) {
      return method === "POST"
        ? { status: 201, body: this.write(body, PROJECT_BOT.id) }
        : { status: 200, body: this.#page(searchParams) };
    }
    return this.#note(method, Number(path.replace(`${mergeRequest}/notes/`, "")), body);
  }

  #page(query: URLSearchParams): Note[] {
    const size = Number(query.get("per_page"));
    const page = Number(query.get("page"));
    return this.notes.slice((page - 1) * size, page * size);
  }

  #note(method: string | undefined, id: number, body: string): Answer {
    const note = this.notes.find((one) => one.id === id);
    if (!note) return { status: 404, body: { message: "404 Note Not Found" } };
    if (method === "DELETE") {
      this.notes.splice(this.notes.indexOf(note), 1);
      return { status: 204 };
    }
    note.body = body;
    return { status: 200, body: note };
  }
}
