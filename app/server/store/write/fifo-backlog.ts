/** Items in order, at most so many; the oldest are given up first. */
import { randomUUID } from "node:crypto";
import type { Backlog, Item } from "./outbox";

export class FifoBacklog<Content> implements Backlog<Content> {
  readonly #most: number;
  #items: Item<Content>[] = [];
  #dropped = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(content: Content, atMs: number): Item<Content> {
    const item = { id: randomUUID(), content, atMs };
    this.#items.push(item);
    return item;
  }

  oldest(): Item<Content> | undefined {
    return this.#items[0];
  }

  remove(id: string): void {
    this.#items = this.#items.filter((item) => item.id !== id);
  }

  shrink(): void {
    const excess = Math.max(0, this.#items.length - this.#most);
    this.#items.splice(0, excess);
    this.#dropped += excess;
  }

  size(): { readonly items: number; readonly dropped: number } {
    return { items: this.#items.length, dropped: this.#dropped };
  }
}
