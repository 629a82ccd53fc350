/** Cells of a CSV text by RFC 4180. */
export function readCsv(text: string): string[][] {
  const lines: string[][] = [[]];
  for (let at = 0; at < text.length; ) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(text.slice(at));
    const plain = /^[^,\r\n"]*/.exec(text.slice(at));
    lines.at(-1)?.push(quoted ? (quoted[1] ?? "").replaceAll('""', '"') : (plain?.[0] ?? ""));
    at += (quoted ?? plain)?.[0].length ?? 0;
    if (text[at] === ",") at += 1;
    else {
      at += 2;
      if (at < text.length) lines.push([]);
    }
  }
  return lines;
}
