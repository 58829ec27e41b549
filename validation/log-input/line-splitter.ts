import { cutOff, refuseEndless, type Splitter } from "./splitter.ts";

/** Lines, without their ends. A last one that begins as JSON and is none was cut off. */
export class LineSplitter implements Splitter {
  #rest = "";

  push(chunk: string): string[] {
    const lines = (this.#rest + chunk).split("\n");
    this.#rest = lines.pop() ?? "";
    refuseEndless(this.#rest.length, "a line");
    return lines.map(withoutReturn);
  }

  end(): string[] {
    if (this.#rest.startsWith('{"') && !isJson(this.#rest)) throw cutOff();
    return this.#rest === "" ? [] : [withoutReturn(this.#rest)];
  }
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
