import { LineSplitter } from "./line-splitter.ts";
import { refuseEndless, type Splitter } from "./splitter.ts";

/** YAML documents: what stands between lines of `---`. */
export class DocumentSplitter implements Splitter {
  readonly #lines = new LineSplitter();
  #document: string[] = [];
  #length = 0;

  push(chunk: string): string[] {
    return this.#take(this.#lines.push(chunk));
  }

  end(): string[] {
    return [...this.#take(this.#lines.end()), ...this.#close()];
  }

  #take(lines: string[]): string[] {
    const documents: string[] = [];
    for (const line of lines) {
      if (/^---\s*$/.test(line)) documents.push(...this.#close());
      else {
        this.#document.push(line);
        this.#length += line.length;
        refuseEndless(this.#length, "a YAML document");
      }
    }
    return documents;
  }

  #close(): string[] {
    const document = this.#document.join("\n");
    this.#document = [];
    this.#length = 0;
    return document.trim() === "" ? [] : [document];
  }
}
