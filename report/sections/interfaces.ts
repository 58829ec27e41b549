import type { ValidationResult } from "../../validation/result.ts";
import type { Section } from "../document.ts";
import { checksOf } from "./checks-of.ts";

/** What the WebSocket contract promises, tried. */
export function webSocket(result: ValidationResult): Section {
  return { id: "websocket", title: "WebSocket", blocks: checksOf(result, "websocket") };
}

/** Every endpoint by itself, the way through all of them, and what the service stands on. */
export function endpoints(result: ValidationResult): Section {
  return {
    id: "endpoints",
    title: "Endpoints and golden path",
    blocks: checksOf(result, "endpoints", "golden-path", "dependencies"),
  };
}
