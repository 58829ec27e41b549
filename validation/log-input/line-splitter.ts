import { refuseEndless, type Splitter } from "./splitter.ts";

/** Lines, without their ends. */
export class LineSplitter implements Splitter {
  #rest = "";

  push(chunk: string): string[] {
    const lines = (this.#rest + chunk).split("\n");
    this.#rest = lines.pop() ?? "";
    refuseEndless(this.#rest.length, "a line");
    return lines.map(withoutReturn);
  }

  end(): string[] {
    return this.#rest === "" ? [] : [withoutReturn(this.#rest)];
  }
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
