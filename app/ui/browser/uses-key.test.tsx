import { expect, it } from "vitest";
import { usesKey } from "./uses-key";

/** Those of four keys that the control uses itself. */
function keysOf(html: string) {
  document.body.innerHTML = html;
  return [" ", "ArrowLeft", "Home", "l"].filter((key) => usesKey(document.body.firstElementChild, key));
}

it("a control keeps the keys that it needs itself", () => {
  expect(keysOf("<button></button>")).toEqual([" "]);
  expect(keysOf('<input type="range">')).toEqual(["ArrowLeft", "Home"]);
  expect(keysOf('<input type="radio">')).toEqual([" ", "ArrowLeft"]);
  expect(keysOf("<input>")).toEqual([" ", "ArrowLeft", "Home", "l"]);
  expect(keysOf("<p></p>")).toEqual([]);
});
