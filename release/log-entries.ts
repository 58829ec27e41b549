import type { RestClient } from "./rest/rest-client.ts";

/** Where entries are read. */
export interface LogSource {
  /** Such as `https://logging.googleapis.com`, without a slash at its end. */
  baseUrl: string;
  project: string;
}

export interface LogListing {
  /** In the logging query language. */
  filter: string;
  order: "oldest first" | "newest first";
  /** Entries by page, up to Cloud Logging's own 1000, which is the default. */
  pageSize?: number;
}

/**
 * The parts of an entry that are read, as the REST API writes them.
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
 */
export interface LogEntryDocument {
  logName?: string;
  insertId?: string;
  /** RFC 3339. */
  timestamp?: string;
  receiveTimestamp?: string;
  severity?: string;
  textPayload?: string;
  jsonPayload?: Record<string, unknown>;
  protoPayload?: Record<string, unknown>;
  labels?: Record<string, string>;
  resource?: { labels?: Record<string, string> };
  httpRequest?: { requestMethod?: string; requestUrl?: string; status?: number };
}

const LARGEST_PAGE = 1000;

/**
 * Entries of Cloud Logging, page by page as they are asked for. A page may be empty with others behind it: only the absence of a
 * token ends them.
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list
 */
export async function* logPages(
  rest: RestClient,
  { baseUrl, project }: LogSource,
  { filter, order, pageSize = LARGEST_PAGE }: LogListing,
): AsyncGenerator<LogEntryDocument[]> {
  const orderBy = order === "oldest first" ? "timestamp asc" : "timestamp desc";
  const question = { resourceNames: [`projects/${project}`], filter, orderBy, pageSize };
  let pageToken: string | undefined;
  do {
    const body = { ...question, ...(pageToken ? { pageToken } : {}) };
    const answer: { entries?: LogEntryDocument[]; nextPageToken?: string } = await rest({
      ...{ method: "POST", url: `${baseUrl}/v2/entries:list`, body },
    });
    yield answer.entries ?? [];
    pageToken = answer.nextPageToken;
  } while (pageToken);
}

/** The first entries of a listing, at most as many. */
export async function firstEntries(
  rest: RestClient,
  source: LogSource,
  listing: LogListing,
  most: number,
): Promise<LogEntryDocument[]> {
  const entries: LogEntryDocument[] = [];
  for await (const page of logPages(rest, source, { ...listing, pageSize: Math.min(most, LARGEST_PAGE) })) {
    entries.push(...page);
    if (entries.length >= most) break;
  }
  return entries.slice(0, most);
}
