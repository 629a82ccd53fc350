/** Downloads a text as a file. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Most browsers read the URL during the click; slow ones get a second.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
