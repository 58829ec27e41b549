import type { LogEntry, Store } from "../contract.ts";

/** Takes log entries without making the one who logs wait for the disk. */
export interface LogBatch {
  /** The entry is made when the batch is written, so that a request does not pay for it. */
  add(make: () => LogEntry): void;
  flush(): void;
  /** Writes what there is; entries that come later are dropped: connections that were broken off end after the store has closed. */
  close(): void;
}

const FLUSH_INTERVAL_MS = 200;
const BATCH_SIZE = 1_000;

/** Writes entries to the store every 200 ms, or when 1000 have come together. */
export function createLogBatch(store: Pick<Store, "appendLogs">): LogBatch {
  let pending: (() => LogEntry)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (pending.length === 0) return;
    const entries = pending.map((make) => make());
    pending = [];
    store.appendLogs(entries);
  };
  return {
    add(make) {
      if (isClosed) return;
      pending.push(make);
      if (pending.length >= BATCH_SIZE) flush();
      else timer ??= setTimeout(flush, FLUSH_INTERVAL_MS);
    },
    flush,
    close() {
      flush();
      isClosed = true;
    },
  };
}
